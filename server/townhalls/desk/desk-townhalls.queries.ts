import { and, asc, count, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import type { QuotaBody } from '../../../shared/town-halls.desk.ts'
import type { PartyState, TownHallState } from '../../../shared/town-halls.ts'
import type { Db } from '../../platform/db/database.ts'
import { members, parties } from '../seats/registrations.tables.ts'
import { quotas, sittings, townHalls } from '../townhalls.tables.ts'

export async function addTownHall(tx: Db, row: typeof townHalls.$inferInsert): Promise<number> {
  const rows = await tx.insert(townHalls).values(row).returning({ id: townHalls.id })
  return rows[0]!.id
}

/** The row of a town hall, locked. Its sittings are locked before. */
export async function lockTownHall(tx: Db, id: number) {
  const rows = await tx.select().from(townHalls).where(eq(townHalls.id, id)).for('no key update')
  return rows[0] ?? null
}

/** Only drafts can go; the database refuses others. */
export async function removeTownHall(tx: Db, id: number) {
  const own = await tx.select({ id: sittings.id }).from(sittings).where(eq(sittings.townHallId, id))
  for (const sitting of own) await removeSitting(tx, sitting.id)
  await tx.delete(townHalls).where(eq(townHalls.id, id))
}

export async function addSitting(tx: Db, row: typeof sittings.$inferInsert): Promise<number> {
  const rows = await tx.insert(sittings).values(row).returning({ id: sittings.id })
  return rows[0]!.id
}

export async function saveSitting(tx: Db, id: number, change: Partial<typeof sittings.$inferInsert>) {
  await tx.update(sittings).set(change).where(eq(sittings.id, id))
}

export async function removeSitting(tx: Db, id: number) {
  await tx.delete(quotas).where(eq(quotas.sittingId, id))
  await tx.delete(sittings).where(eq(sittings.id, id))
}

/** Positions are unique: all of a town hall make way before any is given anew. */
export async function clearPositions(tx: Db, townHallId: number) {
  await tx
    .update(sittings)
    .set({ position: sql`-1 - ${sittings.position}` })
    .where(eq(sittings.townHallId, townHallId))
}

export async function putQuotas(tx: Db, sittingId: number, wanted: QuotaBody[]) {
  await tx.delete(quotas).where(eq(quotas.sittingId, sittingId))
  if (wanted.length > 0) await tx.insert(quotas).values(wanted.map((quota) => ({ ...quota, sittingId })))
}

/** Sittings of these that someone ever registered for. */
export async function sittingsWithParties(tx: Db, ids: number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  const rows = await tx
    .selectDistinct({ id: parties.sittingId })
    .from(parties)
    .where(inArray(parties.sittingId, ids))
  return new Set(rows.map(({ id }) => id))
}

/** How many town halls stand in each state. */
export async function stateCounts(db: Db): Promise<Map<TownHallState, number>> {
  const rows = await db
    .select({ state: townHalls.state, number: count() })
    .from(townHalls)
    .groupBy(townHalls.state)
  return new Map(rows.map(({ state, number }) => [state, number]))
}

/** Of the row outside: where one table is asked, Drizzle leaves its name away. */
const ownHall = sql.raw('town_halls.id')
const ownParty = sql.raw('parties.id')
const firstOf = (column: string) =>
  sql.raw(
    `(select ${column} from sittings s where s.town_hall_id = town_halls.id order by s.starts_at, s.id limit 1)`,
  )
const peopleIn = (states: string) =>
  sql<number>`(select count(*)::int from parties p join members m on m.party_id = p.id
    where p.town_hall_id = ${ownHall} and p.state in (${sql.raw(states)}))`

/** One page of the town halls in a state, newest first. */
export const deskList = (db: Db, state: TownHallState, most: number, before?: number) =>
  db
    .select({
      id: townHalls.id,
      state: townHalls.state,
      form: townHalls.form,
      titleKo: townHalls.titleKo,
      titleEn: townHalls.titleEn,
      registrationOpensAt: townHalls.registrationOpensAt,
      registrationClosesAt: townHalls.registrationClosesAt,
      sittings: sql<number>`(select count(*)::int from sittings s where s.town_hall_id = ${ownHall})`,
      startsAt: sql`${firstOf('s.starts_at')}`.mapWith((at: string) => new Date(at)),
      place: sql<string | null>`${firstOf('s.place')}`,
      seats: sql<number | null>`(select case when bool_and(q.seats is not null) then sum(q.seats)::int end
        from sittings s left join quotas q on q.sitting_id = s.id and q.kind = 'total'
        where s.town_hall_id = ${ownHall})`,
      confirmed: peopleIn(`'confirmed'`),
      waiting: peopleIn(`'waiting', 'applied'`),
      come: sql<number>`(select count(distinct v.member_id)::int from visits v join sittings s on s.id = v.sitting_id
        where s.town_hall_id = ${ownHall})`,
    })
    .from(townHalls)
    .where(and(eq(townHalls.state, state), before === undefined ? undefined : lt(townHalls.id, before)))
    .orderBy(desc(townHalls.id))
    .limit(most)

type Narrowed = {
  sittingId?: number | undefined
  state?: PartyState | undefined
  calls?: boolean | undefined
}

const openCallsOf = sql.raw('from party_calls c where c.party_id = parties.id and c.told_at is null')

const narrowed = (townHallId: number, { sittingId, state, calls }: Narrowed) =>
  and(
    eq(parties.townHallId, townHallId),
    sittingId === undefined ? undefined : eq(parties.sittingId, sittingId),
    state === undefined ? undefined : eq(parties.state, state),
    calls ? sql`exists (select ${openCallsOf})` : undefined,
  )

const line = {
  id: parties.id,
  sittingId: parties.sittingId,
  state: parties.state,
  place: parties.place,
  mode: parties.mode,
  kind: parties.kind,
  dong: parties.dong,
  reserved: parties.reserved,
  walkIn: parties.walkIn,
  registeredBy: parties.registeredBy,
  offerExpiresAt: parties.offerExpiresAt,
  createdAt: parties.createdAt,
  people: sql<number>`(select count(*)::int from members m where m.party_id = ${ownParty})`,
  needs: sql<string[]>`(select coalesce(array_agg(distinct need order by need), '{}')
    from members m, unnest(m.needs) as need where m.party_id = ${ownParty})`,
  come: sql<number>`(select count(distinct v.member_id)::int from visits v join members m on m.id = v.member_id
    where m.party_id = ${ownParty})`,
  calls: sql<number>`(select count(*)::int ${openCallsOf})`,
}

/** One page of the parties of a town hall, by sitting and place. @param after a sitting and place, as `12_40` */
export function partyLines(db: Db, townHallId: number, filter: Narrowed, most: number, after?: string) {
  const [, sitting, place] = /^(\d{1,15})_(-?\d{1,9})$/.exec(after ?? '') ?? []
  return db
    .select(line)
    .from(parties)
    .where(
      and(
        narrowed(townHallId, filter),
        sitting === undefined
          ? undefined
          : sql`(${parties.sittingId}, ${parties.place}) > (${sitting}::bigint, ${place}::int)`,
      ),
    )
    .orderBy(asc(parties.sittingId), asc(parties.place))
    .limit(most)
}

export async function partyTotal(db: Db, townHallId: number, filter: Narrowed): Promise<number> {
  const [row] = await db.select({ number: count() }).from(parties).where(narrowed(townHallId, filter))
  return row!.number
}

export async function partyLine(db: Db, townHallId: number, id: number) {
  const rows = await db
    .select({
      ...line,
      answers: parties.answers,
      note: parties.note,
      lang: parties.lang,
      personId: parties.personId,
    })
    .from(parties)
    .where(and(eq(parties.townHallId, townHallId), eq(parties.id, id)))
  return rows[0] ?? null
}

/** Everyone who has a seat or is offered one, with the sealed name: for the printed list and the export. */
export const peopleOf = (db: Db, townHallId: number, states: PartyState[], sittingId?: number) =>
  db
    .select({
      memberId: members.id,
      sealedName: members.sealedName,
      needs: members.needs,
      code: members.code,
      position: members.position,
      partyId: parties.id,
      sittingId: parties.sittingId,
      place: parties.place,
      state: parties.state,
      mode: parties.mode,
      kind: parties.kind,
      dong: parties.dong,
      reserved: parties.reserved,
      walkIn: parties.walkIn,
      createdAt: parties.createdAt,
      come: sql<boolean>`exists (select from visits v where v.member_id = ${members.id})`,
    })
    .from(members)
    .innerJoin(parties, eq(parties.id, members.partyId))
    .where(
      and(
        eq(parties.townHallId, townHallId),
        inArray(parties.state, states),
        sittingId === undefined ? undefined : eq(parties.sittingId, sittingId),
      ),
    )
    .orderBy(asc(parties.sittingId), asc(parties.place), asc(members.position))
