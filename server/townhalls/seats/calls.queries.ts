import { and, asc, eq, isNull, lte } from 'drizzle-orm'
import type { Db } from '../../platform/db/database.ts'
import { partyCalls } from './registrations.tables.ts'

/** Something to tell by phone; the same twice is one call. */
export async function addCall(tx: Db, partyId: number, what: string, at: Date) {
  await tx.insert(partyCalls).values({ partyId, what, at }).onConflictDoNothing()
}

/** What a party was not told yet, the oldest first. */
export const openCalls = (db: Db, partyId: number) =>
  db
    .select({ id: partyCalls.id, what: partyCalls.what, at: partyCalls.at })
    .from(partyCalls)
    .where(and(eq(partyCalls.partyId, partyId), isNull(partyCalls.toldAt)))
    .orderBy(asc(partyCalls.id))

/** Marks what was to be told up to a call. @returns what that was */
export async function markTold(tx: Db, partyId: number, last: number, officerId: number, at: Date) {
  const rows = await tx
    .update(partyCalls)
    .set({ toldAt: at, toldBy: officerId })
    .where(and(eq(partyCalls.partyId, partyId), isNull(partyCalls.toldAt), lte(partyCalls.id, last)))
    .returning({ what: partyCalls.what })
  return rows.map(({ what }) => what)
}
