import type { Deps } from '../../platform/deps.ts'
import { countedEndorsements } from './charts.queries.ts'
import { type Charts, chartsOf } from './charts.rules.ts'

/** Of all the time that passes, at most this share is spent on counting one petition for its charts. */
const share = 1 / 100
const mostKept = 500

type Kept = { charts: Charts; total: number; countedAt: number; tookMs: number }

/**
 * The charts of petitions. Counting reads every endorsement, so a petition with many is counted again only once the
 * counting is worth it; one whose total did not change is not counted again within a minute. The number on the page
 * is never the charts' but the counter's.
 * @param clock milliseconds, for how long counting took
 */
export function openCharts({ db }: Pick<Deps, 'db'>, clock: () => number = () => performance.now()) {
  const kept = new Map<number, Kept>()
  return async (petitionId: number, total: number): Promise<Charts> => {
    const known = kept.get(petitionId)
    const age = known ? clock() - known.countedAt : Infinity
    if (known && age < known.tookMs / share) return known.charts
    if (known && known.total === total && age < 60_000) return known.charts
    const began = clock()
    const charts = chartsOf(await countedEndorsements(db, petitionId))
    kept.delete(petitionId)
    kept.set(petitionId, { charts, total, countedAt: clock(), tookMs: clock() - began })
    if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
    return charts
  }
}
