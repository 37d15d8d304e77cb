import { and, asc, eq, lte, sql } from 'drizzle-orm'
import { departments } from '../../settings/settings.tables.ts'
import type { Db } from '../../platform/db/database.ts'
import { petitionCounts, petitions } from '../petitions.tables.ts'

export type About = NonNullable<Awaited<ReturnType<typeof aboutOf>>>

/** What mails say of a petition. */
export async function aboutOf(db: Db, id: number, publicUrl: string) {
  const rows = await db
    .select({
      number: petitions.number,
      title: petitions.title,
      authorId: petitions.authorId,
      response: petitions.response,
      responseKind: petitions.responseKind,
      responseDueAt: petitions.responseDueAt,
      departmentId: petitions.departmentId,
      departmentKo: departments.nameKo,
      departmentEn: departments.nameEn,
      total: petitionCounts.total,
    })
    .from(petitions)
    .leftJoin(petitionCounts, eq(petitionCounts.petitionId, petitions.id))
    .leftJoin(departments, eq(departments.id, petitions.departmentId))
    .where(eq(petitions.id, id))
  const row = rows[0]
  if (!row?.number) return null
  return { ...row, number: row.number, total: row.total ?? 0, url: `${publicUrl}/petitions/${row.number}` }
}

/** What is owed on a petition, as mails say it; null where nothing is. */
export function dueOf({ response, responseKind, responseDueAt, departmentKo, departmentEn }: About) {
  if (response !== 'due' || !responseKind || !responseDueAt) return null
  return {
    by: responseKind,
    dueAt: responseDueAt,
    departmentKo,
    departmentEn,
  }
}

/** Open petitions whose window ended at or before an instant, oldest first. */
export async function windowsEndedBy(db: Db, instant: Date): Promise<number[]> {
  const rows = await db
    .select({ id: petitions.id })
    .from(petitions)
    .where(and(eq(petitions.state, 'open'), lte(petitions.closesAt, instant)))
    .orderBy(asc(petitions.closesAt), asc(petitions.id))
    .limit(200)
  return rows.map((row) => row.id)
}

/** Petitions for which a supplement was asked and whose date for it has passed. */
export async function supplementsLapsedBy(db: Db, instant: Date): Promise<number[]> {
  const rows = await db
    .select({ id: petitions.id })
    .from(petitions)
    .where(and(eq(petitions.state, 'supplement_requested'), lte(petitions.supplementDueAt, instant)))
    .orderBy(asc(petitions.id))
    .limit(200)
  return rows.map((row) => row.id)
}

/** Petitions that wait for an answer, with the instant since when and how often their department is reminded. */
export async function awaitingAnswer(db: Db, after: number, most = 500) {
  return db
    .select({
      id: petitions.id,
      since:
        sql`coalesce((select e.at from establishments e where e.petition_id = ${petitions.id}), ${petitions.closedAt})`
          .mapWith(petitions.closedAt)
          .as('since'),
      everyDays: petitions.interimDays,
    })
    .from(petitions)
    .where(and(eq(petitions.response, 'due'), sql`${petitions.id} > ${after}`))
    .orderBy(asc(petitions.id))
    .limit(most)
}
