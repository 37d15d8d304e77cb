import { eq, sql } from 'drizzle-orm'
import type { Db } from '../platform/db/database.ts'
import { petitionCounts, petitionMoves, petitionNumbers, petitions } from './petitions.tables.ts'

export type PetitionRow = typeof petitions.$inferSelect

/**
 * Locks a petition for a change of state, closing time, counts or endorsements.
 * Always the counts first, then the petition: everyone who changes one takes them in this order.
 */
export async function lockPetition(tx: Db, id: number): Promise<PetitionRow | null> {
  await tx.select().from(petitionCounts).where(eq(petitionCounts.petitionId, id)).for('no key update')
  const rows = await tx.select().from(petitions).where(eq(petitions.id, id)).for('no key update')
  return rows[0] ?? null
}

export async function petitionIdOf(db: Db, number: string): Promise<number | null> {
  const rows = await db.select({ id: petitions.id }).from(petitions).where(eq(petitions.number, number))
  return rows[0]?.id ?? null
}

export async function petitionByNumber(db: Db, number: string): Promise<PetitionRow | null> {
  const rows = await db.select().from(petitions).where(eq(petitions.number, number))
  return rows[0] ?? null
}

export async function savePetition(
  tx: Db,
  id: number,
  change: Partial<typeof petitions.$inferInsert>,
  at: Date,
) {
  await tx
    .update(petitions)
    .set({ ...change, updatedAt: at })
    .where(eq(petitions.id, id))
}

export async function totalOf(db: Db, id: number): Promise<number> {
  const rows = await db
    .select({ total: petitionCounts.total })
    .from(petitionCounts)
    .where(eq(petitionCounts.petitionId, id))
  return rows[0]?.total ?? 0
}

export async function addMove(tx: Db, move: typeof petitionMoves.$inferInsert) {
  await tx.insert(petitionMoves).values(move)
}

/** The next number of a Seoul year, such as `2026-0001`. Its row lock lasts until the transaction ends. */
export async function takeNumber(tx: Db, year: number): Promise<string> {
  const rows = await tx
    .insert(petitionNumbers)
    .values({ year, last: 1 })
    .onConflictDoUpdate({ target: petitionNumbers.year, set: { last: sql`${petitionNumbers.last} + 1` } })
    .returning()
  return `${year}-${String(rows[0]!.last).padStart(4, '0')}`
}
