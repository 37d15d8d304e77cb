import { and, eq, inArray, isNotNull, lt, ne, or } from 'drizzle-orm'
import { followUps } from '../../followups/follow-ups.tables.ts'
import type { Db } from '../../platform/db/database.ts'
import { opinions } from '../listening.tables.ts'

/** Of what was received before an instant and is not reviewed still. */
export async function eraseContacts(db: Db, before: Date) {
  await db
    .update(opinions)
    .set({ sealedContact: null, personId: null })
    .where(
      and(
        lt(opinions.receivedAt, before),
        ne(opinions.state, 'received'),
        or(isNotNull(opinions.sealedContact), isNotNull(opinions.personId)),
      ),
    )
}

/** What an account sent becomes another's. */
export async function moveOpinions(tx: Db, from: number, to: number | null) {
  await tx.update(opinions).set({ personId: to }).where(eq(opinions.personId, from))
}

/** When an answer is due, of those opinions that stand in the ledger. */
export async function duesOf(db: Db, opinionIds: number[]): Promise<Map<number, Date>> {
  if (opinionIds.length === 0) return new Map()
  const rows = await db
    .select({ id: followUps.sourceId, dueAt: followUps.dueAt })
    .from(followUps)
    .where(and(eq(followUps.source, 'opinion'), inArray(followUps.sourceId, opinionIds)))
  return new Map(rows.map(({ id, dueAt }) => [id, dueAt]))
}
