import { and, asc, desc, eq, gte, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import { publicQuestionStates } from '../../shared/town-hall-states.ts'
import type { Db } from '../platform/db/database.ts'
import { visits } from './door/door.tables.ts'
import { questions } from './questions/questions.tables.ts'
import { members, parties } from './seats/registrations.tables.ts'
import { gatheringLimits, sittings, townHalls } from './townhalls.tables.ts'

const firstStart = sql<Date>`(select min(starts_at) from sittings s where s.town_hall_id = ${townHalls.id})`
  .mapWith(sittings.startsAt)
  .as('first_start')
const startMs = sql`(extract(epoch from (select min(starts_at) from sittings s where s.town_hall_id = ${townHalls.id})) * 1000)::bigint`
const lastEnd = sql`(select max(ends_at) from sittings s where s.town_hall_id = ${townHalls.id})`
const instant = (at: Date) => sql`${at.toISOString()}::timestamptz`

/** Over by what it says itself, or by the clock where nobody said so. */
const isOver = (now: Date): SQL =>
  or(
    inArray(townHalls.state, ['ended', 'archived']),
    and(inArray(townHalls.state, ['announced', 'cancelled']), sql`${lastEnd} <= ${instant(now)}`),
  )!

/** Town halls that are on or to come, those cancelled among them, by their first sitting. */
export const upcomingHalls = (db: Db, now: Date, most: number) =>
  db
    .select({ hall: townHalls, firstStart })
    .from(townHalls)
    .where(and(sql`${townHalls.state} <> 'draft'`, sql`${lastEnd} is not null`, sql`not ${isOver(now)}`))
    .orderBy(asc(sql`first_start`), asc(townHalls.id))
    .limit(most)

export type PastPlace = { startMs: number; id: number }

/** Town halls that were, the newest first; `after` is the last one of the page before. */
export const pastHalls = (db: Db, now: Date, after: PastPlace | null, most: number) =>
  db
    .select({ hall: townHalls, firstStart })
    .from(townHalls)
    .where(
      and(
        isOver(now),
        after
          ? sql`(${startMs}, ${townHalls.id}) < (${after.startMs}::bigint, ${after.id}::bigint)`
          : undefined,
      ),
    )
    .orderBy(desc(startMs), desc(townHalls.id))
    .limit(most)

export async function countPastHalls(db: Db, now: Date): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(townHalls)
    .where(isOver(now))
  return row!.count
}

export async function publicHall(db: Db, id: number) {
  const rows = await db
    .select()
    .from(townHalls)
    .where(and(eq(townHalls.id, id), sql`${townHalls.state} <> 'draft'`))
  return rows[0] ?? null
}

export const sittingsOfHalls = (db: Db, hallIds: number[]) =>
  hallIds.length === 0
    ? Promise.resolve([])
    : db
        .select()
        .from(sittings)
        .where(inArray(sittings.townHallId, hallIds))
        .orderBy(asc(sittings.townHallId), asc(sittings.position))

/** By sitting: parties that wait, and people who wait for the draw. */
export const waitingBySitting = (db: Db, sittingIds: number[]) =>
  sittingIds.length === 0
    ? Promise.resolve([])
    : db
        .select({
          sittingId: parties.sittingId,
          waiting: sql<number>`(count(distinct ${parties.id}) filter (where ${parties.state} = 'waiting'))::int`,
          applied: sql<number>`(count(*) filter (where ${parties.state} = 'applied'))::int`,
        })
        .from(parties)
        .innerJoin(members, eq(members.partyId, parties.id))
        .where(and(inArray(parties.sittingId, sittingIds), inArray(parties.state, ['waiting', 'applied'])))
        .groupBy(parties.sittingId)

/** By sitting: how many people came, each once. */
export const comeBySitting = (db: Db, sittingIds: number[]) =>
  sittingIds.length === 0
    ? Promise.resolve([])
    : db
        .select({ sittingId: visits.sittingId, came: sql<number>`count(distinct ${visits.memberId})::int` })
        .from(visits)
        .where(inArray(visits.sittingId, sittingIds))
        .groupBy(visits.sittingId)

/** By town hall: questions that everyone can read, and those that were answered. */
export const questionsByHall = (db: Db, hallIds: number[]) =>
  hallIds.length === 0
    ? Promise.resolve([])
    : db
        .select({
          hallId: questions.townHallId,
          total: sql<number>`count(*)::int`,
          answered: sql<number>`(count(*) filter (where ${questions.state} = 'answered'))::int`,
        })
        .from(questions)
        .where(and(inArray(questions.townHallId, hallIds), inArray(questions.state, publicQuestionStates)))
        .groupBy(questions.townHallId)

/** Limits of people in one hall between two days, the strictest first. */
export const gatheringBetween = (db: Db, from: string, until: string) =>
  db
    .select({
      fromDay: gatheringLimits.fromDay,
      untilDay: gatheringLimits.untilDay,
      seats: gatheringLimits.seats,
      reason: gatheringLimits.reason,
    })
    .from(gatheringLimits)
    .where(
      and(
        isNull(gatheringLimits.liftedAt),
        lte(gatheringLimits.fromDay, until),
        gte(gatheringLimits.untilDay, from),
      ),
    )
    .orderBy(asc(gatheringLimits.seats))

/** Someone's registrations, the newest sitting first; of one town hall only the last. */
export async function registrationsOf(db: Db, personId: number) {
  const rows = await db
    .select({
      hall: townHalls,
      sitting: sittings,
      party: { id: parties.id, state: parties.state, offerExpiresAt: parties.offerExpiresAt },
      people: sql<number>`(select count(*)::int from members m where m.party_id = ${parties.id})`,
    })
    .from(parties)
    .innerJoin(townHalls, eq(townHalls.id, parties.townHallId))
    .innerJoin(sittings, eq(sittings.id, parties.sittingId))
    .where(eq(parties.personId, personId))
    .orderBy(desc(sittings.startsAt), desc(parties.id))
    .limit(100)
  const seen = new Set<number>()
  return rows.filter(({ hall }) => !seen.has(hall.id) && seen.add(hall.id))
}
