import type { NewFollowUp, NewListener } from '../../shared/follow-ups.ts'
import { dayOf } from '../../shared/kst.ts'
import { record, type Who } from '../audit/audit.actions.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { dueAfter } from '../settings/clock.rules.ts'
import { clockAt } from '../settings/settings.actions.ts'
import { addCard, addListeners, addMove, followUpsOf, lockNumbers, takeNumber } from './follow-ups.queries.ts'
import { contactKey } from './follow-ups.rules.ts'

/**
 * Writes a promise into the ledger, in the transaction that makes it. The same source again gives the same card; who
 * asked to hear this time is added to those who did before. Everyone who opens a card waits for the year's number: it
 * is taken last.
 * @param tx of `changePublic`: the ledger shows it at once
 */
export async function openFollowUp(
  deps: Deps,
  tx: Db,
  { listeners, ...promise }: NewFollowUp,
  actor: Who,
): Promise<{ id: number; number: string }> {
  const at = deps.now()
  const year = Number(dayOf(at).slice(0, 4))
  const { terms, holidays } = await clockAt(tx, at)
  const tellBy = dueAfter(promise.promisedAt, terms.tellDays, holidays).at
  await lockNumbers(tx, year)
  const before = (await followUpsOf(tx, promise.source, [promise.sourceId])).get(promise.sourceId)
  const card = before ?? (await newCard(deps, tx, promise, year, actor))
  await addListeners(
    tx,
    listeners.flatMap((listener) => listenerRow(deps, listener, { followUpId: card.id, tellBy })),
  )
  return { id: card.id, number: card.number }
}

async function newCard(
  deps: Deps,
  tx: Db,
  promise: Omit<NewFollowUp, 'listeners'>,
  year: number,
  actor: Who,
): Promise<{ id: number; number: string }> {
  const at = deps.now()
  const number = await takeNumber(tx, year)
  const id = await addCard(tx, {
    ...promise,
    number,
    state: 'received',
    firstDueAt: promise.dueAt,
    publicNote: '',
    version: 1,
    createdAt: at,
    updatedAt: at,
  })
  await addMove(tx, {
    followUpId: id,
    at: promise.promisedAt,
    act: 'open',
    toState: 'received',
    toDueAt: promise.dueAt,
    toDepartmentId: promise.departmentId,
    publicNote: '',
    internalNote: '',
    officerId: actor.kind === 'officer' ? actor.officerId : null,
  })
  const { source, sourceId, departmentId } = promise
  await record(
    deps,
    tx,
    actor,
    'follow-up.open',
    { kind: 'follow_up', id },
    { number, source, sourceId, departmentId },
  )
  return { id, number }
}

function listenerRow(
  { secrets }: Deps,
  { personId = null, contact = null, lang }: NewListener,
  card: { followUpId: number; tellBy: Date },
) {
  const written = contact?.trim() ?? ''
  if (personId === null && written === '') return []
  const key = personId === null ? contactKey(written) : `person:${personId}`
  return [
    {
      ...card,
      personId,
      contactHash: secrets.hash('follow-up listener', key),
      sealedContact: personId === null ? secrets.seal(written) : null,
      lang,
    },
  ]
}
