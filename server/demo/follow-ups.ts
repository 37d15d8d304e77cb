import { isSettled } from '../../shared/follow-up-states.ts'
import { openPromises } from '../petitions/answers/promising.actions.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { promiseAnswer } from '../townhalls/questions/promising.actions.ts'
import { demoExtension, demoHard, type DemoMove, demoMoves } from './follow-ups.content.ts'
import {
  addChange,
  addEvidence,
  cardBeginning,
  promisingAnswers,
  questionsOwed,
  untouched,
} from './follow-ups.queries.ts'
import { addScene } from './scenes.ts'
import { endOfDayAfter, type Stage } from './story.ts'

const dayMs = 86_400_000

/** Writes what answers and town halls promised into the ledger, and what became of it: cards in every state. */
export async function tellFollowUps(deps: Deps, tx: Db, stage: Stage) {
  for (const { id, at, officerId } of await promisingAnswers(tx))
    await openPromises({ ...deps, now: () => at! }, tx, { kind: 'officer', officerId }, id, at!)
  const team = stage.officers.get('talk@demo.sotong.kr')!
  for (const { question, endedAt } of await questionsOwed(tx))
    await promiseAnswer({ ...deps, now: () => endedAt! }, tx, { kind: 'officer', officerId: team }, question)
  for (const move of demoMoves) await tellMove(tx, stage, move, team)
  await tellExtension(tx, stage, team)
  await tellHard(tx, stage, team)
  await tellJoined(tx, stage, team)
  await tellEvidence(deps, tx, stage, team)
}

/** Days after the promise, but never in the future. */
const after = (stage: Stage, from: Date, days: number) =>
  new Date(Math.min(from.getTime() + days * dayMs, stage.at.getTime() - 3_600_000))

async function tellMove(
  tx: Db,
  stage: Stage,
  { text, days, state, note, memo, transferredTo }: DemoMove,
  officerId: number,
) {
  const card = await cardBeginning(tx, text)
  if (!card) return
  const at = after(stage, card.promisedAt, days)
  const settledAt = isSettled(state) ? at : null
  await addChange(
    tx,
    card,
    { state, settledAt, publicNote: note, transferredTo: transferredTo ?? null },
    {
      at,
      act: 'move',
      fromState: card.state,
      toState: state,
      publicNote: note,
      internalNote: memo ?? '',
      officerId,
    },
  )
}

async function tellExtension(tx: Db, stage: Stage, officerId: number) {
  const card = await cardBeginning(tx, demoExtension.text)
  if (!card) return
  const at = after(stage, card.promisedAt, demoExtension.days)
  const toDueAt = endOfDayAfter(stage.at, demoExtension.later)
  const dates = { fromDueAt: card.dueAt, toDueAt }
  await addChange(
    tx,
    card,
    { dueAt: toDueAt },
    { at, act: 'extend', publicNote: demoExtension.reason, officerId, ...dates },
  )
}

/** A late opinion that cannot be done, and one that takes long. The other late ones stay as they are. */
async function tellHard(tx: Db, stage: Stage, officerId: number) {
  const at = after(stage, stage.at, -2)
  const [first, second] = await untouched(tx, stage.at)
  const moved = { at, act: 'move', fromState: 'received', officerId } as const
  if (first) {
    const words = { publicNote: demoHard.impossible }
    await addChange(
      tx,
      first,
      { state: 'impossible', settledAt: at, ...words },
      { ...moved, toState: 'impossible', ...words },
    )
  }
  if (second) {
    const words = { publicNote: demoHard.longTerm }
    await addChange(
      tx,
      second,
      { state: 'long-term', ...words },
      { ...moved, toState: 'long-term', ...words },
    )
  }
}

/** Two people asked for the same; of the rest the newest are being looked at. */
async function tellJoined(tx: Db, stage: Stage, officerId: number) {
  const at = after(stage, stage.at, -1)
  const cards = (await untouched(tx)).filter(({ firstDueAt }) => firstDueAt > stage.at)
  const [kept, ...others] = cards
  const twin = others.find(({ departmentId }) => departmentId === kept?.departmentId)
  if (kept && twin) {
    const joined = { state: 'merged', mergedInto: kept.id, settledAt: at } as const
    await addChange(tx, twin, joined, {
      at,
      act: 'merge',
      fromState: 'received',
      toState: 'merged',
      officerId,
    })
  }
  for (const card of others.filter((one) => one !== twin).slice(0, 2))
    await addChange(
      tx,
      card,
      { state: 'reviewing' },
      { at, act: 'move', fromState: 'received', toState: 'reviewing', officerId },
    )
}

async function tellEvidence(deps: Deps, tx: Db, stage: Stage, officerId: number) {
  const card = await cardBeginning(tx, '야간 인력 2명 예산')
  if (!card) return
  const fileId = await addScene(deps, tx, { name: 'drawn-promise.jpg', seed: 1_130, officerId, at: stage.at })
  await addEvidence(tx, {
    followUpId: card.id,
    fileId,
    caption: '예산안을 주민과 함께 살펴본 자리 (그림)',
    shown: true,
    addedBy: officerId,
    addedAt: card.settledAt ?? stage.at,
  })
}
