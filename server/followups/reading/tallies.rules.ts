import {
  type FollowUpSource,
  followUpSources,
  isSettled,
  type LedgerStage,
} from '../../../shared/follow-up-states.ts'
import type { LedgerProps } from '../../../shared/follow-ups.ts'
import type { Tally } from './reading.queries.ts'

type Filter = {
  source?: FollowUpSource | undefined
  dong?: string | undefined
  department?: number | undefined
}

const fits =
  ({ source, dong, department }: Filter) =>
  (one: Tally) =>
    one.state !== 'merged' &&
    (source === undefined || one.source === source) &&
    (dong === undefined || one.dong === dong) &&
    (department === undefined || one.departmentId === department)

const sum = (rows: Tally[], that: (one: Tally) => boolean = () => true) =>
  rows.reduce((total, one) => (that(one) ? total + one.count : total), 0)

/** What stands behind each public tab, with these filters in force. */
export function stageCounts(counted: Tally[], filter: Filter): Record<LedgerStage, number> {
  const rows = counted.filter(fits(filter))
  return {
    all: sum(rows),
    late: sum(rows, ({ late }) => late),
    doing: sum(rows, ({ state, late }) => !isSettled(state) && !late),
    done: sum(rows, ({ state }) => state === 'done'),
    hard: sum(rows, ({ state }) => state === 'impossible' || state === 'transferred'),
  }
}

/** Of each source, how its promises stand: what is late is in no other column. */
export function totalsBySource(
  counted: Tally[],
  { dong, department, source }: Filter,
): LedgerProps['totals'] {
  const rows = counted.filter(fits({ dong, department, source }))
  const of = (from: FollowUpSource) => {
    const own = rows.filter((one) => one.source === from)
    return {
      owed: sum(own, ({ state, late }) => !isSettled(state) && !late),
      late: sum(own, ({ late }) => late),
      done: sum(own, ({ state }) => state === 'done'),
      impossible: sum(own, ({ state }) => state === 'impossible'),
      transferred: sum(own, ({ state }) => state === 'transferred'),
    }
  }
  return Object.fromEntries(followUpSources.map((one) => [one, of(one)])) as LedgerProps['totals']
}

/** How many cards each department has, joined ones not counted. */
export function departmentCounts(counted: Tally[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const one of counted.filter(fits({})))
    counts.set(one.departmentId, (counts.get(one.departmentId) ?? 0) + one.count)
  return counts
}
