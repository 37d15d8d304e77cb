/** A calendar day in Seoul, `2026-11-24`. Days compare as text. */
export type Day = string

const hour = 3_600_000
const day = 24 * hour
/** Seoul is UTC+9 all year, and was in every year this product counts. */
const offset = 9 * hour

/** The day in Seoul on which an instant falls. */
export const dayOf = (instant: Date): Day => new Date(instant.getTime() + offset).toISOString().slice(0, 10)

/** 00:00 in Seoul. */
export const startOfDay = (of: Day): Date => new Date(Date.parse(`${of}T00:00:00Z`) - offset)

/** 24:00 in Seoul: the first instant that no longer belongs to the day. */
export const endOfDay = (of: Day): Date => new Date(startOfDay(of).getTime() + day)

export const addDays = (to: Day, days: number): Day => dayOf(new Date(startOfDay(to).getTime() + days * day))

/** Whole days from one day to another; negative when the second is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((startOfDay(to).getTime() - startOfDay(from).getTime()) / day)

/** 0 is Sunday, 6 Saturday. */
export const weekday = (of: Day): number => new Date(`${of}T00:00:00Z`).getUTCDay()
