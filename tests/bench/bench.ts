import type { Place } from './place.ts'

/** What a benchmark is given. */
export type Bench = {
  /** One line for the list. */
  about: string
  run(given: {
    /** So short that it only shows that it runs; its figures mean nothing. */
    quick: boolean
    rounds: number
    /** Progress, on stderr. */
    say: (line: string) => void
    place: Place
  }): Promise<{ figures: Record<string, number | string>; ratios: Record<string, number> }>
}
