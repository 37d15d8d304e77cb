/** How fast a client of a live room comes back. Milliseconds, unless said otherwise. */
export const pace = {
  /** The first retry after a drop is spread over this at most, and over as long as the room has people to let in. */
  firstMostMs: 5_000,
  /** How many people a second may come back at once. */
  backPerSecond: 300,
  laterLeastMs: 500,
  laterMostMs: 20_000,
  /** How long the first answer on a new line may take. */
  helloMs: 8_000,
  /** A line on which nothing was heard for so long is dead: the server speaks at least every 25 s. */
  deadMs: 35_000,
  /** So many lines that fail one after the other: sockets are blocked here, or nobody is there. */
  failuresUntilPolling: 3,
  pollMs: 3_000,
  /** How often a client that reads over HTTP tries a socket again. */
  socketAgainMs: 60_000,
}
export type Pace = typeof pace

/**
 * When to try first after a line that worked was lost: everyone at some other moment.
 * @param people how many were in the room
 * @param random from 0 to 1
 */
export const firstWait = (people: number, random: number, { firstMostMs, backPerSecond }: Pace = pace) =>
  random * Math.min(firstMostMs, (people / backPerSecond) * 1000)

/** When to try again after so many failures: full jitter, up to twenty seconds. */
export const laterWait = (failures: number, random: number, { laterLeastMs, laterMostMs }: Pace = pace) =>
  random * Math.min(laterMostMs, laterLeastMs * 2 ** failures)
