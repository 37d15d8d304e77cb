import { Refusal } from '../../../shared/refusal.ts'
import type { QuestionState } from '../../../shared/town-hall-states.ts'

/** Most questions of one person to one town hall, and the fewest seconds between two of them. */
export const askingLimits = { most: 10, pauseSeconds: 15 }

/** Questions are sent beforehand from the announcement until the town hall begins. */
export const mayAsk = (stage: string) => ['not-yet', 'open', 'closed'].includes(stage)

/**
 * Whether one person may send one more question.
 * @param askedAt when they sent those before, in any order
 * @throws Refusal `questions-enough`, `too-many-requests`
 */
export function mustBePaced(askedAt: readonly Date[], now: Date) {
  const { most, pauseSeconds } = askingLimits
  if (askedAt.length >= most) throw new Refusal('questions-enough', { params: { most } })
  const last = Math.max(0, ...askedAt.map((at) => at.getTime()))
  const left = Math.ceil((last + pauseSeconds * 1000 - now.getTime()) / 1000)
  if (left > 0) throw new Refusal('too-many-requests', { params: { seconds: left } })
}

/** Its asker can take a question back until it was called up. */
export const mayWithdraw = (state: QuestionState) => ['received', 'published', 'held'].includes(state)

/** What an officer decides about a question that was sent beforehand, and can decide anew until it is called up. */
export const mayPublish = (state: QuestionState) => state === 'received' || state === 'held'
export const mayHold = (state: QuestionState) => state === 'received' || state === 'published'
