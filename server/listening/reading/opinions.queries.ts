import { and, asc, desc, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import { followUps } from '../../followups/follow-ups.tables.ts'
import type { Db } from '../../platform/db/database.ts'
import { categories, departments } from '../../settings/settings.tables.ts'
import { listeningEvents, opinions } from '../listening.tables.ts'

const card = sql`${followUps.source} = 'opinion' and ${followUps.sourceId} = ${opinions.id}`
const whole = {
  opinion: opinions,
  category: categories,
  department: departments,
  followUp: {
    number: followUps.number,
    state: followUps.state,
    dueAt: followUps.dueAt,
    settledAt: followUps.settledAt,
  },
  event: { id: listeningEvents.id, title: listeningEvents.title },
}

const joined = (db: Db) =>
  db
    .select(whole)
    .from(opinions)
    .leftJoin(categories, eq(categories.code, opinions.categoryCode))
    .leftJoin(departments, eq(departments.id, opinions.departmentId))
    .leftJoin(listeningEvents, eq(listeningEvents.id, opinions.eventId))
    .leftJoin(followUps, card)
    .$dynamic()
export type WholeOpinion = Awaited<ReturnType<typeof heardAtEvent>>[number]

/** Opinions of an event in their order; the public reads published ones only. */
export const heardAtEvent = (db: Db, eventId: number, publicOnly: boolean) =>
  joined(db)
    .where(and(eq(opinions.eventId, eventId), publicOnly ? eq(opinions.state, 'published') : undefined))
    .orderBy(asc(opinions.at), asc(opinions.id))
    .limit(1000)

/** What came to the open box and is public, the newest first. */
export const inOpenBox = (db: Db, beforeId: number | null, most: number) =>
  joined(db)
    .where(
      and(
        isNull(opinions.eventId),
        eq(opinions.state, 'published'),
        beforeId === null ? undefined : lt(opinions.id, beforeId),
      ),
    )
    .orderBy(desc(opinions.id))
    .limit(most)

/** What was heard last at events, for the first page. */
export const latestHeard = (db: Db, most: number) =>
  joined(db)
    .where(and(eq(opinions.state, 'published'), isNotNull(opinions.eventId)))
    .orderBy(desc(opinions.at), desc(opinions.id))
    .limit(most)

/** What waits for an officer's look, the oldest first. */
export const toReview = (db: Db, most: number) =>
  joined(db).where(eq(opinions.state, 'received')).orderBy(asc(opinions.id)).limit(most)

export async function countToReview(db: Db): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(opinions)
    .where(eq(opinions.state, 'received'))
  return row!.count
}

export async function opinionById(db: Db, id: number): Promise<WholeOpinion | null> {
  return (await joined(db).where(eq(opinions.id, id)))[0] ?? null
}
