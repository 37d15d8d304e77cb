import type { Who } from '../../audit/audit.actions.ts'
import { openFollowUp } from '../../followups/follow-ups.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { promiserOf, promisesToOpen } from './promising.queries.ts'

/**
 * Writes what an answer promises into the ledger, in the transaction that publishes it. Whoever filed the petition
 * hears what comes of each promise.
 */
export async function openPromises(deps: Deps, tx: Db, officer: Who, answerId: number, at: Date) {
  const petition = await promiserOf(tx, answerId)
  const listeners = petition.authorId === null ? [] : [{ personId: petition.authorId, lang: petition.lang }]
  const dong = petition.dongs.length === 1 ? petition.dongs[0]! : null
  for (const { id, ...promise } of await promisesToOpen(tx, answerId)) {
    const card = { ...promise, source: 'commitment' as const, sourceId: id, dong, promisedAt: at, listeners }
    await openFollowUp(deps, tx, card, officer)
  }
}
