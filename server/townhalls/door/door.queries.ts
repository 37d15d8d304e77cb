import { and, asc, desc, eq, isNull, lt, or, sql } from 'drizzle-orm'
import type { DoorCount } from '../../../shared/door.ts'
import type { Db } from '../../platform/db/database.ts'
import { checkIns, doorDevices, settledConflicts, visits } from './door.tables.ts'
import { members, parties } from '../seats/registrations.tables.ts'
import { sittings, townHalls } from '../townhalls.tables.ts'

export type DeviceRow = typeof doorDevices.$inferSelect
export type CheckInRow = typeof checkIns.$inferSelect

/** The device that carries this token, with its town hall. Whether it may still work, the caller decides. */
export async function deviceByToken(db: Db, tokenHash: Buffer) {
  const rows = await db
    .select({ device: doorDevices, townHallId: sittings.townHallId })
    .from(doorDevices)
    .innerJoin(sittings, eq(sittings.id, doorDevices.sittingId))
    .where(eq(doorDevices.tokenHash, tokenHash))
  return rows[0] ?? null
}

export async function deviceById(db: Db, id: string): Promise<DeviceRow | null> {
  return (await db.select().from(doorDevices).where(eq(doorDevices.id, id)))[0] ?? null
}

/** False where this device was made before. */
export async function addDevice(tx: Db, row: typeof doorDevices.$inferInsert): Promise<boolean> {
  const added = await tx
    .insert(doorDevices)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: doorDevices.id })
  return added.length === 1
}

/** A new link for a device: the phone that had it, or the link before, opens nothing any more. */
export async function linkDevice(tx: Db, id: string, tokenHash: Buffer): Promise<boolean> {
  const changed = await tx
    .update(doorDevices)
    .set({ tokenHash, claimedAt: null })
    .where(and(eq(doorDevices.id, id), isNull(doorDevices.revokedAt)))
    .returning({ id: doorDevices.id })
  return changed.length === 1
}

/** The link opens one phone: from now on its own token counts. False where the link was used or taken back. */
export async function claimDevice(tx: Db, linkHash: Buffer, tokenHash: Buffer, at: Date): Promise<boolean> {
  const changed = await tx
    .update(doorDevices)
    .set({ tokenHash, claimedAt: at, lastSeenAt: at })
    .where(
      and(
        eq(doorDevices.tokenHash, linkHash),
        isNull(doorDevices.claimedAt),
        isNull(doorDevices.revokedAt),
        sql`${doorDevices.expiresAt} > ${at.toISOString()}::timestamptz`,
      ),
    )
    .returning({ id: doorDevices.id })
  return changed.length === 1
}

export async function revokeDevice(tx: Db, id: string, at: Date): Promise<boolean> {
  const changed = await tx
    .update(doorDevices)
    .set({ revokedAt: at })
    .where(and(eq(doorDevices.id, id), isNull(doorDevices.revokedAt)))
    .returning({ id: doorDevices.id })
  return changed.length === 1
}

/** The phones of a sitting work until another time. */
export async function moveExpiry(tx: Db, sittingId: number, expiresAt: Date) {
  await tx.update(doorDevices).set({ expiresAt }).where(eq(doorDevices.sittingId, sittingId))
}

/** Notes that a device was there, where that was not noted since `before`. */
export async function seeDevice(db: Db, id: string, at: Date, before: Date) {
  await db
    .update(doorDevices)
    .set({ lastSeenAt: at })
    .where(
      and(eq(doorDevices.id, id), or(isNull(doorDevices.lastSeenAt), lt(doorDevices.lastSeenAt, before))),
    )
}

export const devicesOf = (db: Db, townHallId: number) =>
  db
    .select({ device: doorDevices })
    .from(doorDevices)
    .innerJoin(sittings, eq(sittings.id, doorDevices.sittingId))
    .where(eq(sittings.townHallId, townHallId))
    .orderBy(asc(sittings.position), asc(doorDevices.createdAt), asc(doorDevices.id))

