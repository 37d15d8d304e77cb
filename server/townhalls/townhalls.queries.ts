import { and, asc, eq, gt, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Db } from '../platform/db/database.ts'
import { dongs } from '../settings/settings.tables.ts'
import { gatheringLimits, quotas, sittings, townHalls, zones } from './townhalls.tables.ts'

export type TownHallRow = typeof townHalls.$inferSelect
export type SittingRow = typeof sittings.$inferSelect

export async function townHallById(db: Db, id: number): Promise<TownHallRow | null> {
  const rows = await db.select().from(townHalls).where(eq(townHalls.id, id))
  return rows[0] ?? null
}

export const sittingsOf = (db: Db, townHallId: number) =>
  db.select().from(sittings).where(eq(sittings.townHallId, townHallId)).orderBy(asc(sittings.position))

export async function sittingById(db: Db, id: number): Promise<SittingRow | null> {
  return (await db.select().from(sittings).where(eq(sittings.id, id)))[0] ?? null
}

/**
 * Locks a sitting: all seats of it are given and freed under this lock, one after another. Before any party of it.
 * Of several sittings, the lower id first.
 */
export async function lockSitting(tx: Db, id: number): Promise<SittingRow | null> {
  const rows = await tx.select().from(sittings).where(eq(sittings.id, id)).for('no key update')
  return rows[0] ?? null
}

/** Locks all sittings of a town hall: whoever changes its state does it under these. */
export const lockSittingsOf = (tx: Db, townHallId: number) =>
  tx
    .select()
    .from(sittings)
    .where(eq(sittings.townHallId, townHallId))
    .orderBy(asc(sittings.id))
    .for('no key update')

export async function saveTownHall(
  tx: Db,
  id: number,
  change: Partial<typeof townHalls.$inferInsert>,
  at: Date,
) {
  await tx
    .update(townHalls)
    .set({ ...change, updatedAt: at })
    .where(eq(townHalls.id, id))
}

/** The next place in the order of a locked sitting. */
export async function takePlace(tx: Db, sittingId: number): Promise<number> {
  const rows = await tx
    .update(sittings)
    .set({ lastPlace: sql`${sittings.lastPlace} + 1` })
    .where(eq(sittings.id, sittingId))
    .returning({ place: sittings.lastPlace })
  return rows[0]!.place
}

export const quotasOf = (db: Db, sittingIds: number[]) =>
  sittingIds.length === 0
    ? Promise.resolve([])
    : db
        .select({ sittingId: quotas.sittingId, kind: quotas.kind, key: quotas.key, seats: quotas.seats })
        .from(quotas)
        .where(inArray(quotas.sittingId, sittingIds))
        .orderBy(asc(quotas.sittingId), asc(quotas.id))

/** Zones in force on a day. */
export const zonesOn = (db: Db, day: string) =>
  db
    .select()
    .from(zones)
    .where(and(lte(zones.fromDay, day), or(isNull(zones.untilDay), gt(zones.untilDay, day))))
    .orderBy(asc(zones.code))

/** The most people who may be in one hall on a day: the strictest limit in force; null without one. */
export async function gatheringLimitOn(db: Db, day: string): Promise<number | null> {
  const [row] = await db
    .select({ seats: sql<number | null>`min(${gatheringLimits.seats})::int` })
    .from(gatheringLimits)
    .where(
      and(
        isNull(gatheringLimits.liftedAt),
        lte(gatheringLimits.fromDay, day),
        gte(gatheringLimits.untilDay, day),
      ),
    )
  return row?.seats ?? null
}

/** Sittings to come of announced town halls with parties that wait for seats or were offered some. */
export async function sittingsWithWaiting(db: Db, now: Date): Promise<number[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select s.id from sittings s join town_halls t on t.id = s.town_hall_id
    where t.state in ('announced', 'live') and s.starts_at > ${now.toISOString()}::timestamptz - interval '1 hour'
      and exists (select from parties p where p.sitting_id = s.id and p.state in ('waiting', 'offered'))
    order by s.id`)
  return rows.map(({ id }) => Number(id))
}

/** Sittings to come with the reminders of their town hall and those that went out. */
export const sittingsToRemind = (db: Db, now: Date) =>
  db
    .select({
      id: sittings.id,
      startsAt: sittings.startsAt,
      hours: townHalls.reminderHours,
      reminded: sittings.remindedHours,
    })
    .from(sittings)
    .innerJoin(townHalls, eq(townHalls.id, sittings.townHallId))
    .where(
      and(
        gt(sittings.startsAt, now),
        inArray(townHalls.state, ['announced', 'live']),
        sql`not ${townHalls.reminderHours} <@ ${sittings.remindedHours}`,
      ),
    )
    .orderBy(asc(sittings.id))

export async function markReminded(tx: Db, sittingId: number, hours: number[]) {
  await tx.update(sittings).set({ remindedHours: hours }).where(eq(sittings.id, sittingId))
}

/** Names of dongs, and of zones on a day, by their codes. */
export async function placeNames(db: Db, day: string) {
  const known = await db.select({ code: dongs.code, nameKo: dongs.nameKo, nameEn: dongs.nameEn }).from(dongs)
  return new Map(
    [...(await zonesOn(db, day)), ...known].map(({ code, nameKo, nameEn }) => [code, { nameKo, nameEn }]),
  )
}

export async function knownDongs(db: Db): Promise<Set<string>> {
  return new Set((await db.select({ code: dongs.code }).from(dongs)).map(({ code }) => code))
}
