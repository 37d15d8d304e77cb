/** The value below which a share of sorted values lies; 0 of none. */
export const percentile = (sorted: ArrayLike<number>, share: number): number =>
  sorted.length === 0 ? 0 : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!

export const median = (values: number[]): number =>
  percentile(
    values.toSorted((a, b) => a - b),
    0.5,
  )

/** Three significant digits: more would say what was not measured. */
export const rounded = (value: number): number => Number(value.toPrecision(3))

export type Round = Record<string, number>

/**
 * Runs the parts one after the other, again and again, so that what else the machine does meets all of them alike.
 * The first round warms up and does not count, unless there is nothing to warm.
 * @returns the figures of each part in each round
 */
export async function interleaved<Part extends string>(
  parts: Record<Part, (round: number) => Promise<Round>>,
  rounds: number,
  say: (line: string) => void,
  { warmUp = true } = {},
): Promise<Record<Part, Round>[]> {
  const counted: Record<Part, Round>[] = []
  for (let round = warmUp ? 0 : 1; round <= rounds; round += 1) {
    const found = {} as Record<Part, Round>
    for (const [name, run] of Object.entries(parts) as [Part, (round: number) => Promise<Round>][]) {
      found[name] = await run(round)
      const told = Object.entries(found[name]).map(([what, value]) => `${what} ${rounded(value)}`)
      say(`${round === 0 ? 'warm-up' : `round ${round}`} ${name}: ${told.join(', ')}`)
    }
    if (round > 0) counted.push(found)
  }
  return counted
}

/** The median over rounds of what `of` takes from each; a ratio is taken within a round, then the median of those. */
export const over = <R>(rounds: R[], of: (round: R) => number): number => rounded(median(rounds.map(of)))
