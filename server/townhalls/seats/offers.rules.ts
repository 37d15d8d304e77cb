const hour = 3_600_000
const day = 24 * hour
/** Seoul is UTC+9 all year. */
const seoul = 9 * hour
const morning = 9 * hour
const evening = 21 * hour

/**
 * When an offer ends: so many hours from now; not at night (21:00 to 09:00 in Seoul), when nobody reads mail, but at
 * the next 09:00; and never after the sitting has begun.
 */
export function offerDeadline(now: Date, hours: number, startsAt: Date): Date {
  const local = now.getTime() + hours * hour + seoul
  const midnight = Math.floor(local / day) * day
  const inDay = local - midnight
  const moved = inDay < morning ? midnight + morning : inDay > evening ? midnight + day + morning : local
  return new Date(Math.min(moved - seoul, startsAt.getTime()))
}

/** Seats are offered between the announcement and the beginning of the sitting. */
export const mayOffer = (state: string, startsAt: Date, now: Date) =>
  (state === 'announced' || state === 'live') && now < startsAt

/** The reminders of a sitting that are due and did not go out, in hours before it begins. */
export const remindersDue = (
  hours: readonly number[],
  reminded: readonly number[],
  startsAt: Date,
  now: Date,
) =>
  now >= startsAt
    ? []
    : hours.filter((each) => !reminded.includes(each) && startsAt.getTime() - each * hour <= now.getTime())
