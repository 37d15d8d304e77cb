import type { PetitionTerms } from '../../../shared/settings.ts'
import { type Holidays, windowCloses, workingDaysAfter } from '../../settings/clock.rules.ts'

/** What holds when something is decided: the terms in force, and the days on which nothing falls due. */
export type InForce = { terms: PetitionTerms; holidays: Holidays }

/** What a petition is promised at the instant it opens: copied onto it, whatever the terms become later. */
export const promisedAt = (at: Date, { windowDays, ...terms }: PetitionTerms) => ({
  openedAt: at,
  closesAt: windowCloses(at, windowDays),
  threshold: terms.threshold,
  mayorDays: terms.mayorDays,
  departmentDays: terms.departmentDays,
  interimDays: terms.interimDays,
  minLevelCounted: terms.minLevelCounted,
})

/** By when an author adds what is asked for now, in working days; 24:00 in Seoul. */
export const supplementDueAfter = (at: Date, { terms, holidays }: InForce) =>
  workingDaysAfter(at, terms.supplementDays, holidays).at
