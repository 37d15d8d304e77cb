import { and, eq, inArray, lt, or, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db/database.ts'
import { files } from '../../platform/files/files.tables.ts'
import { answers } from './answers.tables.ts'
import { petitions } from '../petitions.tables.ts'

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

const refersTo = (id: unknown) =>
  or(
    sql`${answers.videoFile} = ${id}`,
    sql`${answers.captionsFile} = ${id}`,
    sql`${answers.posterFile} = ${id}`,
  )

/** The answers that show a file, with what decides who may see it. */
export const shownIn = (db: Db, id: string) =>
  db
    .select({
      published: sql<boolean>`${answers.state} = 'published'`,
      hidden: sql<boolean>`${petitions.hiddenAt} is not null`,
      departmentId: petitions.departmentId,
    })
    .from(answers)
    .innerJoin(petitions, eq(petitions.id, answers.petitionId))
    .where(refersTo(id))

const unused = sql`not exists (select from ${answers} where ${refersTo(sql`${files.id}`)})`

/** Takes away what was uploaded before an instant and no answer refers to. @returns their ids */
export async function dropUnusedFiles(tx: Db, before: Date, most = 100): Promise<string[]> {
  const candidates = await tx
    .select({ id: files.id })
    .from(files)
    .where(and(lt(files.uploadedAt, before), unused))
    .limit(most)
    .for('update')
  if (candidates.length === 0) return []
  // Asked again under the locks: a draft may have taken one in the meantime.
  const dropped = await tx
    .delete(files)
    .where(
      and(
        inArray(
          files.id,
          candidates.map((row) => row.id),
        ),
        unused,
      ),
    )
    .returning({ id: files.id })
  return dropped.map((row) => row.id)
}

/** Of some stored ids, those without a row: bytes whose upload never finished. */
export async function withoutRow(db: Db, ids: string[]): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select stored.id from unnest(${sql.param(ids)}::uuid[]) as stored (id)
    where not exists (select from files where files.id = stored.id)`)
  return rows.map((row) => row.id)
}
