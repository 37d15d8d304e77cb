import type { Petition } from '../../../shared/petitions.ts'
import { smallestShown } from '../../../shared/limits.ts'
import type { Counted } from './charts.queries.ts'

export type Charts = Pick<Petition, 'byDay' | 'byDong' | 'byLevel'>

/** The charts of a petition's page. */
export const chartsOf = (rows: Counted[]): Charts => ({
  byDay: sums(rows, (row) => row.day)
    .map(([day, count]) => ({ day, count }))
    .toSorted((a, b) => a.day.localeCompare(b.day)),
  byDong: suppressed(sums(rows, (row) => row.dong)),
  byLevel: sums(rows, (row) => row.level)
    .map(([level, count]) => ({ level, count }))
    .toSorted((a, b) => b.level - a.level),
})

function sums<Key>(rows: Counted[], keyOf: (row: Counted) => Key): [Key, number][] {
  const all = new Map<Key, number>()
  for (const row of rows) all.set(keyOf(row), (all.get(keyOf(row)) ?? 0) + row.count)
  return [...all]
}

/**
 * Counts by dong, without those so small that a neighbour could guess who it was. They are one sum with those who
 * gave no dong; where that sum alone would give a small dong away, the next smallest dongs join it, until at least
 * two dongs and five people stand behind it.
 */
export function suppressed(counts: [string | null, number][]): Petition['byDong'] {
  const dongs = counts
    .filter((entry): entry is [string, number] => entry[0] !== null)
    .toSorted((a, b) => a[1] - b[1] || a[0].localeCompare(b[0]))
  const unknown = counts.find(([dong]) => dong === null)?.[1] ?? 0
  let kept = dongs.findIndex(([, count]) => count >= smallestShown)
  if (kept === -1) kept = dongs.length
  const behind = () => dongs.slice(0, kept).reduce((all, [, count]) => all + count, 0)
  while (kept > 0 && kept < dongs.length && (kept < 2 || behind() < smallestShown)) kept += 1
  const shown = dongs
    .slice(kept)
    .map(([dong, count]) => ({ dong, count }) as { dong: string | null; count: number })
    .toReversed()
  const rest = behind() + unknown
  return rest > 0 ? [...shown, { dong: null, count: rest }] : shown
}