const guest = {
  id: members.id,
  partyId: parties.id,
  sittingId: parties.sittingId,
  sealedName: members.sealedName,
  needs: members.needs,
  state: parties.state,
  mode: parties.mode,
  hallState: townHalls.state,
}
const guests = (db: Db) =>
  db
    .select({ ...guest, code: members.code, startsAt: sittings.startsAt, place: sittings.place })
    .from(members)
    .innerJoin(parties, eq(parties.id, members.partyId))
    .innerJoin(sittings, eq(sittings.id, parties.sittingId))
    .innerJoin(townHalls, eq(townHalls.id, parties.townHallId))

export type Guest = Awaited<ReturnType<typeof guests>>[number]

export async function guestById(db: Db, id: number): Promise<Guest | null> {
  return (await guests(db).where(eq(members.id, id)))[0] ?? null
}

export async function guestByCode(db: Db, code: string): Promise<Guest | null> {
  return (await guests(db).where(eq(members.code, code)))[0] ?? null
}

/** Everyone who is or was registered for a sitting, as its roster lists them. */
export const guestsOf = (db: Db, sittingId: number) =>
  guests(db).where(eq(parties.sittingId, sittingId)).orderBy(asc(members.id))

/**
 * Locks someone at the door: their party first, so that nobody cancels it meanwhile, then themselves.
 * @returns null where they were taken off their party
 */
export async function lockGuest(
  tx: Db,
  { id, partyId }: Pick<Guest, 'id' | 'partyId'>,
): Promise<Guest | null> {
  await tx.select({ id: parties.id }).from(parties).where(eq(parties.id, partyId)).for('share')
  const locked = await tx
    .select({ id: members.id })
    .from(members)
    .where(eq(members.id, id))
    .for('no key update')
  return locked.length === 0 ? null : guestById(tx, id)
}

/** How many people a party has, and how many of them are inside. */
export async function partyInside(db: Db, partyId: number): Promise<{ people: number; inside: number }> {
  const [row] = await db.execute<{ people: number; inside: number }>(sql`
    select count(*)::int as people, count(v.id)::int as inside
    from members m left join visits v on v.member_id = m.id and v.left_at is null
    where m.party_id = ${partyId}`)
  const { people, inside } = row!
  return { people, inside }
}

export const staysOf = (tx: Db, memberId: number) =>
  tx.select().from(visits).where(eq(visits.memberId, memberId)).orderBy(asc(visits.enteredAt), asc(visits.id))

/** When someone was scanned at an exit without having been inside. */
export async function missedExits(tx: Db, memberId: number): Promise<Date[]> {
  const rows = await tx
    .select({ at: checkIns.at })
    .from(checkIns)
    .where(
      and(eq(checkIns.memberId, memberId), eq(checkIns.kind, 'exit'), eq(checkIns.outcome, 'not-inside')),
    )
  return rows.map(({ at }) => at)
}

export async function addVisit(tx: Db, row: typeof visits.$inferInsert) {
  await tx.insert(visits).values(row)
}

export async function endVisit(tx: Db, id: number, leftAt: Date | null) {
  await tx.update(visits).set({ leftAt }).where(eq(visits.id, id))
}

export async function removeVisit(tx: Db, id: number) {
  await tx.delete(visits).where(eq(visits.id, id))
}

export async function checkInById(db: Db, id: string): Promise<CheckInRow | null> {
  return (await db.select().from(checkIns).where(eq(checkIns.id, id)))[0] ?? null
}

/** False where this id was sent before. */
export async function addCheckIn(tx: Db, row: typeof checkIns.$inferInsert): Promise<boolean> {
  const added = await tx.insert(checkIns).values(row).onConflictDoNothing().returning({ id: checkIns.id })
  return added.length === 1
}

/** Whether a device had something accepted after this, or this was taken back already. */
export async function isUndoable(
  tx: Db,
  deviceId: string,
  { id, at, receivedAt }: CheckInRow,
): Promise<boolean> {
  const [row] = await tx.execute<{ last: boolean }>(sql`
    select not exists (select from check_ins where undoes = ${id}) and not exists (
      select from check_ins c where c.device_id = ${deviceId} and c.outcome = 'accepted'
        and (c.received_at, c.at) > (${receivedAt.toISOString()}::timestamptz, ${at.toISOString()}::timestamptz)
        and not exists (select from check_ins u where u.undoes = c.id)) as last`)
  return row!.last
}

