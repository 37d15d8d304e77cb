import { and, asc, desc, eq, gte, isNull, lt, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db/database.ts'
import { gatheringLimits, sittings, townHalls } from '../townhalls.tables.ts'

export const allGatheringLimits = (db: Db) =>
  db.select().from(gatheringLimits).orderBy(desc(gatheringLimits.fromDay), desc(gatheringLimits.id))

export async function addGatheringLimit(tx: Db, row: typeof gatheringLimits.$inferInsert): Promise<number> {
  const rows = await tx.insert(gatheringLimits).values(row).returning({ id: gatheringLimits.id })
  return rows[0]!.id
}

/** The limit that was lifted; null when there is none in force of that id. */
export async function liftGatheringLimit(tx: Db, id: number, at: Date) {
  const rows = await tx
    .update(gatheringLimits)
    .set({ liftedAt: at })
    .where(and(eq(gatheringLimits.id, id), isNull(gatheringLimits.liftedAt)))
    .returning()
  return rows[0] ?? null
}

/** Sittings that begin between two instants, with how many people hold seats in the hall. */
export const sittingsBetween = (db: Db, from: Date, until: Date) =>
  db
    .select({
      townHallId: townHalls.id,
      sittingId: sittings.id,
      titleKo: townHalls.titleKo,
      titleEn: townHalls.titleEn,
      name: sittings.name,
      state: townHalls.state,
      startsAt: sittings.startsAt,
      held: sql<number>`(select count(*)::int from parties p join members m on m.party_id = p.id
        where p.sitting_id = ${sittings.id} and p.mode = 'in-person' and p.state in ('confirmed', 'offered'))`,
    })
    .from(sittings)
    .innerJoin(townHalls, eq(townHalls.id, sittings.townHallId))
    .where(
      and(gte(sittings.startsAt, from), lt(sittings.startsAt, until), sql`${townHalls.state} <> 'cancelled'`),
    )
    .orderBy(asc(sittings.startsAt), asc(sittings.id))
