import { contactDays } from '../../../shared/listening-states.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { addressOf } from '../../accounts/accounts.actions.ts'
import { mustBeRechecked } from '../../accounts/guard.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Deps } from '../../platform/deps.ts'
import { lockOpinion } from '../listening.queries.ts'
import { eraseContacts, moveOpinions } from './opinions.queries.ts'

/**
 * How to reach whoever raised an opinion. The look is recorded with its reason in the same transaction.
 * @throws Refusal `recheck-required`, `not-found` where there is nothing (any more)
 */
export async function viewOpinionContact(
  deps: Deps,
  officer: Officer,
  id: number,
  reason: string,
): Promise<string> {
  mustBeRechecked(officer, deps.machineNow())
  return deps.db.transaction(async (tx) => {
    const opinion = await lockOpinion(tx, id)
    if (!opinion) throw new Refusal('not-found')
    const sealed = opinion.sealedContact && deps.secrets.unseal(opinion.sealedContact)
    const account = opinion.personId === null ? null : await addressOf(deps, tx, opinion.personId)
    const contact = sealed ?? account?.email
    if (!contact) throw new Refusal('not-found')
    await record(deps, tx, officer, 'opinion.contact', { kind: 'opinion', id }, { reason })
    return contact
  })
}

/**
 * Erases contacts that nothing needs any more: no answer is owed, and the days to get in touch are over. Where one is
 * owed the contact lies in the ledger, and goes there.
 */
export const sweepContacts = (deps: Deps) =>
  eraseContacts(deps.db, new Date(deps.now().getTime() - contactDays * 86_400_000))

/** Two accounts are one person. */
export const mergeOpinions = (tx: Parameters<typeof moveOpinions>[0], from: number, to: number) =>
  moveOpinions(tx, from, to)

/** An account is closed: what it sent stays without it. */
export const forgetSender = (tx: Parameters<typeof moveOpinions>[0], personId: number) =>
  moveOpinions(tx, personId, null)
