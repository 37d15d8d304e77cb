import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { publicQuestionStates } from '../../../shared/town-hall-states.ts'
import type { PublicQuestion } from '../../../shared/town-halls.questions.ts'
import { persons } from '../../accounts/accounts.tables.ts'
import type { Db } from '../../platform/db/database.ts'
import { questions, questionVotes } from './questions.tables.ts'

export type QuestionRow = typeof questions.$inferSelect

const votes = sql<number>`(select count(*)::int from question_votes v where v.question_id = ${questions.id})`

/** Questions that everyone may read, those with the most votes first. */
export async function publicQuestions(db: Db, townHallId: number, most: number): Promise<PublicQuestion[]> {
  const rows = await db
    .select({
      id: questions.id,
      text: questions.text,
      shownName: questions.shownName,
      state: questions.state,
      votes: votes.as('votes'),
      followUp: sql<string | null>`(
        select f.number from follow_ups f where f.source = 'question' and f.source_id = questions.id)`,
    })
    .from(questions)
    .where(and(eq(questions.townHallId, townHallId), inArray(questions.state, publicQuestionStates)))
    .orderBy(desc(sql`votes`), asc(questions.id))
    .limit(most)
  return rows as PublicQuestion[]
}

/** Questions of one person, or all of a town hall, in every state, the newest first. */
export const questionsInAllStates = (db: Db, townHallId: number, personId?: number) =>
  db
    .select({ question: questions, votes })
    .from(questions)
    .where(
      and(
        eq(questions.townHallId, townHallId),
        personId === undefined ? undefined : eq(questions.personId, personId),
      ),
    )
    .orderBy(desc(questions.id))
    .limit(1000)

export async function questionByCommand(db: Db, commandId: string): Promise<QuestionRow | null> {
  return (await db.select().from(questions).where(eq(questions.commandId, commandId)))[0] ?? null
}

/** Locks a question of this town hall. */
export async function lockQuestion(tx: Db, townHallId: number, id: number): Promise<QuestionRow | null> {
  const rows = await tx
    .select()
    .from(questions)
    .where(and(eq(questions.id, id), eq(questions.townHallId, townHallId)))
    .for('no key update')
  return rows[0] ?? null
}

/** One question of a person at a time, so that they can be counted. */
export const lockAsker = (tx: Db, personId: number) =>
  tx.select({ id: persons.id }).from(persons).where(eq(persons.id, personId)).for('no key update')

export async function askedAt(tx: Db, townHallId: number, personId: number): Promise<Date[]> {
  const rows = await tx
    .select({ at: questions.at })
    .from(questions)
    .where(and(eq(questions.townHallId, townHallId), eq(questions.personId, personId)))
  return rows.map(({ at }) => at)
}

/** Null where this command was sent before. */
export async function addQuestion(tx: Db, row: typeof questions.$inferInsert): Promise<QuestionRow | null> {
  return (await tx.insert(questions).values(row).onConflictDoNothing().returning())[0] ?? null
}

export async function saveQuestion(
  tx: Db,
  id: number,
  change: Partial<typeof questions.$inferInsert>,
  at: Date,
) {
  await tx
    .update(questions)
    .set({ ...change, updatedAt: at })
    .where(eq(questions.id, id))
}

/** Once a person; again is harmless. */
export async function addVote(tx: Db, questionId: number, personId: number, at: Date) {
  await tx.insert(questionVotes).values({ questionId, personId, at }).onConflictDoNothing()
}

export async function removeVote(tx: Db, questionId: number, personId: number) {
  await tx
    .delete(questionVotes)
    .where(and(eq(questionVotes.questionId, questionId), eq(questionVotes.personId, personId)))
}

export async function votesOf(db: Db, questionId: number): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(questionVotes)
    .where(eq(questionVotes.questionId, questionId))
  return row!.count
}

/** Which questions of a town hall someone voted for. */
export async function votedBy(db: Db, townHallId: number, personId: number): Promise<number[]> {
  const rows = await db
    .select({ id: questionVotes.questionId })
    .from(questionVotes)
    .innerJoin(questions, eq(questions.id, questionVotes.questionId))
    .where(and(eq(questions.townHallId, townHallId), eq(questionVotes.personId, personId)))
  return rows.map(({ id }) => id)
}

/** Questions and votes of an account become those of another; where both voted it is one vote. */
export async function moveQuestions(tx: Db, from: number, to: number) {
  await tx.update(questions).set({ personId: to }).where(eq(questions.personId, from))
  await tx.execute(sql`
    insert into question_votes (question_id, person_id, registered, at)
    select question_id, ${to}, registered, at from question_votes where person_id = ${from} order by question_id
    on conflict (question_id, person_id) do nothing`)
  await tx.delete(questionVotes).where(eq(questionVotes.personId, from))
}
