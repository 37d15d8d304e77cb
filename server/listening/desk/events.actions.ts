import { randomUUID } from 'node:crypto'
import type { EventForm } from '../../../shared/listening.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { changePublic } from '../../platform/render/drops.ts'
import { addEvent, type EventRow, lockEvent, saveEvent } from '../listening.queries.ts'
import { mustBeKnown, wordsOf } from '../log/logging.actions.ts'

const about = (id: number) => ({ kind: 'listening_event', id })

/** Announces an event, or writes down one that was held. @throws Refusal `not-valid` */
export async function planEvent(deps: Deps, officer: Officer, form: EventForm): Promise<number> {
  await mustBeKnown(deps.db, form, [])
  const at = deps.now()
  return changePublic(deps, async (tx) => {
    const added = await addEvent(tx, {
      ...wordsOf(form),
      takesOpinions: form.takesOpinions,
      logId: randomUUID(),
      state: new Date(form.startsAt) > at ? 'planned' : 'held',
      loggedBy: officer.officerId,
      createdAt: at,
      updatedAt: at,
    })
    await record(deps, tx, officer, 'listening.plan', about(added!.id), { state: added!.state })
    return added!.id
  })
}

/** @throws Refusal `not-found`, `changed-meanwhile`, `listening-cancelled`, `not-valid` */
export async function changeEvent(deps: Deps, officer: Officer, id: number, form: EventForm) {
  await mustBeKnown(deps.db, form, [])
  await changePublic(deps, async (tx) => {
    const stored = await seenEvent(tx, id, form.seen)
    if (stored.state === 'cancelled') throw new Refusal('listening-cancelled')
    await saveEvent(tx, id, {
      ...wordsOf(form),
      takesOpinions: form.takesOpinions,
      // Moved into the future it is announced again; one that began was held.
      state: stored.state === 'planned' && new Date(form.startsAt) <= deps.now() ? 'held' : stored.state,
      updatedAt: after(deps, stored),
    })
    await record(deps, tx, officer, 'listening.change', about(id))
  })
}

/** A planned event does not take place; its page says why. @throws Refusal `not-found`, `listening-held` */
export async function cancelEvent(deps: Deps, officer: Officer, id: number, reason: string) {
  await changePublic(deps, async (tx) => {
    const stored = await seenEvent(tx, id, undefined)
    if (stored.state === 'cancelled') return
    if (stored.state !== 'planned') throw new Refusal('listening-held')
    await saveEvent(tx, id, { state: 'cancelled', cancelReason: reason, updatedAt: after(deps, stored) })
    await record(deps, tx, officer, 'listening.cancel', about(id), { reason })
  })
}

async function seenEvent(tx: Db, id: number, seen: string | undefined): Promise<EventRow> {
  const stored = await lockEvent(tx, { id })
  if (!stored) throw new Refusal('not-found')
  if (seen !== undefined && Date.parse(seen) !== stored.updatedAt.getTime())
    throw new Refusal('changed-meanwhile')
  return stored
}

/** The clock may stand in a demonstration; whoever saw the row before must notice all the same. */
const after = (deps: Deps, { updatedAt }: EventRow) =>
  new Date(Math.max(deps.now().getTime(), updatedAt.getTime() + 1))
