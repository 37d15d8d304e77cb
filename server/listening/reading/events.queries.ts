import { and, asc, desc, eq, gte, inArray, lt, ne, type SQL, sql } from 'drizzle-orm'
import { followUps } from '../../followups/follow-ups.tables.ts'
import type { Db } from '../../platform/db/database.ts'
import { listeningEvents, listeningSeries, opinions } from '../listening.tables.ts'

/** What a list is narrowed to; instants, the second one exclusive. */
export type Listed = {
  from?: Date | undefined
  until?: Date | undefined
  dong?: string | undefined
  series?: string | undefined
}
export type Place = { startMs: number; id: number }

const whole = { event: listeningEvents, series: listeningSeries }
export type ListedEvent = {
  event: typeof listeningEvents.$inferSelect
  series: typeof listeningSeries.$inferSelect
}

const matches = ({ from, until, dong, series }: Listed): SQL =>
  and(
    ne(listeningEvents.state, 'cancelled'),
    from && gte(listeningEvents.startsAt, from),
    until && lt(listeningEvents.startsAt, until),
    dong === undefined ? undefined : eq(listeningEvents.dong, dong),
    series === undefined ? undefined : eq(listeningEvents.seriesCode, series),
  )!

/** The newest first; `after` is the last one of the page before. Cancelled ones stand only in what is to come. */
export const listedEvents = (
  db: Db,
  listed: Listed,
  after: Place | null,
  most: number,
): Promise<ListedEvent[]> =>
  db
    .select(whole)
    .from(listeningEvents)
    .innerJoin(listeningSeries, eq(listeningSeries.code, listeningEvents.seriesCode))
    .where(
      and(
        matches(listed),
        after
          ? sql`(${listeningEvents.startsAt}, ${listeningEvents.id}) < (${new Date(after.startMs).toISOString()}::timestamptz, ${after.id}::bigint)`
          : undefined,
      ),
    )
    .orderBy(desc(listeningEvents.startsAt), desc(listeningEvents.id))
    .limit(most)

export async function countEvents(db: Db, listed: Listed): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(listeningEvents)
    .where(matches(listed))
  return row!.count
}

/** What is announced, those called off too, the next first. */
export const comingEvents = (db: Db, now: Date, most: number): Promise<ListedEvent[]> =>
  db
    .select(whole)
    .from(listeningEvents)
    .innerJoin(listeningSeries, eq(listeningSeries.code, listeningEvents.seriesCode))
    .where(and(gte(listeningEvents.endsAt, now), inArray(listeningEvents.state, ['planned', 'cancelled'])))
    .orderBy(asc(listeningEvents.startsAt), asc(listeningEvents.id))
    .limit(most)

export async function eventWithSeries(db: Db, id: number): Promise<ListedEvent | null> {
  const rows = await db
    .select(whole)
    .from(listeningEvents)
    .innerJoin(listeningSeries, eq(listeningSeries.code, listeningEvents.seriesCode))
    .where(eq(listeningEvents.id, id))
  return rows[0] ?? null
}

/** How many events there are by dong and by series, each with the other filter and the time in force. */
export async function countsBy(
  db: Db,
  column: 'dong' | 'seriesCode',
  listed: Listed,
): Promise<Map<string, number>> {
  const key = listeningEvents[column]
  const rows = await db
    .select({ key, count: sql<number>`count(*)::int` })
    .from(listeningEvents)
    .where(matches(listed))
    .groupBy(key)
  return new Map(rows.flatMap((row) => (row.key === null ? [] : [[row.key, row.count] as const])))
}

const settled = sql`exists (select from ${followUps} where ${followUps.source} = 'opinion' and ${followUps.sourceId} = ${opinions.id} and ${followUps.settledAt} is not null)`
const figures = {
  total: sql<number>`count(*)::int`,
  onTheSpot: sql<number>`(count(*) filter (where ${opinions.handling} = 'on-the-spot'))::int`,
  toAnswer: sql<number>`(count(*) filter (where ${opinions.handling} = 'to-answer'))::int`,
  answered: sql<number>`(count(*) filter (where ${opinions.handling} = 'to-answer' and ${settled}))::int`,
  policy: sql<number>`count(${opinions.becamePolicyAt})::int`,
}
export type Figures = { total: number; onTheSpot: number; toAnswer: number; answered: number; policy: number }

/** What was heard at some events, in numbers, as the public may read it. */
export async function figuresOf(db: Db, eventIds: number[]): Promise<Map<number, Figures>> {
  if (eventIds.length === 0) return new Map()
  const rows = await db
    .select({ eventId: opinions.eventId, ...figures })
    .from(opinions)
    .where(and(inArray(opinions.eventId, eventIds), eq(opinions.state, 'published')))
    .groupBy(opinions.eventId)
  return new Map(rows.map(({ eventId, ...row }) => [eventId!, row]))
}

/** Everything of a time: events held, people, and opinions, those of the open box too. */
export async function sumsBetween(db: Db, from: Date, until: Date) {
  const [held] = await db
    .select({
      events: sql<number>`count(*)::int`,
      people: sql<number>`coalesce(sum((select sum(value::int) from jsonb_each_text(${listeningEvents.participants}))), 0)::int`,
    })
    .from(listeningEvents)
    .where(
      and(
        eq(listeningEvents.state, 'held'),
        gte(listeningEvents.startsAt, from),
        lt(listeningEvents.startsAt, until),
      ),
    )
  const [heard] = await db
    .select(figures)
    .from(opinions)
    .where(and(eq(opinions.state, 'published'), gte(opinions.at, from), lt(opinions.at, until)))
  return { ...held!, ...heard! }
}
