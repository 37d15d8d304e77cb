import { filingLimits } from '../../../shared/filing.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { PublicationState } from '../../../shared/states.ts'
import { type Due, type Holidays, reviewDue } from '../../settings/clock.rules.ts'
import { endedStates, stepsFrom } from '../petitions.rules.ts'

/** What filing needs to know of the office; read before, so that rules stay pure. */
export type Office = {
  /** Working days from receipt to the decision about publication. */
  reviewDays: number
  holidays: Holidays
  /** Codes of the categories that take new petitions. */
  categories: ReadonlySet<string>
  dongs: ReadonlySet<string>
}

/**
 * Who files: residents in the wide sense of the district's participatory budget, who live, work or study here.
 * @throws Refusal `belonging-required` when unsaid, `filing-not-of-the-district` for everyone else
 */
export function mustFile(belonging: 'lives' | 'works' | 'studies' | 'elsewhere' | null) {
  if (belonging === null) throw new Refusal('belonging-required', { field: 'belonging' })
  if (belonging === 'elsewhere') throw new Refusal('filing-not-of-the-district')
}

/** @throws Refusal `filed-enough-today` */
export function mustHaveLeft(filedToday: number) {
  if (filedToday >= filingLimits.aDay)
    throw new Refusal('filed-enough-today', { params: { most: filingLimits.aDay } })
}

/** @throws Refusal `category-unknown` for unknown and retired ones, `dong-unknown` */
export function mustBeKnown({ category, dongs }: { category: string; dongs: string[] }, office: Office) {
  if (!office.categories.has(category)) throw new Refusal('category-unknown', { field: 'category' })
  if (dongs.some((dong) => !office.dongs.has(dong))) throw new Refusal('dong-unknown', { field: 'dongs' })
}

const oldestDays = 92

/** When an officer says something came in. @throws Refusal `received-time` */
export function mustBePast(receivedAt: Date, now: Date) {
  const age = now.getTime() - receivedAt.getTime()
  if (age < 0 || age > oldestDays * 86_400_000) throw new Refusal('received-time', { field: 'received' })
}

type PastMove = { move: string; at: Date }

/** From when until when a supplement was awaited, as often as it was; one that is still awaited ends `now`. */
export function pausesOf(moves: PastMove[], now: Date): { from: Date; until: Date }[] {
  const pauses: { from: Date; until: Date }[] = []
  let from: Date | null = null
  for (const { move, at } of moves) {
    if (move === 'ask') from = at
    if (move === 'resubmit' && from) {
      pauses.push({ from, until: at })
      from = null
    }
  }
  return from ? [...pauses, { from, until: now }] : pauses
}

/** When the review is due of a petition whose supplement came in just now. */
export const dueAfterSupplement = (receivedAt: Date, moves: PastMove[], office: Office, now: Date): Due =>
  reviewDue(receivedAt, office.reviewDays, office.holidays, pausesOf(moves, now))

export const firstDue = (receivedAt: Date, office: Office): Due =>
  reviewDue(receivedAt, office.reviewDays, office.holidays)

type Own = { state: PublicationState; established: boolean; authorShown: string | null }

/** What authors may do with their petition now. What they can still withdraw, they withdraw whole. */
export function authorsActs({ state, established, authorShown }: Own) {
  const steps = stepsFrom(state)
  const withdraw = steps.includes('withdraw') && !established
  const published =
    state === 'open' || state === 'closed' || (endedStates as readonly string[]).includes(state)
  return {
    resubmit: steps.includes('resubmit'),
    withdraw,
    takeNameOff: published && !withdraw && authorShown !== null,
  }
}
