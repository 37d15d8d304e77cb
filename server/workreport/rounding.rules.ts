import type { Rounding } from '../../shared/work-report-figures.ts'

export type RateRule = { rounding: Rounding; dropZero: boolean }

/**
 * 집행률 in percent with one decimal, as it is printed; null where there is no budget to be spent.
 * Whole numbers throughout: no binary fraction decides which way a half goes.
 * @param executed thousands of won, as the budget
 */
export function rateOf(executed: number, budget: number, { rounding, dropZero }: RateRule): string | null {
  if (budget <= 0) return null
  const thousandths = BigInt(executed) * 1000n
  const of = BigInt(budget)
  const tenths = rounding === 'half-up' ? (thousandths * 2n + of) / (of * 2n) : thousandths / of
  return decimal(tenths, 1, dropZero)
}

/** The rate with three decimals, cut off: what the rounding works on. */
export const exactRate = (executed: number, budget: number): string | null =>
  budget <= 0 ? null : decimal((BigInt(executed) * 100_000n) / BigInt(budget), 3, false)

function decimal(value: bigint, places: number, dropZero: boolean): string {
  const digits = value.toString().padStart(places + 1, '0')
  const [whole, rest] = [digits.slice(0, -places), digits.slice(-places)]
  return dropZero && /^0+$/.test(rest) ? whole : `${whole}.${rest}`
}

/** Shares of a whole with one decimal each, as they are: they may add to 99.9 and are never made to fit. */
export function sharesOf(counts: readonly number[]): { shares: string[]; sum: string } {
  const whole = counts.reduce((a, b) => a + b, 0)
  const tenths = counts.map((count) =>
    whole === 0 ? 0n : (BigInt(count) * 2000n + BigInt(whole)) / (BigInt(whole) * 2n),
  )
  return {
    shares: tenths.map((value) => decimal(value, 1, false)),
    sum: decimal(
      tenths.reduce((a, b) => a + b, 0n),
      1,
      false,
    ),
  }
}
