import { maskName } from '../../../shared/masking.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { publicQuestionStates } from '../../../shared/town-hall-states.ts'
import type { AskBody } from '../../../shared/town-halls.questions.ts'
import type { Lang } from '../../../shared/wire.ts'
import type { Officer, Resident } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { changePublic } from '../../platform/render/drops.ts'
import {
  addQuestion,
  addVote,
  askedAt,
  lockAsker,
  lockQuestion,
  moveQuestions,
  questionByCommand,
  type QuestionRow,
  removeVote,
  saveQuestion,
  votesOf,
} from './beforehand.queries.ts'
import { mayAsk, mayHold, mayPublish, mayWithdraw, mustBePaced } from './beforehand.rules.ts'
import { publicHall } from '../public.queries.ts'
import { moveInRooms } from '../live/people.queries.ts'
import { besideRoom } from '../live/telling.actions.ts'
import { stageOf } from '../public.rules.ts'

type Who = Pick<Resident, 'kind' | 'personId' | 'dong'>

async function hallOf({ db }: Pick<Deps, 'db'>, townHallId: number) {
  const hall = await publicHall(db, townHallId)
  if (!hall) throw new Refusal('not-found')
  return hall
}

/**
 * Sends a question before the town hall begins. It is public once an officer has looked at it. The same `commandId`
 * again gives the same question.
 * @throws Refusal `not-found`, `not-yours`, `questions-closed`, `questions-enough`, `too-many-requests`
 */
export async function ask(
  deps: Deps,
  who: Who,
  townHallId: number,
  body: AskBody,
  lang: Lang,
): Promise<{ fresh: boolean; question: QuestionRow }> {
  const at = deps.now()
  const hall = await hallOf(deps, townHallId)
  return deps.db.transaction(async (tx) => {
    const room = await besideRoom(deps, tx, townHallId)
    await lockAsker(tx, who.personId)
    const sent = await questionByCommand(tx, body.commandId)
    if (sent && (sent.personId !== who.personId || sent.townHallId !== townHallId))
      throw new Refusal('not-yours')
    if (sent) return { fresh: false, question: sent }
    if (!mayAsk(stageOf(hall, at))) throw new Refusal('questions-closed')
    mustBePaced(await askedAt(tx, townHallId, who.personId), at)
    const question = await addQuestion(tx, {
      commandId: body.commandId,
      townHallId,
      personId: who.personId,
      shownName: body.name ? maskName(body.name) : null,
      dong: who.dong,
      text: body.text,
      lang,
      state: 'received',
      beforehand: true,
      at,
      updatedAt: at,
    })
    // Taken in this instant by someone else's command.
    if (!question) throw new Refusal('not-yours')
    room.scene?.touch(question.id)
    await room.tell()
    return { fresh: true, question }
  })
}

/** @throws Refusal `not-found`, `not-yours`, `question-decided` once it was called up */
export async function withdrawQuestion(deps: Deps, who: Who, townHallId: number, id: number) {
  await inRoom(deps, townHallId, id, async (tx, question) => {
    if (question.personId !== who.personId) throw new Refusal('not-yours')
    if (question.state === 'withdrawn') return
    if (!mayWithdraw(question.state)) throw new Refusal('question-decided')
    await saveQuestion(tx, id, { state: 'withdrawn', heldReason: null }, deps.now())
    await record(deps, tx, { kind: 'system' }, 'question.withdraw', { kind: 'question', id }, { townHallId })
  })
}

const isPublic = ({ state }: QuestionRow) => (publicQuestionStates as readonly string[]).includes(state)

/**
 * One vote of one person, or taking it back; both are harmless twice.
 * @throws Refusal `not-found` for what the public does not see, `question-gone` once it was answered
 */
export async function vote(deps: Deps, who: Who, townHallId: number, id: number, up: boolean) {
  const { state } = await hallOf(deps, townHallId)
  return deps.db.transaction(async (tx) => {
    const question = await locked(tx, townHallId, id)
    if (!isPublic(question)) throw new Refusal('not-found')
    const open = ['announced', 'live'].includes(state) && ['published', 'queued'].includes(question.state)
    if (!open) throw new Refusal('question-gone')
    if (up) await addVote(tx, id, who.personId, deps.now())
    else await removeVote(tx, id, who.personId)
    return { voted: up, votes: await votesOf(tx, id) }
  })
}

/** Everyone can read and upvote it from now on. @throws Refusal `not-found`, `question-decided` */
export async function publishQuestion(deps: Deps, officer: Officer, townHallId: number, id: number) {
  await inRoom(deps, townHallId, id, async (tx, question) => {
    if (question.state === 'published') return
    if (!mayPublish(question.state)) throw new Refusal('question-decided')
    const at = deps.now()
    await saveQuestion(tx, id, { state: 'published', heldReason: null, heldCode: null, publishedAt: at }, at)
    await record(deps, tx, officer, 'question.publish', { kind: 'question', id }, { townHallId })
  })
}

/** Kept back; its asker reads the reason. @throws Refusal `not-found`, `question-decided`, `reason-required` */
export async function holdQuestion(
  deps: Deps,
  officer: Officer,
  townHallId: number,
  id: number,
  reason: string,
) {
  if (reason.trim() === '') throw new Refusal('reason-required', { field: 'reason' })
  await inRoom(deps, townHallId, id, async (tx, question) => {
    if (!mayHold(question.state)) throw new Refusal('question-decided')
    await saveQuestion(tx, id, { state: 'held', heldReason: reason, heldCode: null }, deps.now())
    await record(deps, tx, officer, 'question.hold', { kind: 'question', id }, { townHallId, reason })
  })
}

/** A change of a question that everyone sees, those in the live room too. */
const inRoom = (
  deps: Deps,
  townHallId: number,
  id: number,
  change: (tx: Db, question: QuestionRow) => Promise<void>,
) =>
  changePublic(deps, async (tx) => {
    const room = await besideRoom(deps, tx, townHallId)
    const question = await locked(tx, townHallId, id)
    room.scene?.seen(question)
    await change(tx, question)
    room.scene?.touch(id)
    await room.tell()
  })

async function locked(tx: Db, townHallId: number, id: number): Promise<QuestionRow> {
  const question = await lockQuestion(tx, townHallId, id)
  if (!question) throw new Refusal('not-found')
  return question
}

/** Two accounts are one person: what one asked, voted for and chose in polls is the other's. */
export async function mergeQuestions(tx: Db, from: number, to: number) {
  await moveQuestions(tx, from, to)
  await moveInRooms(tx, from, to)
}
