import { and, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { answers, commitments } from '../petitions/answers/answers.tables.ts'
import { petitionCounts, petitions } from '../petitions/petitions.tables.ts'
import type { Db } from '../platform/db/database.ts'
import { petitionSettings } from '../settings/settings.tables.ts'

/** False while no settings are in force: the database was not filled a first time yet. */
export async function hasTerms(db: Db): Promise<boolean> {
  const rows = await db.select({ id: petitionSettings.id }).from(petitionSettings).limit(1)
  return rows.length > 0
}

const collects = (at: Date) =>
  and(eq(petitions.state, 'open'), gt(petitions.closesAt, at), isNull(petitions.hiddenAt))

/** Petitions that collect, those that many joined in the last 72 hours first. */
export async function collectingLines(db: Db, at: Date, most: number) {
  const rows = await db
    .select({
      number: petitions.number,
      title: petitions.title,
      category: petitions.categoryCode,
      dongs: petitions.dongCodes,
      total: petitionCounts.total,
      threshold: petitions.threshold,
      openedAt: petitions.openedAt,
      closesAt: petitions.closesAt,
    })
    .from(petitions)
    .innerJoin(petitionCounts, eq(petitionCounts.petitionId, petitions.id))
    .where(collects(at))
    .orderBy(desc(petitions.rankRising), desc(petitions.id))
    .limit(most)
  return rows.map((row) => ({
    ...row,
    number: row.number!,
    threshold: row.threshold!,
    openedAt: row.openedAt!.toISOString(),
    closesAt: row.closesAt!.toISOString(),
  }))
}

/** The newest answers, with the promises made in them. */
export async function answeredLines(db: Db, most: number) {
  const rows = await db
    .select({
      id: petitions.id,
      number: petitions.number,
      title: petitions.title,
      kind: petitions.responseKind,
      total: petitionCounts.total,
      answeredAt: petitions.answeredAt,
    })
    .from(petitions)
    .innerJoin(petitionCounts, eq(petitionCounts.petitionId, petitions.id))
    .where(and(eq(petitions.response, 'answered'), isNull(petitions.sourceId), isNull(petitions.hiddenAt)))
    .orderBy(desc(petitions.answeredAt), desc(petitions.id))
    .limit(most)
  const ids = rows.map(({ id }) => id)
  const promised = ids.length === 0 ? new Map<number, number>() : await commitmentsOf(db, ids)
  return rows.map(({ id, ...row }) => ({
    ...row,
    number: row.number!,
    kind: row.kind ?? ('department' as const),
    answeredAt: row.answeredAt!.toISOString(),
    commitments: promised.get(id) ?? 0,
  }))
}

async function commitmentsOf(db: Db, petitionIds: number[]): Promise<Map<number, number>> {
  const rows = await db
    .select({ petitionId: answers.petitionId, count: sql<number>`count(*)::int` })
    .from(commitments)
    .innerJoin(answers, eq(answers.id, commitments.answerId))
    .where(and(eq(answers.state, 'published'), inArray(answers.petitionId, petitionIds)))
    .groupBy(answers.petitionId)
  return new Map(rows.map(({ petitionId, count }) => [petitionId, count]))
}

/** How many petitions that collect are about each dong; those about the whole district are in none. */
export async function collectingByDong(db: Db, at: Date): Promise<Record<string, number>> {
  const dong = sql<string>`unnest(${petitions.dongCodes})`
  const rows = await db
    .select({ dong, count: sql<number>`count(*)::int` })
    .from(petitions)
    .where(collects(at))
    .groupBy(dong)
  return Object.fromEntries(rows.map(({ dong: code, count }) => [code, count]))
}

/** @param yearStart 00:00 in Seoul of the first of January */
export async function publicFigures(db: Db, at: Date, yearStart: Date) {
  const now = sql`${at.toISOString()}::timestamptz`
  const start = sql`${yearStart.toISOString()}::timestamptz`
  const [row] = await db.execute<{
    collecting: number
    awaiting: number
    answers_due: number
    answers_in_time: number
    commitments: number
  }>(sql`
    select
      (select count(*)::int from petitions where state = 'open' and closes_at > ${now} and hidden_at is null) as collecting,
      (select count(*)::int from petitions where response = 'due' and hidden_at is null) as awaiting,
      (select count(*)::int from petitions where hidden_at is null and source_id is null
        and (answered_at >= ${start} or (response = 'due' and response_due_at between ${start} and ${now}))) as answers_due,
      (select count(*)::int from petitions where hidden_at is null and source_id is null
        and answered_at >= ${start} and (response_due_at is null or answered_at <= response_due_at)) as answers_in_time,
      (select count(*)::int from commitments c join answers a on a.id = c.answer_id and a.state = 'published'
        join petitions p on p.id = a.petition_id and p.hidden_at is null) as commitments`)
  return {
    collecting: row!.collecting,
    awaiting: row!.awaiting,
    answersDue: row!.answers_due,
    answersInTime: row!.answers_in_time,
    commitments: row!.commitments,
  }
}