/** By which door someone came in, of a stay. */
export async function doorOf(db: Db, memberId: number, enteredAt: Date): Promise<string | null> {
  const rows = await db
    .select({ name: doorDevices.name })
    .from(checkIns)
    .innerJoin(doorDevices, eq(doorDevices.id, checkIns.deviceId))
    .where(
      and(
        eq(checkIns.memberId, memberId),
        eq(checkIns.kind, 'entry'),
        eq(checkIns.at, enteredAt),
        isNull(checkIns.undoes),
      ),
    )
    .orderBy(desc(checkIns.receivedAt))
    .limit(1)
  return rows[0]?.name ?? null
}

/** The head-count of a sitting, from the stays themselves. */
export async function countAtDoor(db: Db, sittingId: number): Promise<DoorCount> {
  const [row] = await db.execute<DoorCount>(sql`
    select
      (select count(*)::int from visits where sitting_id = ${sittingId} and left_at is null) as inside,
      (select count(distinct member_id)::int from visits where sitting_id = ${sittingId}) as came,
      (select count(*)::int from members m join parties p on p.id = m.party_id
        where p.sitting_id = ${sittingId} and p.state = 'confirmed' and p.mode = 'in-person') as expected`)
  const { inside, came, expected } = row!
  return { inside, came, expected }
}

/** Who is inside, since when. */
export const presentIn = (db: Db, sittingId: number) =>
  db
    .select({ memberId: visits.memberId, enteredAt: visits.enteredAt })
    .from(visits)
    .where(and(eq(visits.sittingId, sittingId), isNull(visits.leftAt)))

/** People of a sitting who wait for seats or were offered some. */
export async function peopleWaiting(db: Db, sittingId: number): Promise<number> {
  const [row] = await db.execute<{ people: number }>(sql`
    select count(*)::int as people from members m join parties p on p.id = m.party_id
    where p.sitting_id = ${sittingId} and p.state in ('waiting', 'offered') and p.mode = 'in-person'`)
  return row!.people
}

type ConflictRow = {
  id: string
  sitting_id: string
  outcome: string
  kind: 'entry' | 'exit'
  sealed_name: Buffer | null
  at: string
  received_at: string
  door: string | null
  other_at: string | null
  other_door: string | null
  left_at: string | null
  settled_at: string | null
  settled_by: string | null
}

/** What doors decided with the network gone against what was known: open ones first, the newest first, each with the nearest other entry. */
export async function conflictsOf(db: Db, townHallId: number, most: number): Promise<ConflictRow[]> {
  return db.execute<ConflictRow>(sql`
    select c.id, c.sitting_id, c.outcome, c.kind, m.sealed_name, c.at, c.received_at, d.name as door,
      other.at as other_at, other.name as other_door, p.left_at, done.at as settled_at, o.name as settled_by
    from check_ins c
    join sittings s on s.id = c.sitting_id
    left join door_devices d on d.id = c.device_id
    left join members m on m.id = c.member_id
    left join parties p on p.id = m.party_id
    left join settled_conflicts done on done.check_in_id = c.id
    left join officers o on o.id = done.officer_id
    left join lateral (
      select e.at, ed.name from check_ins e left join door_devices ed on ed.id = e.device_id
      where e.member_id = c.member_id and e.kind = 'entry' and e.outcome = 'accepted' and e.id <> c.id
      order by abs(extract(epoch from e.at - c.at)) limit 1) other on true
    where s.town_hall_id = ${townHallId} and c.conflict
    order by done.at is not null, c.received_at desc, c.id limit ${most}`)
}

/** Marks a conflict of a town hall as dealt with; null where it has none of this id. `fresh` the first time. */
export async function settleConflict(tx: Db, townHallId: number, id: string, officerId: number, at: Date) {
  const found = await tx
    .select({ id: checkIns.id })
    .from(checkIns)
    .innerJoin(sittings, eq(sittings.id, checkIns.sittingId))
    .where(and(eq(checkIns.id, id), checkIns.conflict, eq(sittings.townHallId, townHallId)))
  if (found.length === 0) return null
  const added = await tx
    .insert(settledConflicts)
    .values({ checkInId: id, at, officerId })
    .onConflictDoNothing()
    .returning({ id: settledConflicts.checkInId })
  return { fresh: added.length === 1 }
}
