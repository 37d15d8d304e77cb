import { and, eq, lt } from 'drizzle-orm'
import type { Db } from '../db/database.ts'
import { idempotentReplies } from './idempotency.tables.ts'

type Row = typeof idempotentReplies.$inferInsert

/**
 * Takes a request key, or one that is older than `expired`. Whoever asks for the same key meanwhile waits for the
 * transaction. False when the key has an answer.
 */
export async function takeKey(tx: Db, row: Row, expired: Date): Promise<boolean> {
  const { requestHash, status, body, createdAt } = row
  const taken = await tx
    .insert(idempotentReplies)
    .values(row)
    .onConflictDoUpdate({
      target: [idempotentReplies.owner, idempotentReplies.key],
      set: { requestHash, status, body, createdAt },
      setWhere: lt(idempotentReplies.createdAt, expired),
    })
    .returning({ key: idempotentReplies.key })
  return taken.length === 1
}

const of = ({ owner, key }: Pick<Row, 'owner' | 'key'>) =>
  and(eq(idempotentReplies.owner, owner), eq(idempotentReplies.key, key))

export async function replyTo(tx: Db, key: Pick<Row, 'owner' | 'key'>) {
  const rows = await tx.select().from(idempotentReplies).where(of(key))
  return rows[0] ?? null
}

export async function keepReply(tx: Db, key: Pick<Row, 'owner' | 'key'>, status: number, body: unknown) {
  await tx.update(idempotentReplies).set({ status, body }).where(of(key))
}

export async function forgetRepliesBefore(db: Db, instant: Date) {
  await db.delete(idempotentReplies).where(lt(idempotentReplies.createdAt, instant))
}
