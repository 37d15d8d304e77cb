/** A length of time as a clock: `2:14`, `1:02:14`. Nothing is shorter than none. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  const rest = two(seconds % 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`
}

/** Whole minutes from an instant until now; none for what lies ahead. */
export const minutesSince = (at: string, now: number) =>
  Math.max(0, Math.floor((now - Date.parse(at)) / 60_000))

/** The share of a choice among those who voted, in whole percent, as it is. */
export const shareOf = (count: number, voters: number) =>
  voters === 0 ? 0 : Math.round((count / voters) * 100)
