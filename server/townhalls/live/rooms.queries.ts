import { and, asc, eq, gt, inArray, lte, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db/database.ts'
import { townHalls } from '../townhalls.tables.ts'
import { liveCommands, liveMessages, livePolls, liveRooms } from './live.tables.ts'

export type RoomRow = typeof liveRooms.$inferSelect
export type PollRow = typeof livePolls.$inferSelect
export type MessageRow = typeof liveMessages.$inferSelect

/**
 * Names the history that this database is in: the table itself, which a dump that is read in makes anew, and the
 * timeline, which recovery from a backup begins anew.
 */
export async function originOf(db: Db): Promise<string> {
  const [row] = await db.execute<{ origin: string }>(sql`
    select 'live_rooms'::regclass::oid || ':' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) as origin`)
  return row!.origin
}

export async function hallState(db: Db, townHallId: number) {
  const rows = await db.select({ state: townHalls.state }).from(townHalls).where(eq(townHalls.id, townHallId))
  return rows[0]?.state ?? null
}

export async function roomOf(db: Db, townHallId: number): Promise<RoomRow | null> {
  return (await db.select().from(liveRooms).where(eq(liveRooms.townHallId, townHallId)))[0] ?? null
}

/** Everything in a room happens under this lock, one after another. */
export async function lockRoom(tx: Db, townHallId: number): Promise<RoomRow | null> {
  const rows = await tx
    .select()
    .from(liveRooms)
    .where(eq(liveRooms.townHallId, townHallId))
    .for('no key update')
  return rows[0] ?? null
}

export async function addRoom(db: Db, row: typeof liveRooms.$inferInsert) {
  await db.insert(liveRooms).values(row).onConflictDoNothing()
}

/** Saves a locked room and takes so many places in its order. @returns the last of them */
export async function saveRoom(tx: Db, { townHallId, ...room }: RoomRow, places: number): Promise<number> {
  const { seq: _, caption: _caption, captionAt: _at, ...change } = room
  const rows = await tx
    .update(liveRooms)
    .set({ ...change, seq: room.seq === 0 ? places : sql`${liveRooms.seq} + ${places}` })
    .where(eq(liveRooms.townHallId, townHallId))
    .returning({ seq: liveRooms.seq })
  return rows[0]!.seq
}

export async function saveCaption(db: Db, townHallId: number, caption: string, captionAt: Date) {
  await db.update(liveRooms).set({ caption, captionAt }).where(eq(liveRooms.townHallId, townHallId))
}

/** Where many rooms stand: what a process asks to be sure that it heard of everything. */
export const standingOf = (db: Db, townHallIds: number[]) =>
  db
    .select({
      townHallId: liveRooms.townHallId,
      epoch: liveRooms.epoch,
      seq: liveRooms.seq,
      captionAt: liveRooms.captionAt,
    })
    .from(liveRooms)
    .where(inArray(liveRooms.townHallId, townHallIds))

export async function addMessages(tx: Db, rows: (typeof liveMessages.$inferInsert)[]) {
  if (rows.length > 0) await tx.insert(liveMessages).values(rows)
}

/** Messages after a seq, in order. */
export const messagesAfter = (db: Db, townHallId: number, epoch: string, seq: number, most: number) =>
  db
    .select()
    .from(liveMessages)
    .where(
      and(eq(liveMessages.townHallId, townHallId), eq(liveMessages.epoch, epoch), gt(liveMessages.seq, seq)),
    )
    .orderBy(asc(liveMessages.seq))
    .limit(most)

/** Whether the messages of an order are all there: as many as its last seq says. */
export async function isWhole(db: Db, { townHallId, epoch, seq }: RoomRow): Promise<boolean> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int`, last: sql<number>`coalesce(max(${liveMessages.seq}), 0)` })
    .from(liveMessages)
    .where(and(eq(liveMessages.townHallId, townHallId), eq(liveMessages.epoch, epoch)))
  return row!.count === seq && row!.last === seq
}

/** The target of a command that was done before; undefined for one that was not. */
export async function doneBefore(tx: Db, who: string, commandId: string) {
  const rows = await tx
    .select({ target: liveCommands.target, townHallId: liveCommands.townHallId })
    .from(liveCommands)
    .where(and(eq(liveCommands.who, who), eq(liveCommands.commandId, commandId)))
  return rows[0]
}

export async function keepCommand(tx: Db, row: typeof liveCommands.$inferInsert) {
  await tx.insert(liveCommands).values(row)
}

export async function forgetCommands(db: Db, before: Date) {
  await db.delete(liveCommands).where(lte(liveCommands.at, before))
}
