import { addDays, type Day, dayOf, endOfDay, weekday } from '../../shared/kst.ts'

/** Days on which nothing falls due besides weekends, `2026-12-25`. */
export type Holidays = ReadonlySet<Day>

/** The last day to do something, and the instant (24:00 in Seoul) from which it is late. */
export type Due = { day: Day; at: Date }

const due = (day: Day): Due => ({ day, at: endOfDay(day) })

/** Neither Saturday, Sunday nor holiday. */
export const isWorkingDay = (day: Day, holidays: Holidays) =>
  weekday(day) !== 0 && weekday(day) !== 6 && !holidays.has(day)

function nextWorkingDay(day: Day, holidays: Holidays): Day {
  let next = day
  while (!isWorkingDay(next, holidays)) next = addDays(next, 1)
  return next
}

/**
 * A due date in calendar days, as the Civil Act counts (arts. 157, 161): the first day is not counted, a last day
 * on Saturday, Sunday or a holiday moves on to the next working day.
 */
export const dueAfter = (start: Date, days: number, holidays: Holidays): Due =>
  due(nextWorkingDay(addDays(dayOf(start), days), holidays))

/** The instant from which no endorsement counts: 24:00 of start date + `days`. It never moves for holidays. */
export const windowCloses = (opened: Date, days: number): Date => endOfDay(addDays(dayOf(opened), days))

/** The day on which the n-th working day after `start` falls; the first day is not counted. */
export function workingDaysAfter(start: Date, days: number, holidays: Holidays): Due {
  let day = dayOf(start)
  for (let left = days; left > 0;) {
    day = addDays(day, 1)
    if (isWorkingDay(day, holidays)) left -= 1
  }
  return due(day)
}

/** Working days from the day after `from` to the day of `to`, both in Seoul. */
export function workingDaysBetween(from: Date, to: Date, holidays: Holidays): number {
  let count = 0
  const last = dayOf(to)
  for (let day = addDays(dayOf(from), 1); day <= last; day = addDays(day, 1)) {
    if (isWorkingDay(day, holidays)) count += 1
  }
  return count
}

/**
 * When a petition's review is due. While a supplement is awaited the clock stands still: what was left of the review
 * days when it was asked for begins anew the day after it came.
 */
export function reviewDue(
  received: Date,
  reviewDays: number,
  holidays: Holidays,
  pauses: { from: Date; until: Date }[] = [],
): Due {
  let start = received
  let left = reviewDays
  for (const { from, until } of pauses) {
    left = Math.max(1, left - workingDaysBetween(start, from, holidays))
    start = until
  }
  return workingDaysAfter(start, left, holidays)
}

/**
 * Days of the Civil Petitions Act (art. 19) from six days up: the first day is counted,
 * Saturdays, Sundays and holidays are not.
 */
export function civilDaysDue(received: Date, days: number, holidays: Holidays): Due {
  let day = dayOf(received)
  for (let left = isWorkingDay(day, holidays) ? days - 1 : days; left > 0;) {
    day = addDays(day, 1)
    if (isWorkingDay(day, holidays)) left -= 1
  }
  return due(day)
}
