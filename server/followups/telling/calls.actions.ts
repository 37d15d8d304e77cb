import { isSettled } from '../../../shared/follow-up-states.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { mustBeRechecked } from '../../accounts/guard.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Deps } from '../../platform/deps.ts'
import { lockCards } from '../desk/cards.queries.ts'
import { handled } from '../desk/cards.actions.ts'
import { addMove, type CardRow } from '../follow-ups.queries.ts'
import { isMail } from '../follow-ups.rules.ts'
import { type ListenerRow, lockWaiting, markStandingTold, markTold } from './telling.queries.ts'

export type Call = { id: number; contact: string; lang: string; what: 'standing' | 'settled' }

/**
 * Phone numbers of those who asked to hear of a card and are to be called now. The look is recorded in the same
 * transaction: without the entry nothing is shown.
 * @throws Refusal `recheck-required`, `not-found`, `not-allowed`
 */
export async function viewCalls(deps: Deps, officer: Officer, number: string) {
  mustBeRechecked(officer, deps.machineNow())
  return deps.db.transaction(async (tx) => {
    const [locked] = await lockCards(tx, [number])
    const card = handled(officer, locked)
    const calls = callsOf(deps, card, await lockWaiting(tx, card.id))
    await record(
      deps,
      tx,
      officer,
      'follow-up.contacts',
      { kind: 'follow_up', id: card.id },
      { number, calls: calls.length },
    )
    return { card, calls }
  })
}

/** One number once; what is owed is told after its day, what is settled at once. */
function callsOf({ secrets, now }: Deps, card: CardRow, waiting: ListenerRow[]): Call[] {
  const what = isSettled(card.state) ? ('settled' as const) : ('standing' as const)
  const due = waiting.filter(
    ({ standingToldAt, tellBy }) => what === 'settled' || (standingToldAt === null && tellBy <= now()),
  )
  const seen = new Set<string>()
  return due.flatMap(({ id, sealedContact, contactHash, lang }) => {
    if (!sealedContact) return []
    const contact = secrets.unseal(sealedContact)
    const key = contactHash?.toString('hex') ?? ''
    if (isMail(contact) || seen.has(key)) return []
    seen.add(key)
    return [{ id, contact, lang, what }]
  })
}

/**
 * Someone was called. The same number under a joined card is told with it; of what is settled the number is erased a
 * day later.
 * @throws Refusal `recheck-required`, `not-found` where nobody waits under that id
 */
export async function markCalled(deps: Deps, officer: Officer, number: string, listenerId: number) {
  mustBeRechecked(officer, deps.machineNow())
  await deps.db.transaction(async (tx) => {
    const [locked] = await lockCards(tx, [number])
    const card = handled(officer, locked)
    const waiting = await lockWaiting(tx, card.id)
    const called = waiting.find(({ id }) => id === listenerId)
    if (!called?.contactHash) throw new Refusal('not-found')
    const same = waiting
      .filter(({ contactHash }) => contactHash?.equals(called.contactHash!))
      .map(({ id }) => id)
    const at = deps.now()
    if (isSettled(card.state)) await markTold(tx, same, at)
    else await markStandingTold(tx, same, at)
    const row = { followUpId: card.id, at, officerId: officer.officerId }
    await addMove(tx, { ...row, act: 'told', publicNote: '', internalNote: '' })
    const about = { kind: 'follow_up', id: card.id }
    await record(deps, tx, officer, 'follow-up.told', about, { number, listener: listenerId })
  })
}
