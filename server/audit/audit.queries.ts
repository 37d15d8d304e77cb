import { and, desc, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm'
import { petitions } from '../petitions/petitions.tables.ts'
import type { Db } from '../platform/db/database.ts'
import { auditEntries, auditSeals } from './audit.tables.ts'

export type Entry = typeof auditEntries.$inferSelect

export async function addEntry(tx: Db, entry: typeof auditEntries.$inferInsert) {
  await tx.insert(auditEntries).values(entry)
}

export async function lastSeal(db: Db) {
  const rows = await db.select().from(auditSeals).orderBy(desc(auditSeals.position)).limit(1)
  return rows[0] ?? null
}

/** Entries that no seal covers yet, oldest first. */
export const unsealedEntries = (db: Db, most: number) =>
  db
    .select({ entry: auditEntries })
    .from(auditEntries)
    .leftJoin(auditSeals, eq(auditSeals.entryId, auditEntries.id))
    .where(isNull(auditSeals.entryId))
    .orderBy(auditEntries.id)
    .limit(most)
    .then((rows) => rows.map((row) => row.entry))

export async function addSeals(tx: Db, seals: (typeof auditSeals.$inferInsert)[]) {
  await tx.insert(auditSeals).values(seals)
}

/** One sealing at a time: false when another process is at it. Held until the transaction ends. */
export async function lockSealing(tx: Db): Promise<boolean> {
  const [row] = await tx.execute<{ got: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtext('audit sealing')) as got`,
  )
  return row?.got === true
}

/** Sealed entries in the order of the chain, after a position. */
export const sealedEntries = (db: Db, after: number, most: number) =>
  db
    .select({ entry: auditEntries, seal: auditSeals })
    .from(auditSeals)
    .innerJoin(auditEntries, eq(auditEntries.id, auditSeals.entryId))
    .where(gt(auditSeals.position, after))
    .orderBy(auditSeals.position)
    .limit(most)

/** Newest first; `before` is an entry id. Without an id, all entries about that kind of thing. */
export const newestEntries = (
  db: Db,
  most: number,
  before?: number,
  about?: { kind: string; id?: string | undefined },
) =>
  db
    .select()
    .from(auditEntries)
    .where(
      and(
        before === undefined ? undefined : lt(auditEntries.id, before),
        about && eq(auditEntries.aboutKind, about.kind),
        about?.id === undefined ? undefined : eq(auditEntries.aboutId, about.id),
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(most)

/** Numbers of petitions by id: entries keep ids alone. */
export async function numbersOf(db: Db, ids: number[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: petitions.id, number: petitions.number })
    .from(petitions)
    .where(inArray(petitions.id, ids))
  return new Map(rows.flatMap(({ id, number }) => (number === null ? [] : [[String(id), number]])))
}

export async function idOfNumber(db: Db, number: string): Promise<string | null> {
  const rows = await db.select({ id: petitions.id }).from(petitions).where(eq(petitions.number, number))
  return rows[0] ? String(rows[0].id) : null
}
