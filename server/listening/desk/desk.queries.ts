import { and, desc, eq, sql } from 'drizzle-orm'
import type { EventTab } from '../../../shared/listening-states.ts'
import { officers } from '../../accounts/accounts.tables.ts'
import type { Db } from '../../platform/db/database.ts'
import { listeningEvents, listeningSeries } from '../listening.tables.ts'
import type { Place } from '../reading/events.queries.ts'

const inTab = (tab: EventTab, officerId: number) =>
  tab === 'mine'
    ? eq(listeningEvents.loggedBy, officerId)
    : tab === 'planned'
      ? eq(listeningEvents.state, 'planned')
      : undefined

/** Events of a tab, the newest first, with who logged them. */
export const deskEvents = (db: Db, tab: EventTab, officerId: number, after: Place | null, most: number) =>
  db
    .select({ event: listeningEvents, series: listeningSeries, loggedBy: officers.name })
    .from(listeningEvents)
    .innerJoin(listeningSeries, eq(listeningSeries.code, listeningEvents.seriesCode))
    .innerJoin(officers, eq(officers.id, listeningEvents.loggedBy))
    .where(
      and(
        inTab(tab, officerId),
        after
          ? sql`(${listeningEvents.startsAt}, ${listeningEvents.id}) < (${new Date(after.startMs).toISOString()}::timestamptz, ${after.id}::bigint)`
          : undefined,
      ),
    )
    .orderBy(desc(listeningEvents.startsAt), desc(listeningEvents.id))
    .limit(most)

export async function deskEvent(db: Db, id: number) {
  const rows = await db
    .select({ event: listeningEvents, series: listeningSeries, loggedBy: officers.name })
    .from(listeningEvents)
    .innerJoin(listeningSeries, eq(listeningSeries.code, listeningEvents.seriesCode))
    .innerJoin(officers, eq(officers.id, listeningEvents.loggedBy))
    .where(eq(listeningEvents.id, id))
  return rows[0] ?? null
}

/** How many events stand in each tab. */
export async function countTabs(db: Db, officerId: number): Promise<Record<EventTab, number>> {
  const [row] = await db
    .select({
      mine: sql<number>`(count(*) filter (where ${listeningEvents.loggedBy} = ${officerId}))::int`,
      planned: sql<number>`(count(*) filter (where ${listeningEvents.state} = 'planned'))::int`,
      all: sql<number>`count(*)::int`,
    })
    .from(listeningEvents)
  return row!
}

/** Planned events that begin between two instants, for a phone to begin from. */
export const plannedBetween = (db: Db, from: Date, until: Date) =>
  db
    .select()
    .from(listeningEvents)
    .where(
      and(
        eq(listeningEvents.state, 'planned'),
        sql`${listeningEvents.startsAt} between ${from.toISOString()}::timestamptz and ${until.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(listeningEvents.startsAt)
    .limit(20)

/** How many events each series has. */
export async function eventsOfSeries(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .select({ code: listeningEvents.seriesCode, count: sql<number>`count(*)::int` })
    .from(listeningEvents)
    .groupBy(listeningEvents.seriesCode)
  return new Map(rows.map(({ code, count }) => [code, count]))
}
