import { and, asc, count, desc, eq, gt, inArray, lte, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db/database.ts'
import { members, parties } from './registrations.tables.ts'

export type PartyRow = typeof parties.$inferSelect
export type MemberRow = typeof members.$inferSelect

/** States in which a party has seats, or waits for them. */
const standing = ['applied', 'waiting', 'offered', 'confirmed'] as const
/** States in which its people take seats. */
const seated = ['offered', 'confirmed'] as const

export async function partyByPartyId(db: Db, partyId: string): Promise<PartyRow | null> {
  return (await db.select().from(parties).where(eq(parties.partyId, partyId)))[0] ?? null
}

export async function partyById(db: Db, id: number): Promise<PartyRow | null> {
  return (await db.select().from(parties).where(eq(parties.id, id)))[0] ?? null
}

export async function partyByToken(db: Db, tokenHash: Buffer): Promise<PartyRow | null> {
  return (await db.select().from(parties).where(eq(parties.offerTokenHash, tokenHash)))[0] ?? null
}

/** Someone's party of a town hall: the one that stands, else the last one that left. */
export async function partyOf(db: Db, townHallId: number, personId: number): Promise<PartyRow | null> {
  const rows = await db
    .select()
    .from(parties)
    .where(and(eq(parties.townHallId, townHallId), eq(parties.personId, personId)))
    .orderBy(desc(inArray(parties.state, standing)), desc(parties.id))
    .limit(1)
  return rows[0] ?? null
}

/** Locks a party. Its sitting is locked before. */
export async function lockParty(tx: Db, id: number): Promise<PartyRow | null> {
  return (await tx.select().from(parties).where(eq(parties.id, id)).for('no key update'))[0] ?? null
}

/** Null where this id was sent before, or this person has a party of the town hall that stands. */
export async function addParty(tx: Db, row: typeof parties.$inferInsert): Promise<PartyRow | null> {
  const added = await tx.insert(parties).values(row).onConflictDoNothing().returning()
  return added[0] ?? null
}

export async function saveParty(tx: Db, id: number, change: Partial<typeof parties.$inferInsert>, at: Date) {
  await tx
    .update(parties)
    .set({ ...change, updatedAt: at })
    .where(eq(parties.id, id))
}

/** Adds those whose code nobody has; the others are left out. */
export const addMembers = (tx: Db, rows: (typeof members.$inferInsert)[]) =>
  tx
    .insert(members)
    .values(rows)
    .onConflictDoNothing({ target: members.code })
    .returning({ id: members.id, position: members.position, code: members.code })

export const membersOf = (db: Db, partyId: number): Promise<MemberRow[]> =>
  db.select().from(members).where(eq(members.partyId, partyId)).orderBy(asc(members.position))

export async function saveMember(tx: Db, id: number, change: Partial<typeof members.$inferInsert>) {
  await tx.update(members).set(change).where(eq(members.id, id))
}

export async function removeMembers(tx: Db, ids: number[]) {
  if (ids.length > 0) await tx.delete(members).where(inArray(members.id, ids))
}

/** Whether anyone of these came through a door already. */
export async function haveComeIn(tx: Db, ids: number[]): Promise<boolean> {
  if (ids.length === 0) return false
  const [row] = await tx.execute<{ come: boolean }>(
    sql`select exists (select from check_ins where member_id in ${ids}) as come`,
  )
  return row!.come
}

const counts = {
  mode: parties.mode,
  kind: parties.kind,
  dong: parties.dong,
  reserved: parties.reserved,
  people: sql<number>`count(*)::int`,
  wheelchairs: sql<number>`(count(*) filter (where 'wheelchair' = any (${members.needs})))::int`,
}

const groupsIn = (db: Db, sittingIds: number[], states: readonly (typeof standing)[number][]) =>
  sittingIds.length === 0
    ? Promise.resolve([])
    : db
        .select({ sittingId: parties.sittingId, ...counts })
        .from(parties)
        .innerJoin(members, eq(members.partyId, parties.id))
        .where(and(inArray(parties.sittingId, sittingIds), inArray(parties.state, states)))
        .groupBy(parties.sittingId, parties.mode, parties.kind, parties.dong, parties.reserved)

/** Who takes seats of these sittings, confirmed or offered, in groups that count alike. */
export const heldIn = (db: Db, sittingIds: number[]) => groupsIn(db, sittingIds, seated)

/** Who waits for seats of these sittings or for their draw. */
export const waitedIn = (db: Db, sittingIds: number[]) => groupsIn(db, sittingIds, ['applied', 'waiting'])

/** The parties of a sitting that wait for seats, or for a draw, in their order. */
export const partiesInOrder = (db: Db, sittingId: number, state: 'applied' | 'waiting') =>
  db
    .select({ id: parties.id, partyId: parties.partyId, place: parties.place, ...counts })
    .from(parties)
    .innerJoin(members, eq(members.partyId, parties.id))
    .where(and(eq(parties.sittingId, sittingId), eq(parties.state, state)))
    .groupBy(parties.id)
    .orderBy(asc(parties.place))

/** How many parties wait up to a place, that place included. */
export async function positionOf(db: Db, sittingId: number, place: number): Promise<number> {
  const [row] = await db
    .select({ position: count() })
    .from(parties)
    .where(and(eq(parties.sittingId, sittingId), eq(parties.state, 'waiting'), lte(parties.place, place)))
  return row!.position
}

/** Offers of a sitting whose time is over. */
export const offersEndedBy = (db: Db, sittingId: number, now: Date) =>
  db
    .select()
    .from(parties)
    .where(
      and(eq(parties.sittingId, sittingId), eq(parties.state, 'offered'), lte(parties.offerExpiresAt, now)),
    )
    .orderBy(asc(parties.id))

/** No offer of a sitting lasts beyond its beginning. */
export async function capOffers(tx: Db, sittingId: number, startsAt: Date) {
  await tx
    .update(parties)
    .set({ offerExpiresAt: startsAt })
    .where(
      and(
        eq(parties.sittingId, sittingId),
        eq(parties.state, 'offered'),
        gt(parties.offerExpiresAt, startsAt),
      ),
    )
}

/** One page of the parties of a town hall in some states, by id. */
export const partiesAfter = (
  db: Db,
  townHallId: number,
  states: readonly PartyRow['state'][],
  after: number,
  most: number,
  sittingId?: number,
) =>
  db
    .select()
    .from(parties)
    .where(
      and(
        eq(parties.townHallId, townHallId),
        inArray(parties.state, states),
        gt(parties.id, after),
        sittingId === undefined ? undefined : eq(parties.sittingId, sittingId),
      ),
    )
    .orderBy(asc(parties.id))
    .limit(most)
