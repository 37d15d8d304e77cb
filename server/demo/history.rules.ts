/** A repeatable source of numbers in [0, 1): the same demonstration every time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const dayMs = 86_400_000

/** Share of a day's endorsements by hour in Seoul: people read at noon and in the evening. */
const hours = [2, 1, 1, 0, 0, 1, 3, 6, 8, 6, 5, 5, 9, 7, 5, 4, 5, 7, 9, 11, 12, 11, 8, 5]

/**
 * Instants at which `total` people endorsed between `from` and `until`, oldest first: a burst at the start,
 * a second one when the news spreads, quiet nights.
 * @param crossing where given, the 1,000th falls on this instant
 */
export function plausibleInstants(
  { from, until, total, crossing }: { from: Date; until: Date; total: number; crossing?: Date | undefined },
  random: () => number,
): Date[] {
  if (crossing && total >= 1000) {
    const before = plausibleInstants({ from, until: crossing, total: 999 }, random)
    const after = plausibleInstants({ from: crossing, until, total: total - 1000 }, random)
    return [...before, crossing, ...after]
  }
  const days = Math.max(1, Math.ceil((until.getTime() - from.getTime()) / dayMs))
  const second = 4 + Math.floor(random() * Math.max(1, days - 6))
  const weights = Array.from({ length: days }, (_, day) => {
    const spread = day >= second ? 0.7 * Math.exp(-(day - second) / 2.5) : 0
    return (Math.exp(-day / 4) + spread + 0.08) * (0.7 + 0.6 * random())
  })
  const pickDay = picker(weights, random)
  const pickHour = picker(hours, random)
  const last = until.getTime() - 1
  return Array.from({ length: total }, () => {
    const start = from.getTime() + pickDay() * dayMs
    const seoulMidnight = Math.floor((start + 9 * 3_600_000) / dayMs) * dayMs - 9 * 3_600_000
    const at = seoulMidnight + (pickHour() + random()) * 3_600_000
    // What falls outside the window moves into it, anywhere.
    return at > from.getTime() && at < last ? at : from.getTime() + random() * (last - from.getTime())
  })
    .toSorted((a, b) => a - b)
    .map((at) => new Date(at))
}

/** Picks an index with the probability of its weight. */
export function picker(weights: number[], random: () => number): () => number {
  const sum = weights.reduce((a, b) => a + b, 0)
  return () => {
    let rest = random() * sum
    const index = weights.findIndex((weight) => (rest -= weight) < 0)
    return index === -1 ? weights.length - 1 : index
  }
}
