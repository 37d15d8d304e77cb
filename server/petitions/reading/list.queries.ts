import { type SQL, sql } from 'drizzle-orm'
import type { ListStage, PublicationState, ResponseKind, ResponseState } from '../../../shared/states.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Order } from './list.rules.ts'

export type Listed = {
  stage: ListStage
  category?: string | undefined
  dong?: string | undefined
  now: Date
}

/**
 * Said so that the planner never thinks a long list short, and sorts it whole instead of reading the first page from
 * its index: nearly all that is open still collects, so the addition keeps the date out of its reckoning; and all but
 * three states are most petitions.
 */
const inStage: Record<ListStage, (now: string) => SQL> = {
  collecting: (now) => sql`p.state = 'open' and p.closes_at + interval '0' > ${now}::timestamptz`,
  awaiting: () => sql`p.response = 'due'`,
  answered: () => sql`p.answered_at is not null`,
  ended: () => sql`p.state in ('rejected', 'transferred', 'merged', 'withdrawn')`,
  all: () => sql`p.state not in ('draft', 'received', 'supplement_requested')`,
}

/** Which petitions a list shows. Hidden ones are in none, nor what was taken back before anyone could read it. */
function shown({ stage, category, dong, now }: Listed): SQL {
  const parts = [
    inStage[stage](now.toISOString()),
    sql`p.hidden_at is null and (p.state <> 'withdrawn' or p.opened_at is not null)`,
  ]
  if (category !== undefined) parts.push(sql`p.category_code = ${category}`)
  if (dong !== undefined) parts.push(sql`p.dong_codes @> array[${dong}::text]`)
  return sql.join(parts, sql` and `)
}

export type ListRow = {
  id: number
  number: string
  title: string
  problem: string
  category: string | null
  dongs: string[]
  state: PublicationState
  textPublic: boolean
  total: number
  threshold: number | null
  established: boolean
  openedAt: string | null
  closesAt: string | null
  response: ResponseState
  responseKind: ResponseKind | null
  responseDueAt: string | null
  answeredAt: string | null
  source: string | null
  /** What the list is ordered by: an instant or a number. */
  place: string | number
}

/** What a line of the list shows of a petition `p`. */
const line = sql`p.id::int as id, p.number, p.title, p.category_code as category, p.dong_codes as dongs, p.state,
  coalesce(g.text_public, true) as "textPublic", coalesce(c.total, 0) as total, p.threshold,
  e.petition_id is not null as established, p.opened_at as "openedAt", p.closes_at as "closesAt", p.response,
  p.response_kind as "responseKind", p.response_due_at as "responseDueAt", p.answered_at as "answeredAt",
  o.name as source`
const lineOf = sql`left join rejection_grounds g on g.code = p.ground_code
  left join petition_counts c on c.petition_id = p.id
  left join establishments e on e.petition_id = p.id
  left join import_sources o on o.id = p.source_id`

type After = { value: string | number; id: number } | null

/** One page of a list, in its order, and one row more where there is a next page. */
export function listStatement(listed: Listed, { by, down }: Order, after: After, limit: number): SQL {
  const column = sql.raw(`p.${by}`)
  const type = sql.raw(by.startsWith('rank') ? 'int' : 'timestamptz')
  const way = sql.raw(down ? 'desc nulls last' : 'asc')
  const beyond = sql.raw(down ? '<' : '>')
  const from = after
    ? sql` and (${column}, p.id) ${beyond} (${after.value}::${type}, ${after.id}::bigint)`
    : sql``
  return sql`
    -- The page is found first, so that what is joined is looked up for its few rows only.
    with page as materialized (
      select p.id from petitions p where ${shown(listed)}${from}
      order by ${column} ${way}, p.id ${way} limit ${limit + 1}
    )
    select ${line}, left(p.problem, 600) as problem, ${column} as place
    from page join petitions p using (id) ${lineOf}
    order by ${column} ${way}, p.id ${way}`
}

export const listRows = async (db: Db, ...page: Parameters<typeof listStatement>): Promise<ListRow[]> => [
  ...(await db.execute<ListRow>(listStatement(...page))),
]

export type FoundRow = Omit<ListRow, 'place'> & { proposal: string; effect: string }

/** Petitions with their whole texts, for the few that a search shows; in no order. */
export const linesOf = async (db: Db, ids: number[]): Promise<FoundRow[]> => [
  ...(await db.execute<FoundRow>(sql`
    select ${line}, p.problem, p.proposal, p.effect from petitions p ${lineOf}
    where p.id = any(${`{${ids.join(',')}}`}::bigint[])`)),
]

/** The highest id there is; 0 where there is none. */
export async function lastPetitionId(db: Db): Promise<number> {
  const [row] = await db.execute<{ id: number }>(sql`select coalesce(max(id), 0)::int as id from petitions`)
  return row!.id
}

/** Addresses of petitions that anyone may read, and when they last changed, of ids from `first` up to `next`. */
export const petitionPlaces = async (
  db: Db,
  first: number,
  next: number,
  now: Date,
): Promise<{ path: string; at: string }[]> => [
  ...(await db.execute<{ path: string; at: string }>(sql`
    select '/petitions/' || p.number as path, to_char(p.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
    from petitions p where p.id >= ${first} and p.id < ${next} and ${shown({ stage: 'all', now })} order by p.id`)),
]
