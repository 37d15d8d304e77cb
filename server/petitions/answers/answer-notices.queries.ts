import { and, eq } from 'drizzle-orm'
import type { Db } from '../../platform/db/database.ts'
import { departments } from '../../settings/settings.tables.ts'
import { answers } from './answers.tables.ts'
import { petitions } from '../petitions.tables.ts'

/** What is told of a published answer; null while it is none. */
export async function toldOf(db: Db, answerId: number, publicUrl: string) {
  const rows = await db
    .select({
      petitionId: petitions.id,
      authorId: petitions.authorId,
      number: petitions.number,
      title: petitions.title,
      kind: answers.kind,
      interim: answers.interim,
      answerTitle: answers.title,
      departmentKo: departments.nameKo,
      departmentEn: departments.nameEn,
    })
    .from(answers)
    .innerJoin(petitions, eq(petitions.id, answers.petitionId))
    .innerJoin(departments, eq(departments.id, answers.departmentId))
    .where(and(eq(answers.id, answerId), eq(answers.state, 'published')))
  const row = rows[0]
  if (!row?.number) return null
  return { ...row, number: row.number, url: `${publicUrl}/petitions/${row.number}` }
}
