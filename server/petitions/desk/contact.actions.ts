import { Refusal } from '../../../shared/refusal.ts'
import { addressOf } from '../../accounts/accounts.actions.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Deps } from '../../platform/deps.ts'
import { contactRow } from './contact.queries.ts'
import { contactOf } from './desk.actions.ts'
import { maySee } from './desk.rules.ts'

/** @throws Refusal `recheck-required` when the officer has not confirmed password and code a while ago */
export function mustBeRechecked({ machineNow }: Pick<Deps, 'machineNow'>, officer: Officer) {
  if (!officer.recheckedUntil || officer.recheckedUntil <= machineNow()) throw new Refusal('recheck-required')
}

/**
 * Name and address of whoever filed a petition. The look is recorded with its reason in the same transaction: without
 * the entry nothing is shown.
 */
export async function viewContact(deps: Deps, officer: Officer, number: string, reason: string) {
  mustBeRechecked(deps, officer)
  return deps.db.transaction(async (tx) => {
    const row = await contactRow(tx, number)
    if (!row) throw new Refusal('not-found')
    if (!maySee(officer, row)) throw new Refusal('not-allowed')
    await record(deps, tx, officer, 'petition.contact', { kind: 'petition', id: row.id }, { reason })
    if (row.authorId !== null) {
      const address = await addressOf(deps, tx, row.authorId)
      return { name: row.displayName, email: address?.email ?? null, phone: null }
    }
    return row.sealedContact ? contactOf(deps, row.sealedContact) : { name: null, email: null, phone: null }
  })
}
