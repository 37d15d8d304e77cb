import { and, asc, eq, exists, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { PromisedForm } from '../../../shared/answers.ts'
import { lastDayOf } from '../../../shared/clock.ts'
import { endOfDay } from '../../../shared/kst.ts'
import { officers } from '../../accounts/accounts.tables.ts'
import type { Db } from '../../platform/db/database.ts'
import { departments } from '../../settings/settings.tables.ts'
import { answers, commitments } from './answers.tables.ts'
import { establishments, petitionCounts, petitions } from '../petitions.tables.ts'

export type AnswerRow = typeof answers.$inferSelect
export type Case = NonNullable<Awaited<ReturnType<typeof caseOf>>>

const established = (db: Db) =>
  exists(
    db
      .select({ one: sql`1` })
      .from(establishments)
      .where(eq(establishments.petitionId, petitions.id)),
  ).mapWith(Boolean)

/** A petition as the one that answers it must know it; null where there is none of that number. */
export async function caseOf(db: Db, number: string) {
  const rows = await db
    .select({
      id: petitions.id,
      number: petitions.number,
      title: petitions.title,
      problem: petitions.problem,
      proposal: petitions.proposal,
      effect: petitions.effect,
      state: petitions.state,
      response: petitions.response,
      responseKind: petitions.responseKind,
      responseDueAt: petitions.responseDueAt,
      departmentId: petitions.departmentId,
      department: { nameKo: departments.nameKo, nameEn: departments.nameEn, phone: departments.phone },
      hidden: sql<boolean>`${petitions.hiddenAt} is not null`,
      removed: petitions.removed,
      total: sql<number>`coalesce(${petitionCounts.total}, 0)`.mapWith(Number),
      established: established(db),
    })
    .from(petitions)
    .leftJoin(departments, eq(departments.id, petitions.departmentId))
    .leftJoin(petitionCounts, eq(petitionCounts.petitionId, petitions.id))
    .where(and(eq(petitions.number, number), sql`${petitions.state} <> 'draft'`))
  return rows[0] ?? null
}

/** An answer of that petition, held until the transaction ends. */
export async function lockAnswer(tx: Db, petitionId: number, id: number): Promise<AnswerRow | null> {
  const rows = await tx
    .select()
    .from(answers)
    .where(and(eq(answers.id, id), eq(answers.petitionId, petitionId)))
    .for('update')
  return rows[0] ?? null
}

/** The id of the new answer; null when the petition has that final answer already, or one is in work. */
export async function addAnswer(tx: Db, row: typeof answers.$inferInsert): Promise<number | null> {
  const added = await tx.insert(answers).values(row).onConflictDoNothing().returning({ id: answers.id })
  return added[0]?.id ?? null
}

export async function saveAnswer(tx: Db, id: number, change: Partial<typeof answers.$inferInsert>) {
  await tx.update(answers).set(change).where(eq(answers.id, id))
}

export async function commitmentsOf(db: Db, answerId: number): Promise<PromisedForm[]> {
  const rows = await db
    .select({ text: commitments.text, department: commitments.departmentId, dueAt: commitments.dueAt })
    .from(commitments)
    .where(eq(commitments.answerId, answerId))
    .orderBy(asc(commitments.position))
  return rows.map(({ dueAt, ...row }) => ({ ...row, day: lastDayOf(dueAt) }))
}

/** What an answer promises, as residents read it. */
export async function promisedIn(db: Db, answerId: number) {
  const rows = await db
    .select({ text: commitments.text, department: departments.nameKo, dueAt: commitments.dueAt })
    .from(commitments)
    .innerJoin(departments, eq(departments.id, commitments.departmentId))
    .where(eq(commitments.answerId, answerId))
    .orderBy(asc(commitments.position))
  return rows.map(({ dueAt, ...row }) => ({ ...row, dueAt: dueAt.toISOString(), followUp: null }))
}

/** Puts these commitments in the place of those that an answer had. */
export async function saveCommitments(tx: Db, answerId: number, promised: PromisedForm[]) {
  await tx.delete(commitments).where(eq(commitments.answerId, answerId))
  if (promised.length === 0) return
  await tx.insert(commitments).values(
    promised.map(({ text, department, day }, position) => ({
      answerId,
      position,
      text,
      departmentId: department,
      dueAt: endOfDay(day),
    })),
  )
}

/** Those of some departments that exist on a day. */
export async function existing(db: Db, ids: number[], day: string): Promise<Set<number>> {
  if (ids.length === 0) return new Set()
  const there = or(isNull(departments.untilDay), gt(departments.untilDay, day))
  const rows = await db
    .select({ id: departments.id })
    .from(departments)
    .where(and(inArray(departments.id, ids), lte(departments.fromDay, day), there))
  return new Set(rows.map((row) => row.id))
}

const approvers = alias(officers, 'approvers')

/** All answers of a petition, the oldest first, with the names of who wrote and approved them. */
export const answersOf = (db: Db, petitionId: number) =>
  db
    .select({
      answer: answers,
      department: {
        nameKo: departments.nameKo,
        nameEn: departments.nameEn,
        phone: departments.phone,
      },
      draftedBy: officers.name,
      approvedBy: approvers.name,
    })
    .from(answers)
    .innerJoin(departments, eq(departments.id, answers.departmentId))
    .innerJoin(officers, eq(officers.id, answers.draftedBy))
    .leftJoin(approvers, eq(approvers.id, answers.approvedBy))
    .where(eq(answers.petitionId, petitionId))
    .orderBy(asc(answers.id))
