import { and, eq } from 'drizzle-orm'
import { followUpMoves, followUps } from '../followups/follow-ups.tables.ts'
import type { Db } from '../platform/db/database.ts'

/** A promise of an opinion, kept some days after it was given, with what the department said. */
export async function keepPromise(tx: Db, cardId: number, at: Date, publicNote: string, officerId: number) {
  const [card] = await tx
    .update(followUps)
    .set({ state: 'done', settledAt: at, publicNote, updatedAt: at, version: 2 })
    .where(and(eq(followUps.id, cardId), eq(followUps.state, 'received')))
    .returning()
  if (!card) return
  await tx.insert(followUpMoves).values({
    followUpId: cardId,
    at,
    act: 'move',
    fromState: 'received',
    toState: 'done',
    publicNote,
    internalNote: '',
    officerId,
  })
}
