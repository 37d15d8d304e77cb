import type { Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Deps } from '../../platform/deps.ts'
import { markTold } from '../seats/calls.queries.ts'
import { partyIn } from './desk-parties.actions.ts'

/**
 * An officer told a party by phone what there was to tell, as their page showed it: what came since stays to be told.
 * @param last id of the newest call that the officer saw
 * @returns what was told; nothing where someone else had told it already
 * @throws Refusal `not-found`
 */
export async function tellByPhone(
  deps: Deps,
  officer: Officer,
  townHallId: number,
  id: number,
  last: number,
): Promise<string[]> {
  return deps.db.transaction(async (tx) => {
    await partyIn(tx, townHallId, id)
    const told = await markTold(tx, id, last, officer.officerId, deps.now())
    if (told.length > 0)
      await record(deps, tx, officer, 'registration.tell', { kind: 'registration', id }, { told })
    return told
  })
}
