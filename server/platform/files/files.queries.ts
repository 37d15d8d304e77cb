import { eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../db/database.ts'
import { files } from './files.tables.ts'

export type FileRow = typeof files.$inferSelect

export async function addFile(tx: Db, row: typeof files.$inferInsert) {
  await tx.insert(files).values(row)
}

export async function fileById(db: Db, id: string): Promise<FileRow | null> {
  const rows = await db.select().from(files).where(eq(files.id, id))
  return rows[0] ?? null
}

export const filesById = (db: Db, ids: string[]): Promise<FileRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : db.select().from(files).where(inArray(files.id, ids))

/** The files, held until the transaction ends, so that no sweep takes what is being referred to. */
export const holdFiles = (tx: Db, ids: string[]): Promise<FileRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : tx.select().from(files).where(inArray(files.id, ids)).orderBy(files.id).for('key share')

/** Of some stored ids, those without a row: bytes whose upload never finished. */
export async function withoutRow(db: Db, ids: string[]): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select stored.id from unnest(${sql.param(ids)}::uuid[]) as stored (id)
    where not exists (select from files where files.id = stored.id)`)
  return rows.map((row) => row.id)
}
