import { record, type Who } from '../../audit/audit.actions.ts'
import { openFollowUp } from '../../followups/follow-ups.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { dueAfter } from '../../settings/clock.rules.ts'
import { clockAt } from '../../settings/settings.actions.ts'
import { creditedFor } from '../live/live-questions.queries.ts'
import { maskedText } from '../live/live.rules.ts'
import { type QuestionRow, saveQuestion } from './beforehand.queries.ts'
import { departmentInCharge, lockUnanswered } from './promising.queries.ts'

/**
 * A question that was not answered in the hall is promised an answer: it stands as `to-answer`, a card of the ledger
 * says who answers by when, and whoever asked it, or one that was merged into it, hears of it. Doing it again gives the same card.
 * @param question held by the caller; without a department it goes to the team's own, which passes it on
 */
export async function promiseAnswer(
  deps: Deps,
  tx: Db,
  officer: Who,
  question: Pick<QuestionRow, 'id' | 'townHallId' | 'text' | 'state' | 'departmentId' | 'masked'>,
): Promise<{ id: number; number: string }> {
  const { id, townHallId, masked } = question
  // As everyone reads it in the hall.
  const text = masked ? (maskedText(question.text) ?? question.text) : question.text
  const at = deps.now()
  const { terms, holidays } = await clockAt(tx, at)
  if (question.state !== 'to-answer') {
    await saveQuestion(tx, id, { state: 'to-answer', heldReason: null }, at)
    await record(deps, tx, officer, 'question.promise', { kind: 'question', id }, { townHallId })
  }
  return openFollowUp(
    deps,
    tx,
    {
      source: 'question',
      sourceId: id,
      text,
      departmentId: question.departmentId ?? (await departmentInCharge(tx)),
      dong: null,
      promisedAt: at,
      dueAt: dueAfter(at, terms.departmentDays, holidays).at,
      listeners: await creditedFor(tx, id),
    },
    officer,
  )
}

/**
 * Every question that everyone could read and nobody answered, at the end of a town hall. In the transaction that ends it.
 * @returns how many there were
 */
export async function promiseUnanswered(
  deps: Deps,
  tx: Db,
  officer: Who,
  townHallId: number,
): Promise<number> {
  const unanswered = await lockUnanswered(tx, townHallId)
  for (const question of unanswered) await promiseAnswer(deps, tx, officer, question)
  return unanswered.length
}
