import { Refusal } from '../../../shared/refusal.ts'
import type { PublicationState } from '../../../shared/states.ts'

/** What became of one endorsement. The statement that writes them says the same words. */
export const outcomes = ['new', 'already', 'closed', 'not-open', 'hidden', 'unknown'] as const
export type Outcome = (typeof outcomes)[number]

type Window = { state: PublicationState; hiddenAt: Date | null; closesAt: Date | null }

/** Whether a request received at an instant counts; what is decided is when it came, not when it is written. */
export function endorsable(
  petition: Window | null,
  receivedAt: Date,
): Exclude<Outcome, 'new' | 'already'> | 'yes' {
  if (!petition || petition.state === 'draft') return 'unknown'
  if (petition.hiddenAt) return 'hidden'
  if (petition.state !== 'open' && petition.state !== 'closed') return 'not-open'
  if (!petition.closesAt || receivedAt >= petition.closesAt || petition.state === 'closed') return 'closed'
  return 'yes'
}

/**
 * Whether adding to a total crosses the threshold: the pure twin of what `writeEndorsements` decides in SQL.
 * An establishment is written once and stays.
 */
export const crosses = (
  petition: { total: number; threshold: number; established: boolean },
  added: number,
) => !petition.established && petition.total + added >= petition.threshold

/** @throws Refusal `not-of-the-district` for those who neither live, work nor study here; `belonging-required` when unsaid */
export function mustBelong(belonging: 'lives' | 'works' | 'studies' | 'elsewhere' | null) {
  if (belonging === null) throw new Refusal('belonging-required', { field: 'belonging' })
  if (belonging === 'elsewhere') throw new Refusal('not-of-the-district')
}

const refusals = { closed: 'closed', 'not-open': 'not-open', hidden: 'hidden', unknown: 'not-found' } as const

/** @throws the refusal of an outcome that is none of `new` and `already` */
export function mustBeTaken(outcome: Outcome): asserts outcome is 'new' | 'already' {
  if (outcome !== 'new' && outcome !== 'already') throw new Refusal(refusals[outcome])
}
