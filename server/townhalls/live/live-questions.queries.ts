import { and, asc, eq, inArray, isNotNull, ne, or, sql, type SQL } from 'drizzle-orm'
import { publicQuestionStates } from '../../../shared/town-hall-states.ts'
import { followUps } from '../../followups/follow-ups.tables.ts'
import type { Db } from '../../platform/db/database.ts'
import { questions, questionTallies, questionVotes } from '../questions/questions.tables.ts'

export type QuestionRow = typeof questions.$inferSelect
/** A question with what stands beside it. */
export type Asked = QuestionRow & {
  registered: number
  guests: number
  merged: number
  followUp: string | null
  similar: { id: number; text: string } | null
}

const merged = sql<number>`(select count(*)::int from questions m where m.merged_into = ${questions.id})`
const similar = sql<{ id: number; text: string } | null>`(
  select jsonb_build_object('id', o.id, 'text', o.text) from questions o
  where o.id = ${questions.similarTo} and o.state in ('published', 'queued', 'on-stage', 'answered', 'to-answer'))`

async function asked(db: Db, where: SQL | undefined): Promise<Asked[]> {
  const rows = await db
    .select({
      question: questions,
      registered: sql<number>`coalesce(${questionTallies.registered}, 0)`,
      guests: sql<number>`coalesce(${questionTallies.guests}, 0)`,
      merged,
      followUp: followUps.number,
      similar,
    })
    .from(questions)
    .leftJoin(questionTallies, eq(questionTallies.questionId, questions.id))
    .leftJoin(followUps, and(eq(followUps.source, 'question'), eq(followUps.sourceId, questions.id)))
    .where(where)
    .orderBy(asc(questions.id))
  return rows.map(({ question, ...beside }) => ({ ...question, ...beside }))
}

export const askedByIds = (db: Db, ids: number[]) =>
  ids.length === 0 ? Promise.resolve([]) : asked(db, inArray(questions.id, ids))

/** What everyone may read of a room; of a rehearsal, what is read in that. */
export const toldIn = (db: Db, townHallId: number, rehearsal: boolean) =>
  asked(
    db,
    and(
      eq(questions.townHallId, townHallId),
      eq(questions.rehearsal, rehearsal),
      inArray(questions.state, publicQuestionStates),
    ),
  )

/** Everything that hosts see. */
export const allIn = (db: Db, townHallId: number) =>
  asked(db, and(eq(questions.townHallId, townHallId), ne(questions.state, 'withdrawn')))

export const ownIn = (db: Db, townHallId: number, personIds: number[]) =>
  personIds.length === 0
    ? Promise.resolve([])
    : asked(db, and(eq(questions.townHallId, townHallId), inArray(questions.personId, personIds)))

/** Locks questions of one town hall, in order of their ids. */
export const lockQuestions = (tx: Db, townHallId: number, ids: number[]) =>
  tx
    .select()
    .from(questions)
    .where(and(eq(questions.townHallId, townHallId), inArray(questions.id, ids)))
    .orderBy(asc(questions.id))
    .for('no key update')

export const lockInStates = (
  tx: Db,
  townHallId: number,
  states: QuestionRow['state'][],
  rehearsal: boolean,
) =>
  tx
    .select()
    .from(questions)
    .where(
      and(
        eq(questions.townHallId, townHallId),
        eq(questions.rehearsal, rehearsal),
        inArray(questions.state, states),
      ),
    )
    .orderBy(asc(questions.id))
    .for('no key update')

export async function insertQuestion(tx: Db, row: typeof questions.$inferInsert): Promise<number | null> {
  const rows = await tx.insert(questions).values(row).onConflictDoNothing().returning({ id: questions.id })
  return rows[0]?.id ?? null
}

/** When someone asked in a room, in any order; what was sent beforehand or taken back is not counted. */
export async function askedTimes(tx: Db, townHallId: number, personId: number): Promise<Date[]> {
  const rows = await tx
    .select({ at: questions.at })
    .from(questions)
    .where(
      and(
        eq(questions.townHallId, townHallId),
        eq(questions.personId, personId),
        eq(questions.beforehand, false),
      ),
    )
  return rows.map(({ at }) => at)
}

/** The public question that is most like a text, where one is like enough. Letters of Hangul are compared. */
export async function likestIn(tx: Db, townHallId: number, text: string, rehearsal: boolean) {
  const likeness = sql<number>`similarity(normalize(lower(${questions.text}), NFD), normalize(lower(${text}), NFD))`
  const rows = await tx
    .select({ id: questions.id, likeness })
    .from(questions)
    .where(
      and(
        eq(questions.townHallId, townHallId),
        eq(questions.rehearsal, rehearsal),
        inArray(questions.state, publicQuestionStates),
      ),
    )
    .orderBy(sql`2 desc`, asc(questions.id))
    .limit(1)
  return rows[0] && rows[0].likeness >= 0.4 ? rows[0].id : null
}

/** Who voted for one now voted for the other; who had voted for both did so once. */
export async function uniteVotes(tx: Db, from: number, to: number) {
  await tx.execute(sql`
    insert into question_votes (question_id, person_id, registered, at)
    select ${to}, person_id, registered, at from question_votes where question_id = ${from} order by person_id
    on conflict (question_id, person_id) do nothing`)
}

/** Those merged into one are merged into another from now on. @returns their ids */
export async function pointMerged(tx: Db, from: number, to: number): Promise<number[]> {
  const rows = await tx
    .update(questions)
    .set({ mergedInto: to })
    .where(eq(questions.mergedInto, from))
    .returning({ id: questions.id })
  return rows.map(({ id }) => id)
}

/** Votes given before are those of registered people, if they are registered by now. */
export async function judgeVotes(tx: Db, townHallId: number) {
  await tx.execute(sql`
    update question_votes v set registered = r.registered
    from (
      select v.question_id, v.person_id, exists (
        select from parties p where p.town_hall_id = ${townHallId} and p.person_id = v.person_id and p.state = 'confirmed'
      ) as registered
      from question_votes v join questions q on q.id = v.question_id where q.town_hall_id = ${townHallId}
    ) r
    where r.question_id = v.question_id and r.person_id = v.person_id and r.registered <> v.registered`)
}

/** Throws away what was made in a rehearsal. */
export async function forgetRehearsed(tx: Db, townHallId: number) {
  const own = and(eq(questions.townHallId, townHallId), eq(questions.rehearsal, true))
  const ids = tx.select({ id: questions.id }).from(questions).where(own)
  await tx.delete(questionVotes).where(inArray(questionVotes.questionId, ids))
  await tx.delete(questionTallies).where(inArray(questionTallies.questionId, ids))
  await tx.delete(questions).where(own)
}

/** Everyone who asked a question or one that was merged into it, each with their own words. */
export async function creditedFor(tx: Db, id: number) {
  const rows = await tx
    .select({ personId: questions.personId, lang: questions.lang, text: questions.text })
    .from(questions)
    .where(and(or(eq(questions.id, id), eq(questions.mergedInto, id)), isNotNull(questions.personId)))
    .orderBy(asc(questions.id))
  const seen = new Set<number>()
  return rows.flatMap(({ personId, ...row }) =>
    personId === null || seen.has(personId) ? [] : (seen.add(personId), [{ ...row, personId }]),
  )
}
