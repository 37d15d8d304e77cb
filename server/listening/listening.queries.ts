import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '../platform/db/database.ts'
import { categories, departments, dongs } from '../settings/settings.tables.ts'
import { listeningEvents, listeningPhotos, listeningSeries, opinions } from './listening.tables.ts'

export type EventRow = typeof listeningEvents.$inferSelect
export type OpinionRow = typeof opinions.$inferSelect
export type PhotoRow = typeof listeningPhotos.$inferSelect
export type SeriesRow = typeof listeningSeries.$inferSelect

export async function fillSeries(tx: Db, rows: (typeof listeningSeries.$inferInsert)[]) {
  const found = await tx
    .select({ one: sql`1` })
    .from(listeningSeries)
    .limit(1)
  if (found.length === 0) await tx.insert(listeningSeries).values(rows).onConflictDoNothing()
}

export const everySeries = (db: Db) =>
  db.select().from(listeningSeries).orderBy(asc(listeningSeries.position), asc(listeningSeries.code))

export const liveSeries = (db: Db) =>
  db
    .select()
    .from(listeningSeries)
    .where(isNull(listeningSeries.retiredAt))
    .orderBy(asc(listeningSeries.position), asc(listeningSeries.code))

/** One change of the list at a time. Held until the transaction ends. */
export async function lockSeries(tx: Db) {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('listening series'))`)
}

export async function seriesByCode(db: Db, code: string): Promise<SeriesRow | null> {
  return (await db.select().from(listeningSeries).where(eq(listeningSeries.code, code)))[0] ?? null
}

export async function saveSeries(tx: Db, row: typeof listeningSeries.$inferInsert) {
  await tx.insert(listeningSeries).values(row).onConflictDoUpdate({ target: listeningSeries.code, set: row })
}

/** Of the codes and ids that something names, those that exist. Held, so that none goes away meanwhile. */
export async function knownOf(
  db: Db,
  named: { series: string[]; categories: string[]; dongs: string[]; departments: number[] },
) {
  const codes = async (table: typeof categories | typeof dongs | typeof listeningSeries, wanted: string[]) =>
    wanted.length === 0
      ? []
      : (await db.select({ code: table.code }).from(table).where(inArray(table.code, wanted))).map(
          (row) => row.code,
        )
  const ids =
    named.departments.length === 0
      ? []
      : await db
          .select({ id: departments.id })
          .from(departments)
          .where(inArray(departments.id, named.departments))
  return {
    series: new Set(await codes(listeningSeries, named.series)),
    categories: new Set(await codes(categories, named.categories)),
    dongs: new Set(await codes(dongs, named.dongs)),
    departments: new Set(ids.map((row) => row.id)),
  }
}

export async function departmentByCode(db: Db, code: string): Promise<number | null> {
  const rows = await db.select({ id: departments.id }).from(departments).where(eq(departments.code, code))
  return rows[0]?.id ?? null
}

/** Null where this log was there already. */
export async function addEvent(tx: Db, row: typeof listeningEvents.$inferInsert): Promise<EventRow | null> {
  return (await tx.insert(listeningEvents).values(row).onConflictDoNothing().returning())[0] ?? null
}

export async function lockEvent(tx: Db, by: { id: number } | { logId: string }): Promise<EventRow | null> {
  const where = 'id' in by ? eq(listeningEvents.id, by.id) : eq(listeningEvents.logId, by.logId)
  return (await tx.select().from(listeningEvents).where(where).for('no key update'))[0] ?? null
}

/** Which of some logs are there already. */
export async function eventsByLog(db: Db, logIds: string[]): Promise<Set<string>> {
  if (logIds.length === 0) return new Set()
  const rows = await db
    .select({ logId: listeningEvents.logId })
    .from(listeningEvents)
    .where(inArray(listeningEvents.logId, logIds))
  return new Set(rows.map(({ logId }) => logId))
}

export async function eventById(db: Db, id: number): Promise<EventRow | null> {
  return (await db.select().from(listeningEvents).where(eq(listeningEvents.id, id)))[0] ?? null
}

export async function saveEvent(tx: Db, id: number, change: Partial<EventRow>) {
  await tx.update(listeningEvents).set(change).where(eq(listeningEvents.id, id))
}

/** Those that were new, by their line. What had come before is left as it is. */
export async function addOpinions(tx: Db, rows: (typeof opinions.$inferInsert)[]): Promise<OpinionRow[]> {
  return rows.length === 0 ? [] : tx.insert(opinions).values(rows).onConflictDoNothing().returning()
}

export const opinionsByLine = (db: Db, lineIds: string[]): Promise<OpinionRow[]> =>
  lineIds.length === 0
    ? Promise.resolve([])
    : db.select().from(opinions).where(inArray(opinions.lineId, lineIds))

export async function lockOpinion(tx: Db, id: number): Promise<OpinionRow | null> {
  return (await tx.select().from(opinions).where(eq(opinions.id, id)).for('no key update'))[0] ?? null
}

export async function saveOpinion(tx: Db, id: number, change: Partial<OpinionRow>) {
  await tx.update(opinions).set(change).where(eq(opinions.id, id))
}

export async function countOpinions(db: Db, eventId: number): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(opinions)
    .where(eq(opinions.eventId, eventId))
  return row!.count
}

export const photosOf = (db: Db, eventId: number): Promise<PhotoRow[]> =>
  db
    .select()
    .from(listeningPhotos)
    .where(eq(listeningPhotos.eventId, eventId))
    .orderBy(asc(listeningPhotos.id))

/** Null where this upload was there already. */
export async function addPhoto(tx: Db, row: typeof listeningPhotos.$inferInsert): Promise<PhotoRow | null> {
  return (await tx.insert(listeningPhotos).values(row).onConflictDoNothing().returning())[0] ?? null
}

export async function photoByUpload(db: Db, uploadId: string): Promise<PhotoRow | null> {
  return (await db.select().from(listeningPhotos).where(eq(listeningPhotos.uploadId, uploadId)))[0] ?? null
}

export async function lockPhoto(tx: Db, id: number): Promise<PhotoRow | null> {
  return (await tx.select().from(listeningPhotos).where(eq(listeningPhotos.id, id)).for('update'))[0] ?? null
}

export async function savePhoto(tx: Db, id: number, change: Pick<PhotoRow, 'alt' | 'consent'>) {
  await tx.update(listeningPhotos).set(change).where(eq(listeningPhotos.id, id))
}

export async function removePhoto(tx: Db, id: number) {
  await tx.delete(listeningPhotos).where(eq(listeningPhotos.id, id))
}

/** Whether a file is a photo of an event that anyone may see: those on it agreed. Null where it is none. */
export async function consentTo(db: Db, fileId: string): Promise<boolean | null> {
  const rows = await db
    .select({ consent: listeningPhotos.consent })
    .from(listeningPhotos)
    .where(and(eq(listeningPhotos.fileId, fileId)))
  return rows[0]?.consent ?? null
}
