import type { ListeningLog } from '../../shared/listening.ts'
import type { ListeningState, OpinionHandling } from '../../shared/listening-states.ts'
import { Refusal } from '../../shared/refusal.ts'
import { type Due, dueAfter, type Holidays } from '../settings/clock.rules.ts'

/** What an event must be before anything is written about it. */
type Standing = { state: ListeningState; closedAt: Date | null }

/**
 * What a batch makes of an event that is there already: a planned one was held; its own words are taken from the batch
 * once, when it closes the event. Later batches only bring opinions.
 * @returns what changes, or null
 * @throws Refusal `listening-cancelled`
 */
export function afterBatch(
  stored: Standing,
  batch: { event: ListeningLog; closed: boolean },
  at: Date,
): { state: 'held'; closedAt: Date | null; words: ListeningLog | null } | null {
  if (stored.state === 'cancelled') throw new Refusal('listening-cancelled')
  const closes = batch.closed && stored.closedAt === null
  if (stored.state === 'held' && !closes) return null
  return { state: 'held', closedAt: closes ? at : stored.closedAt, words: closes ? batch.event : null }
}

/** An answer is owed within the days in which departments answer petitions, from the day it was heard. */
export const answerDue = (heard: Date, departmentDays: number, holidays: Holidays): Due =>
  dueAfter(heard, departmentDays, holidays)

/** Phones may be ahead of the server by so much. */
const clockErrorMs = 10 * 60_000

/** When something was heard: as the phone says, but never in the future. */
export const heardAt = (told: Date, now: Date) =>
  told.getTime() > now.getTime() + clockErrorMs ? now : new Date(Math.min(told.getTime(), now.getTime()))

/** What is owed stays owed: an opinion with a line in the ledger is settled there, not by calling it something else. */
export function mustKeepOwing(before: OpinionHandling, after: OpinionHandling, inLedger: boolean) {
  if (inLedger && before === 'to-answer' && after !== 'to-answer')
    throw new Refusal('opinion-in-ledger', { field: 'handling' })
}
