import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db/database.ts'
import { livePolls, livePollVotes } from './live.tables.ts'
import type { PollRow } from './rooms.queries.ts'

/** A poll with its counts as they stand. */
export type CountedPoll = PollRow & { now: number[]; voted: number }

const bit = sql`case when ${livePollVotes.choices} & (1 << i) <> 0 then 1 end`
const counted = sql<number[]>`(
  select array_agg((select count(${bit})::int from ${livePollVotes} where ${livePollVotes.pollId} = ${livePolls.id}) order by i)
  from generate_series(0, cardinality(${livePolls.choices}) - 1) i)`
const voted = sql<number>`(
  select count(*)::int from ${livePollVotes} where ${livePollVotes.pollId} = ${livePolls.id} and ${livePollVotes.choices} <> 0)`

async function polls(db: Db, where: SQL | undefined): Promise<CountedPoll[]> {
  const rows = await db
    .select({
      poll: livePolls,
      // What is closed keeps its result, also when it is forgotten who chose what.
      now: sql<number[]>`coalesce(${livePolls.counts}, ${counted})`,
      voted: sql<number>`coalesce(${livePolls.voters}, ${voted})`,
    })
    .from(livePolls)
    .where(where)
    .orderBy(asc(livePolls.id))
  return rows.map(({ poll, now, voted: people }) => ({ ...poll, now, voted: people }))
}

export const pollsByIds = (db: Db, ids: number[]) =>
  ids.length === 0 ? Promise.resolve([]) : polls(db, inArray(livePolls.id, ids))
export const pollsIn = (db: Db, townHallId: number) => polls(db, eq(livePolls.townHallId, townHallId))

export async function lockPoll(tx: Db, townHallId: number, id: number): Promise<PollRow | null> {
  const rows = await tx
    .select()
    .from(livePolls)
    .where(and(eq(livePolls.id, id), eq(livePolls.townHallId, townHallId)))
    .for('no key update')
  return rows[0] ?? null
}

export async function insertPoll(tx: Db, row: typeof livePolls.$inferInsert): Promise<number> {
  const rows = await tx.insert(livePolls).values(row).returning({ id: livePolls.id })
  return rows[0]!.id
}

export async function savePoll(tx: Db, id: number, change: Partial<typeof livePolls.$inferInsert>) {
  await tx.update(livePolls).set(change).where(eq(livePolls.id, id))
}

export async function forgetRehearsedPolls(tx: Db, townHallId: number) {
  const own = and(eq(livePolls.townHallId, townHallId), eq(livePolls.rehearsal, true))
  const ids = tx.select({ id: livePolls.id }).from(livePolls).where(own)
  await tx.delete(livePollVotes).where(inArray(livePollVotes.pollId, ids))
  await tx.delete(livePolls).where(own)
}
