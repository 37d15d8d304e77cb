import { eq, inArray, sql } from 'drizzle-orm'
import type { FollowUpSource } from '../../shared/follow-up-states.ts'
import type { Db } from '../platform/db/database.ts'
import { followUpListeners, followUpMoves, followUpNumbers, followUps } from './follow-ups.tables.ts'

export type CardRow = typeof followUps.$inferSelect

/** What a page that links to a card says of it. */
export type CardBrief = Pick<CardRow, 'id' | 'number' | 'state' | 'dueAt' | 'settledAt'>

/**
 * Cards of some opinions, questions or commitments, for pages that link to them, by the source's id. What was joined to
 * another card is answered with that one.
 */
export async function followUpsOf(
  db: Db,
  source: FollowUpSource,
  sourceIds: number[],
): Promise<Map<number, CardBrief>> {
  if (sourceIds.length === 0) return new Map()
  const rows = await db.execute<{ sourceId: string; cardId: string }>(sql`
    with recursive up (source_id, id, next) as (
      select source_id, id, merged_into from ${followUps}
      where source = ${source} and source_id = any(${sql.param(sourceIds)}::bigint[])
      union select up.source_id, f.id, f.merged_into from up join ${followUps} f on f.id = up.next)
    select source_id as "sourceId", id as "cardId" from up where next is null`)
  const cards = await db
    .select({
      id: followUps.id,
      number: followUps.number,
      state: followUps.state,
      dueAt: followUps.dueAt,
      settledAt: followUps.settledAt,
    })
    .from(followUps)
    .where(
      inArray(
        followUps.id,
        rows.map(({ cardId }) => Number(cardId)),
      ),
    )
  const byId = new Map(cards.map((card) => [card.id, card]))
  return new Map(rows.map(({ sourceId, cardId }) => [Number(sourceId), byId.get(Number(cardId))!]))
}

/** Holds the running number of a year, so that cards are opened one after another. Until the transaction ends. */
export async function lockNumbers(tx: Db, year: number) {
  await tx.insert(followUpNumbers).values({ year, last: 0 }).onConflictDoNothing()
  await tx
    .select({ one: sql`1` })
    .from(followUpNumbers)
    .where(eq(followUpNumbers.year, year))
    .for('update')
}

/** The next number of a year that is held. */
export async function takeNumber(tx: Db, year: number): Promise<string> {
  const [row] = await tx
    .update(followUpNumbers)
    .set({ last: sql`${followUpNumbers.last} + 1` })
    .where(eq(followUpNumbers.year, year))
    .returning()
  return `${year}-${String(row!.last).padStart(4, '0')}`
}

export async function addCard(tx: Db, row: typeof followUps.$inferInsert): Promise<number> {
  const [added] = await tx.insert(followUps).values(row).returning({ id: followUps.id })
  return added!.id
}

export async function addMove(tx: Db, row: typeof followUpMoves.$inferInsert) {
  await tx.insert(followUpMoves).values(row)
}

/** Someone who asked before, under the same hash, stays as they are. */
export async function addListeners(tx: Db, rows: (typeof followUpListeners.$inferInsert)[]) {
  if (rows.length > 0) await tx.insert(followUpListeners).values(rows).onConflictDoNothing()
}
