import type { Db, Sql } from '../../platform/db/database.ts'
import { createGather } from '../../platform/db/gather.ts'
import {
  type Asked,
  lockForEndorsing,
  type Statement,
  writeEndorsements,
  type Written,
} from './endorsing.queries.ts'
import { endorsable, type Outcome as EndorsingOutcome } from './endorsing.rules.ts'
import { petitionIdOf } from '../petitions.queries.ts'
import { writeWithdrawals } from './withdrawing.queries.ts'

export type WithdrawOutcome = 'withdrawn' | 'nothing' | 'closed' | 'not-open' | 'unknown'

/** What became of one request. `total` counts it; `ordinal` is 0 where the person's level does not count. */
export type Settled<Kind> = {
  outcome: Kind
  total: number
  established: boolean
  ordinal: number | null
}

/** The one writer of endorsements of a process. */
export type Endorser = {
  /** @throws Overloaded when too many wait; InDoubt when the database was lost on the way: both may be repeated */
  endorse(asked: Asked): Promise<Settled<EndorsingOutcome>>
  withdraw(asked: Asked): Promise<Settled<WithdrawOutcome>>
  /** The id of a petition's number; null where there is none. */
  idOf(number: string): Promise<number | null>
  /** Resolves when nothing waits any more. */
  drain(): Promise<void>
}

type Item = Asked & { act: 'endorse' | 'withdraw' }
type Outcome = Settled<EndorsingOutcome | WithdrawOutcome>

/** At some 10,000 endorsements a second this is about a second of waiting. */
const mostWaiting = 10_000
const mostInOneWrite = 1_000

/** Group commit (README, "Endorsing under load"): what comes while one write is in flight is the next write. */
export function openEndorser({ sql, db }: { sql: Sql; db: Db }): Endorser {
  const gather = createGather<Item, Outcome>({
    limit: mostWaiting,
    batch: mostInOneWrite,
    write: (items) => writeItems(sql, items),
  })
  return {
    endorse: (asked) => gather.add({ ...asked, act: 'endorse' }) as Promise<Settled<EndorsingOutcome>>,
    withdraw: (asked) => gather.add({ ...asked, act: 'withdraw' }) as Promise<Settled<WithdrawOutcome>>,
    idOf: rememberIds((number) => petitionIdOf(db, number)),
    drain: () => gather.drain(),
  }
}

/** A number is given once and for life, so that its id may be kept; many who ask at once wait for one look-up. */
function rememberIds(find: (number: string) => Promise<number | null>, most = 10_000) {
  const known = new Map<string, Promise<number | null>>()
  return async (number: string) => {
    const kept = known.get(number)
    if (kept) return kept
    const found = find(number)
    known.set(number, found)
    if (known.size > most) known.delete(known.keys().next().value!)
    try {
      const id = await found
      if (id === null) known.delete(number)
      return id
    } catch (error) {
      known.delete(number)
      throw error
    }
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

function endorseOutcome(petition: Written, item: Asked, place: number, first: boolean): EndorsingOutcome {
  const stoodBefore = petition.held.has(place)
  if (petition.added.has(place)) return first && !stoodBefore ? 'new' : 'already'
  if (stoodBefore) return 'already'
  const judged = endorsable(petition, item.receivedAt)
  // Welcome, and yet no row: another process wrote the same person at the same instant.
  return judged === 'yes' ? 'already' : judged
}

function withdrawOutcome(petition: Written, item: Asked, place: number, first: boolean): WithdrawOutcome {
  if (petition.added.has(place)) return first ? 'withdrawn' : 'nothing'
  // Withdrawing is also possible while a petition is hidden.
  const judged = endorsable({ ...petition, hiddenAt: null }, item.receivedAt)
  if (judged !== 'yes' && judged !== 'hidden') return judged
  // An invalidated row stays where it is, and its owner sees no difference.
  return petition.held.has(place) ? 'withdrawn' : 'nothing'
}
