import { sql } from 'drizzle-orm'
import type { BalancedFigure, CountedFigure } from '../../shared/work-report-figures.ts'
import type { WorkReport } from '../../shared/work-report.ts'
import type { Db } from '../platform/db/database.ts'
import { casesAt, heldEvents, heldTownHalls, instantOf, ourOwn, videoAnswers } from './cases.queries.ts'

/** Instants of a period: `end` is the first that no longer belongs to it. */
export type Span = { start: Date; end: Date }
/** A figure of a period: `before` are the rows before it, `tail` those within it that no balance holds already. */
export type Count = { count: number; before: number; tail: number }
const within = (column: string, { start, end }: Span) =>
  sql`${sql.raw(column)} >= ${instantOf(start)} and ${sql.raw(column)} < ${instantOf(end)}`

const counted = (column: string, span: Span, since: Date) => sql`
  (count(*) filter (where ${within(column, span)}))::int as count,
  (count(*) filter (where ${within(column, { start: since, end: span.start })}))::int as before,
  (count(*) filter (where ${within(column, span)} and ${sql.raw(column)} >= ${instantOf(since)}))::int as tail`

/**
 * Petitions received or handled, or answered with a video, in a period.
 * @param since from when rows count towards the total: what was earlier stands in the balance
 */
export async function countOf(db: Db, figure: BalancedFigure, span: Span, since: Date): Promise<Count> {
  const [row] = await db.execute<Count>(sql`
    select ${counted('at', span, since)} from (${sources[figure](span)}) rows`)
  return row!
}

/** Of the petitions received in a period, how many are hidden now. */
export async function hiddenCount(db: Db, span: Span): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from petitions p
    where ${ourOwn} and number is not null and hidden_at is not null and ${within('received_at', span)}`)
  return row!.count
}

/** Where the petitions received in a period stood at its end; each state is named, so that none can hide in a rest. */
export async function standingCounts(db: Db, span: Span): Promise<Pick<WorkReport, 'standing' | 'ended'>> {
  const rows = await db.execute<{ standing: string | null; state: string; count: number }>(sql`
    with cases as (${casesAt(span.end)})
    select standing, state, count(*)::int as count from cases where ${within('received_at', span)} group by 1, 2`)
  const sum = (standing: string | null, state?: string) =>
    rows
      .filter((row) => row.standing === standing && (state === undefined || row.state === state))
      .reduce((all, row) => all + row.count, 0)
  return {
    standing: {
      answered: sum('answered'),
      inReview: sum('inReview'),
      collecting: sum('collecting'),
      awaiting: sum('awaiting'),
      ended: sum('ended'),
      unclear: sum(null),
    },
    ended: {
      withdrawn: sum('ended', 'withdrawn'),
      rejected: sum('ended', 'rejected'),
      transferred: sum('ended', 'transferred'),
      merged: sum('ended', 'merged'),
      closed: sum('ended', 'closed'),
    },
  }
}

/** Opinions heard in a period, and those of them that had become policy by its end. */
export async function opinionCounts(db: Db, span: Span) {
  const [row] = await db.execute<{ heard: number; policies: number }>(sql`
    select count(*)::int as heard,
      (count(*) filter (where became_policy_at < ${instantOf(span.end)}))::int as policies
    from opinions where ${within('at', span)}`)
  return row!
}

/** What was held in a period, and the title that stands for it: the chosen one, else where most people were. */
export async function heldCount(db: Db, what: 'townHalls' | 'events', span: Span, chosen: number | null) {
  const [held, title, people] =
    what === 'townHalls' ? [heldTownHalls, 'title_ko', 'came'] : [heldEvents, 'title', 'people']
  const rows = await db.execute<{ title: string }>(sql`
    with held as (${held})
    select ${sql.raw(title)} as title from held where ${within('at', span)}
    order by id = ${chosen ?? -1} desc, ${sql.raw(people)} desc, at, id`)
  return { count: rows.length, lead: rows[0]?.title ?? null }
}

/** A row behind a figure. `number` is a petition's; other things have an id. */
export type BehindRow = { id: number; number: string | null; title: string; at: Date; note: string | null }

const sources: Record<CountedFigure, (span: Span) => ReturnType<typeof sql>> = {
  received: ({ end }) => sql`
    with cases as (${casesAt(end)})
    select id, number, title, received_at as at, standing as note from cases`,
  handled: ({ end }) => sql`
    with cases as (${casesAt(end)})
    select id, number, title, handled_at as at, standing as note from cases`,
  established: () => sql`select id, number, title, at, null as note from (${videoAnswers}) given`,
  townHalls: () =>
    sql`select id, null as number, title_ko as title, at, came::text as note from (${heldTownHalls}) held`,
  events: () => sql`select id, null as number, title, at, people::text as note from (${heldEvents}) held`,
  opinions: () => sql`
    select id, null as number, text as title, at, case when became_policy_at is not null then 'policy' end as note from opinions`,
  policies: ({ end }) => sql`
    select id, null as number, text as title, at, 'policy' as note from opinions where became_policy_at < ${instantOf(end)}`,
}

/** A page of the rows behind a figure, in order of time. */
export async function rowsBehind(db: Db, figure: CountedFigure, span: Span, offset: number, most: number) {
  const rows = await db.execute<{
    id: string
    number: string | null
    title: string
    at: string
    note: string | null
  }>(sql`
    select * from (${sources[figure](span)}) behind where ${within('at', span)}
    order by at, id limit ${most} offset ${offset}`)
  return rows.map((row): BehindRow => ({ ...row, id: Number(row.id), at: new Date(row.at) }))
}

/** What names every row behind a figure: a petition's number, another thing's id. */
export async function keysBehind(db: Db, figure: CountedFigure, span: Span): Promise<string[]> {
  const rows = await db.execute<{ key: string }>(sql`
    select coalesce(number, id::text) as key from (${sources[figure](span)}) behind
    where ${within('at', span)} order by at, id`)
  return rows.map(({ key }) => key)
}
