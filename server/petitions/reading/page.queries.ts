import { and, asc, eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '../../platform/db/database.ts'
import { categories, departments, rejectionGrounds } from '../../settings/settings.tables.ts'
import { answers, commitments, extensions } from '../answers/answers.tables.ts'
import { importSources } from '../importing/importing.tables.ts'
import { establishments, petitionCounts, petitionMoves, petitions } from '../petitions.tables.ts'

export type PageRow = NonNullable<Awaited<ReturnType<typeof petitionForPage>>>

const first = alias(petitions, 'first')
const firstGround = alias(rejectionGrounds, 'first_ground')

/** A petition with everything that there is once of: one row, one round trip. */
export async function petitionForPage(db: Db, number: string) {
  const rows = await db
    .select({
      petition: petitions,
      counts: petitionCounts,
      establishment: establishments,
      ground: rejectionGrounds,
      category: { nameKo: categories.nameKo, nameEn: categories.nameEn },
      department: { nameKo: departments.nameKo, nameEn: departments.nameEn, phone: departments.phone },
      first: { number: first.number, title: first.title, hiddenAt: first.hiddenAt },
      firstTextPublic: firstGround.textPublic,
      source: importSources.name,
    })
    .from(petitions)
    .leftJoin(petitionCounts, eq(petitionCounts.petitionId, petitions.id))
    .leftJoin(establishments, eq(establishments.petitionId, petitions.id))
    .leftJoin(rejectionGrounds, eq(rejectionGrounds.code, petitions.groundCode))
    .leftJoin(categories, eq(categories.code, petitions.categoryCode))
    .leftJoin(departments, eq(departments.id, petitions.departmentId))
    .leftJoin(first, eq(first.id, petitions.mergedInto))
    .leftJoin(firstGround, eq(firstGround.code, first.groundCode))
    .leftJoin(importSources, eq(importSources.id, petitions.sourceId))
    .where(eq(petitions.number, number))
  return rows[0] ?? null
}

/** The moves of a petition with what everyone may read of them, oldest first. */
export const movesOf = (db: Db, petitionId: number) =>
  db
    .select({ at: petitionMoves.at, move: petitionMoves.move, note: petitionMoves.publicNote })
    .from(petitionMoves)
    .where(eq(petitionMoves.petitionId, petitionId))
    .orderBy(asc(petitionMoves.at), asc(petitionMoves.id))

export const extensionsOf = (db: Db, petitionId: number) =>
  db
    .select({
      at: extensions.at,
      fromDueAt: extensions.fromDueAt,
      toDueAt: extensions.toDueAt,
      reason: extensions.reason,
    })
    .from(extensions)
    .where(eq(extensions.petitionId, petitionId))
    .orderBy(asc(extensions.id))

/** Published answers with their department, oldest first. */
export const publishedAnswers = (db: Db, petitionId: number) =>
  db
    .select({
      answer: answers,
      department: { nameKo: departments.nameKo, nameEn: departments.nameEn, phone: departments.phone },
    })
    .from(answers)
    .innerJoin(departments, eq(departments.id, answers.departmentId))
    .where(and(eq(answers.petitionId, petitionId), eq(answers.state, 'published')))
    .orderBy(asc(answers.publishedAt), asc(answers.id))

/** What the published answers of a petition promise, in order. */
export const promisesOf = (db: Db, petitionId: number) =>
  db
    .select({
      id: commitments.id,
      answerId: commitments.answerId,
      text: commitments.text,
      dueAt: commitments.dueAt,
      nameKo: departments.nameKo,
      nameEn: departments.nameEn,
    })
    .from(commitments)
    .innerJoin(answers, eq(answers.id, commitments.answerId))
    .innerJoin(departments, eq(departments.id, commitments.departmentId))
    .where(and(eq(answers.petitionId, petitionId), eq(answers.state, 'published')))
    .orderBy(asc(commitments.answerId), asc(commitments.position))

/** The living number, in one small row. */
export async function totalForPage(db: Db, number: string) {
  const rows = await db
    .select({
      state: petitions.state,
      hiddenAt: petitions.hiddenAt,
      removed: petitions.removed,
      closesAt: petitions.closesAt,
      total: petitionCounts.total,
      establishedAt: establishments.at,
    })
    .from(petitions)
    .leftJoin(petitionCounts, eq(petitionCounts.petitionId, petitions.id))
    .leftJoin(establishments, eq(establishments.petitionId, petitions.id))
    .where(eq(petitions.number, number))
  return rows[0] ?? null
}
