import { and, asc, eq, inArray, isNull, like, lte, ne } from 'drizzle-orm'
import { followUpEvidence, followUpMoves, followUps } from '../followups/follow-ups.tables.ts'
import { answers, commitments } from '../petitions/answers/answers.tables.ts'
import type { Db } from '../platform/db/database.ts'
import { questions } from '../townhalls/questions/questions.tables.ts'
import { townHalls } from '../townhalls/townhalls.tables.ts'

type Card = typeof followUps.$inferSelect

/** Published answers that promise something. */
export const promisingAnswers = (tx: Db) =>
  tx
    .selectDistinct({ id: answers.id, at: answers.publishedAt, officerId: answers.draftedBy })
    .from(answers)
    .innerJoin(commitments, eq(commitments.answerId, answers.id))
    .where(eq(answers.state, 'published'))
    .orderBy(asc(answers.publishedAt), asc(answers.id))

/** Questions of ended town halls to which an answer is owed. */
export const questionsOwed = (tx: Db) =>
  tx
    .select({ question: questions, endedAt: townHalls.endedAt })
    .from(questions)
    .innerJoin(townHalls, eq(townHalls.id, questions.townHallId))
    .where(and(eq(questions.state, 'to-answer'), inArray(townHalls.state, ['ended', 'archived'])))
    .orderBy(asc(questions.id))

export async function cardBeginning(tx: Db, text: string): Promise<Card | null> {
  const rows = await tx
    .select()
    .from(followUps)
    .where(like(followUps.text, `${text}%`))
    .limit(1)
  return rows[0] ?? null
}

/** Opinions' cards that nobody has moved yet, the oldest first; with `dueBy` those that are past it. */
export const untouched = (tx: Db, dueBy?: Date): Promise<Card[]> =>
  tx
    .select()
    .from(followUps)
    .where(
      and(
        eq(followUps.source, 'opinion'),
        eq(followUps.state, 'received'),
        isNull(followUps.settledAt),
        dueBy && lte(followUps.firstDueAt, dueBy),
      ),
    )
    .orderBy(asc(followUps.promisedAt), asc(followUps.id))

type Change = Partial<Card>
type Move = Omit<typeof followUpMoves.$inferInsert, 'followUpId' | 'internalNote' | 'publicNote'> & {
  publicNote?: string
  internalNote?: string
}

/** What happened to a card, written as it was then. */
export async function addChange(tx: Db, card: Card, change: Change, move: Move) {
  const version = card.version + 1
  await tx
    .update(followUps)
    .set({ ...change, version, updatedAt: move.at })
    .where(and(eq(followUps.id, card.id), ne(followUps.state, 'merged')))
  await tx.insert(followUpMoves).values({ publicNote: '', internalNote: '', ...move, followUpId: card.id })
}

export async function addEvidence(tx: Db, row: typeof followUpEvidence.$inferInsert) {
  await tx.insert(followUpEvidence).values(row)
}
