import { standing } from '../../shared/clock.ts'
import { addDays, dayOf, daysBetween } from '../../shared/kst.ts'
import type { Petition } from '../../shared/petitions.ts'

type Pace = {
  daysLeft: number
  /** People a day that are still needed. */
  needed: number
  /** People a day over the last seven whole days, or those since it opened; null on its first day. */
  lately: number | null
}

/** What is missing to the threshold, a day, and how many came lately; null once it is reached. */
export function paceOf(
  { openedAt, closesAt, threshold, byDay }: Pick<Petition, 'openedAt' | 'closesAt' | 'threshold' | 'byDay'>,
  total: number,
  now: Date,
): Pace | null {
  if (openedAt === null || closesAt === null || threshold === null || total >= threshold) return null
  const { late, days } = standing(new Date(closesAt), now)
  if (late) return null
  const today = dayOf(now)
  const whole = Math.min(7, daysBetween(dayOf(new Date(openedAt)), today))
  const first = addDays(today, -whole)
  const came = byDay
    .filter(({ day }) => day >= first && day < today)
    .reduce((all, { count }) => all + count, 0)
  return {
    daysLeft: days,
    needed: Math.ceil((threshold - total) / Math.max(1, days)),
    lately: whole > 0 ? Math.round(came / whole) : null,
  }
}
