import type { Sql } from '../platform/db/database.ts'
import { createGather } from '../platform/db/gather.ts'
import {
  type Asked,
  lockForEndorsing,
  type Statement,
  writeEndorsements,
  type Written,
} from './endorsing.queries.ts'
import { writeWithdrawals } from './withdrawing.queries.ts'

export type EndorseOutcome = 'new' | 'already' | 'closed' | 'not-open' | 'hidden' | 'unknown'
export type WithdrawOutcome = 'withdrawn' | 'nothing' | 'closed' | 'not-open' | 'unknown'

/** What became of one request. `total` counts it; `ordinal` is 0 where the person's level does not count. */
export type Settled<Outcome> = {
  outcome: Outcome
  total: number
  established: boolean
  ordinal: number | null
}

/** The one writer of endorsements of a process. */
export type Endorser = {
  /** @throws Overloaded when too many wait; InDoubt when the database was lost on the way: both may be repeated */
  endorse(asked: Asked): Promise<Settled<EndorseOutcome>>
  withdraw(asked: Asked): Promise<Settled<WithdrawOutcome>>
  /** Resolves when nothing waits any more. */
  drain(): Promise<void>
}

type Item = Asked & { act: 'endorse' | 'withdraw' }
type Outcome = Settled<EndorseOutcome | WithdrawOutcome>

/** At some 10,000 endorsements a second this is about a second of waiting. */
const mostWaiting = 10_000
const mostInOneWrite = 1_000

/** Group commit (README, "Endorsing under load"): what comes while one write is in flight is the next write. */
export function openEndorser({ sql }: { sql: Sql }): Endorser {
  const gather = createGather<Item, Outcome>({
    limit: mostWaiting,
    batch: mostInOneWrite,
    write: (items) => writeItems(sql, items),
  })
  return {
    endorse: (asked) => gather.add({ ...asked, act: 'endorse' }) as Promise<Settled<EndorseOutcome>>,
    withdraw: (asked) => gather.add({ ...asked, act: 'withdraw' }) as Promise<Settled<WithdrawOutcome>>,
    drain: () => gather.drain(),
  }
}

/**
 * Nearly always one statement. Where endorsing and withdrawing came mixed, each run of the same act is a statement, in
 * order of arrival, and all of them one transaction, which locks first what all of them need.
 */
async function writeItems(sql: Sql, items: Item[]): Promise<Outcome[]> {
  const runs = runsOf(items)
  if (runs.length === 1) return writeRun(sql, runs[0]!)
  return sql.begin(async (tx) => {
    await lockForEndorsing(tx, [...new Set(items.map((item) => item.petitionId))])
    const outcomes: Outcome[] = []
    for (const run of runs) outcomes.push(...(await writeRun(tx, run)))
    return outcomes
  }) as Promise<Outcome[]>
}

/** Neighbours that ask for the same act. */
export function runsOf<T extends { act: string }>(items: T[]): T[][] {
  const runs: T[][] = []
  for (const item of items) {
    const run = runs.at(-1)
    if (run?.[0]!.act === item.act) run.push(item)
    else runs.push([item])
  }
  return runs
}

/** Several equal requests become one in the statement; the first of them is the one that did it. */
async function writeRun(sql: Statement, run: Item[]): Promise<Outcome[]> {
  const endorse = run[0]!.act === 'endorse'
  const places = new Map<string, number>()
  const asked: Item[] = []
  const placed = run.map((item) => {
    const key = `${item.petitionId} ${item.personKey.toString('latin1')}`
    const before = places.get(key)
    if (before !== undefined) return { item, place: before, first: false }
    places.set(key, asked.length)
    return { item, place: asked.push(item) - 1, first: true }
  })
  const written = await (endorse ? writeEndorsements : writeWithdrawals)(sql, asked)
  const outcomeOf = endorse ? endorseOutcome : withdrawOutcome
  return placed.map(({ item, place, first }) => {
    const petition = written.get(item.petitionId)
    if (!petition) return { outcome: 'unknown', total: 0, established: false, ordinal: null }
    const { total, established } = petition
    const ordinal = petition.added.get(place) ?? petition.held.get(place) ?? null
    return { outcome: outcomeOf(petition, item, place, first), total, established, ordinal }
  })
}

function endorseOutcome(petition: Written, item: Asked, place: number, first: boolean): EndorseOutcome {
  const stoodBefore = petition.held.has(place)
  if (petition.added.has(place)) return first && !stoodBefore ? 'new' : 'already'
  if (stoodBefore) return 'already'
  if (petition.hidden) return 'hidden'
  const refused = refusedBy(petition, item)
  // Welcome, and yet no row: another process wrote the same person at the same instant.
  return refused ?? 'already'
}

function withdrawOutcome(petition: Written, item: Asked, place: number, first: boolean): WithdrawOutcome {
  if (petition.added.has(place)) return first ? 'withdrawn' : 'nothing'
  const refused = refusedBy(petition, item)
  if (refused) return refused
  // An invalidated row stays where it is, and its owner sees no difference.
  return petition.held.has(place) ? 'withdrawn' : 'nothing'
}

function refusedBy({ state, closesAt }: Written, item: Asked): 'closed' | 'not-open' | null {
  if (state === 'closed') return 'closed'
  if (state !== 'open' || !closesAt) return 'not-open'
  return item.receivedAt < closesAt ? null : 'closed'
}
