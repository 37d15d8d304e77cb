import { desc, eq, gt, and, lt, sql } from 'drizzle-orm'
import type { Db } from '../platform/db/database.ts'
import { signInCodes } from './accounts.tables.ts'

export type CodeRow = typeof signInCodes.$inferSelect

/** What concerns one address or identity is done one after another, until the transaction ends. */
export async function lockHash(tx: Db, hash: Buffer) {
  await tx.execute(sql`select pg_advisory_xact_lock(${hash.readBigInt64BE().toString()}::bigint)`)
}

/** Codes sent to an address after an instant, newest first. */
export const codesSince = (db: Db, emailHash: Buffer, after: Date): Promise<CodeRow[]> =>
  db
    .select()
    .from(signInCodes)
    .where(and(eq(signInCodes.emailHash, emailHash), gt(signInCodes.createdAt, after)))
    .orderBy(desc(signInCodes.createdAt), desc(signInCodes.id))

export async function addCode(tx: Db, row: typeof signInCodes.$inferInsert): Promise<number> {
  return (await tx.insert(signInCodes).values(row).returning({ id: signInCodes.id }))[0]!.id
}

/** The newest code of an address, whatever became of it; only that one can be right. */
export async function newestCode(tx: Db, emailHash: Buffer): Promise<CodeRow | null> {
  const rows = await tx
    .select()
    .from(signInCodes)
    .where(eq(signInCodes.emailHash, emailHash))
    .orderBy(desc(signInCodes.createdAt), desc(signInCodes.id))
    .limit(1)
  return rows[0] ?? null
}

export async function countAttempt(tx: Db, id: number) {
  await tx
    .update(signInCodes)
    .set({ attempts: sql`${signInCodes.attempts} + 1` })
    .where(eq(signInCodes.id, id))
}

export async function markCodeUsed(tx: Db, id: number, at: Date) {
  await tx.update(signInCodes).set({ usedAt: at }).where(eq(signInCodes.id, id))
}

export async function deleteCodesBefore(db: Db, at: Date) {
  await db.delete(signInCodes).where(lt(signInCodes.createdAt, at))
}
