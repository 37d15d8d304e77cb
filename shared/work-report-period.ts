import { addDays, type Day } from './kst.ts'
import type { NoticeKind } from './work-report-figures.ts'

/** A period of whole days in Seoul, both ends included. */
export type Period = { from: Day; to: Day }

const monthOf = (day: Day) => Number(day.slice(5, 7))
const yearOf = (day: Day) => Number(day.slice(0, 4))
const firstOf = (year: number, month: number): Day =>
  new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10)

/** `months` whole months from one on. */
export const monthsFrom = (year: number, month: number, months: number): Period => ({
  from: firstOf(year, month),
  to: addDays(firstOf(year, month + months), -1),
})

/** The whole month or quarter before the one in which a day lies. */
export function lastOf(kind: NoticeKind, day: Day): Period {
  const months = kind === 'monthly' ? 1 : 3
  const begun = monthOf(day) - ((monthOf(day) - 1) % months)
  return monthsFrom(yearOf(day), begun - months, months)
}

/** What a period is, where it is a whole one: its year, and which quarter or month. */
export function wholeOf({ from, to }: Period): { kind: NoticeKind; year: number; nth: number } | null {
  const [year, month] = [yearOf(from), monthOf(from)]
  if (to === monthsFrom(year, month, 1).to && from.endsWith('-01'))
    return { kind: 'monthly', year, nth: month }
  const quarter = month % 3 === 1 && from.endsWith('-01') && to === monthsFrom(year, month, 3).to
  return quarter ? { kind: 'quarterly', year, nth: (month + 2) / 3 } : null
}

/** The periods that are asked for most, the first of them where none is named. */
export function usualPeriods(
  today: Day,
): Record<'thisYear' | 'lastMonth' | 'lastQuarter' | 'lastYear', Period> {
  const year = yearOf(today)
  return {
    thisYear: { from: firstOf(year, 1), to: today },
    lastMonth: lastOf('monthly', today),
    lastQuarter: lastOf('quarterly', today),
    lastYear: { from: firstOf(year - 1, 1), to: addDays(firstOf(year, 1), -1) },
  }
}
