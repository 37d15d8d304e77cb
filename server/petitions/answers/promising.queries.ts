import { asc, eq } from 'drizzle-orm'
import type { Db } from '../../platform/db/database.ts'
import { petitions } from '../petitions.tables.ts'
import { answers, commitments } from './answers.tables.ts'

/** What an answer promises, in order. */
export const promisesToOpen = (db: Db, answerId: number) =>
  db
    .select({
      id: commitments.id,
      text: commitments.text,
      departmentId: commitments.departmentId,
      dueAt: commitments.dueAt,
    })
    .from(commitments)
    .where(eq(commitments.answerId, answerId))
    .orderBy(asc(commitments.position))

/** Whose petition an answer is about, and where. */
export async function promiserOf(db: Db, answerId: number) {
  const rows = await db
    .select({ authorId: petitions.authorId, lang: petitions.lang, dongs: petitions.dongCodes })
    .from(answers)
    .innerJoin(petitions, eq(petitions.id, answers.petitionId))
    .where(eq(answers.id, answerId))
  return rows[0]!
}
