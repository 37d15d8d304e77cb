import { addDays, dayOf, daysBetween } from './kst.ts'

/** The last day on which something can be done, from the exclusive instant (24:00 in Seoul) that is stored. */
export const lastDayOf = (dueAt: Date) => dayOf(new Date(dueAt.getTime() - 1))

/** Where a due date stands, in calendar days of Seoul: 0 days left is its last day. */
export type Standing = { late: false; days: number } | { late: true; days: number }

export function standing(dueAt: Date, now: Date): Standing {
  const days = daysBetween(dayOf(now), lastDayOf(dueAt))
  return days >= 0 ? { late: false, days } : { late: true, days: -days }
}

/** Share of a window that has passed, 0 to 1. */
export function elapsedShare(from: Date, until: Date, now: Date): number {
  const whole = until.getTime() - from.getTime()
  return whole <= 0 ? 1 : Math.min(1, Math.max(0, (now.getTime() - from.getTime()) / whole))
}

/** Every Seoul day from the first to the last, both included. */
export function daysFrom(first: string, last: string): string[] {
  const days: string[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day)
  return days
}
