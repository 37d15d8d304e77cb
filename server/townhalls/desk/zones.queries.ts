import { and, asc, desc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db/database.ts'
import { zones } from '../townhalls.tables.ts'

/** Every zone of every time, the present ones of each code first. */
export const allZones = (db: Db) => db.select().from(zones).orderBy(asc(zones.code), desc(zones.fromDay))

/** One change of zones at a time: a dong must not end up in two. Held until the transaction ends. */
export async function lockZones(tx: Db) {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('zones'))`)
}

export async function addZone(tx: Db, row: typeof zones.$inferInsert) {
  await tx.insert(zones).values(row)
}

/** Ends what a code meant until then. */
export async function endZone(tx: Db, code: string, day: string) {
  await tx
    .update(zones)
    .set({ untilDay: day })
    .where(
      and(eq(zones.code, code), or(isNull(zones.untilDay), gt(zones.untilDay, day)), lt(zones.fromDay, day)),
    )
}

/** Changes a zone that begins on the same day as it was written. */
export async function saveZone(tx: Db, id: number, change: Partial<typeof zones.$inferInsert>) {
  await tx.update(zones).set(change).where(eq(zones.id, id))
}

/** Fills an empty table; one with rows is left as officers made it. */
export async function fillZones(tx: Db, rows: (typeof zones.$inferInsert)[]) {
  const found = await tx.select({ id: zones.id }).from(zones).limit(1)
  if (found.length === 0) await tx.insert(zones).values(rows)
}
