import type { OpinionForm, OpinionLine } from '../../../shared/listening.ts'
import { listeningLimits } from '../../../shared/listening-states.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { changePublic } from '../../platform/render/drops.ts'
import { mustBeKnown, rowOf } from '../log/logging.actions.ts'
import {
  addOpinions,
  countOpinions,
  lockEvent,
  lockOpinion,
  type OpinionRow,
  saveOpinion,
} from '../listening.queries.ts'
import { mustKeepOwing } from '../listening.rules.ts'
import { duesOf } from './opinions.queries.ts'
import { oweAnswer } from './owing.actions.ts'

const about = (id: number) => ({ kind: 'opinion', id })

/** Writes an opinion down at the desk. The same line again changes nothing. @throws Refusal `not-found`, `not-valid`, `opinions-enough` */
export async function addHeard(deps: Deps, officer: Officer, eventId: number, line: OpinionLine) {
  await mustBeKnown(deps.db, null, [line])
  await changePublic(deps, async (tx) => {
    const event = await lockEvent(tx, { id: eventId })
    if (!event) throw new Refusal('not-found')
    if (event.state === 'cancelled') throw new Refusal('listening-cancelled')
    const most = listeningLimits.opinions
    if ((await countOpinions(tx, eventId)) >= most) throw new Refusal('opinions-enough', { params: { most } })
    const [row] = await addOpinions(tx, [rowOf(deps, officer, eventId, line)])
    if (!row) return
    if (row.handling === 'to-answer') await oweAnswer(deps, tx, row, officer)
    await record(
      deps,
      tx,
      officer,
      'opinion.log',
      { kind: 'listening_event', id: eventId },
      { opinions: [row.id] },
    )
  })
}

/**
 * Changes an opinion. One that waited for review stays as it is; one that is now to be answered gets its line in the
 * ledger.
 * @throws Refusal `not-found`, `changed-meanwhile`, `not-valid`, `opinion-in-ledger`, `policy-note-required`
 */
export async function changeOpinion(deps: Deps, officer: Officer, id: number, form: OpinionForm) {
  await mustBeKnown(deps.db, null, [form])
  if (form.becamePolicy && form.policyNote === '')
    throw new Refusal('policy-note-required', { field: 'policyNote' })
  await changePublic(deps, async (tx) => {
    const stored = await seenOpinion(tx, id, form.seen)
    const inLedger = (await duesOf(tx, [id])).has(id)
    mustKeepOwing(stored.handling, form.handling, inLedger)
    await write(deps, tx, stored, form)
    const owed = stored.state === 'published' && form.handling === 'to-answer' && !inLedger
    if (owed) await oweAnswer(deps, tx, { ...stored, ...columnsOf(form) }, officer)
    const { becamePolicy, handling } = form
    await record(deps, tx, officer, 'opinion.change', about(id), { becamePolicy, handling })
  })
}

/**
 * Publishes an opinion that was sent online, with what the officer made of it.
 * @throws as `changeOpinion`; `opinion-decided` once another officer decided
 */
export async function publishOpinion(deps: Deps, officer: Officer, id: number, form: OpinionForm) {
  await mustBeKnown(deps.db, null, [form])
  await changePublic(deps, async (tx) => {
    const stored = await seenOpinion(tx, id, form.seen)
    if (stored.state === 'published') throw new Refusal('opinion-decided')
    await write(deps, tx, stored, form, { state: 'published' })
    if (form.handling === 'to-answer') await oweAnswer(deps, tx, { ...stored, ...columnsOf(form) }, officer)
    await record(deps, tx, officer, 'opinion.publish', about(id), { handling: form.handling })
  })
}

/** Keeps it back: nobody reads it. A contact is erased. @throws Refusal `not-found`, `opinion-decided` */
export async function holdOpinion(deps: Deps, officer: Officer, id: number, reason: string) {
  await changePublic(deps, async (tx) => {
    const stored = await lockOpinion(tx, id)
    if (!stored) throw new Refusal('not-found')
    if (stored.state === 'held') return
    const inLedger = (await duesOf(tx, [id])).has(id)
    if (inLedger) throw new Refusal('opinion-in-ledger')
    const updatedAt = after(deps, stored)
    await saveOpinion(tx, id, { state: 'held', sealedContact: null, personId: null, updatedAt })
    await record(deps, tx, officer, 'opinion.hold', about(id), { reason })
  })
}

async function seenOpinion(tx: Db, id: number, seen: string | undefined): Promise<OpinionRow> {
  const stored = await lockOpinion(tx, id)
  if (!stored) throw new Refusal('not-found')
  if (seen !== undefined && Date.parse(seen) !== stored.updatedAt.getTime())
    throw new Refusal('changed-meanwhile')
  return stored
}

const columnsOf = ({ text, handling, category, raisedBy, dong, department, outcome }: OpinionForm) => ({
  text,
  handling,
  categoryCode: category,
  raisedBy,
  dong,
  departmentId: department,
  outcome,
})

/** The clock may stand in a demonstration; whoever saw the row before must notice all the same. */
const after = (deps: Deps, { updatedAt }: OpinionRow) =>
  new Date(Math.max(deps.now().getTime(), updatedAt.getTime() + 1))

const write = (deps: Deps, tx: Db, stored: OpinionRow, form: OpinionForm, more: Partial<OpinionRow> = {}) =>
  saveOpinion(tx, stored.id, {
    ...columnsOf(form),
    becamePolicyAt: form.becamePolicy ? (stored.becamePolicyAt ?? deps.now()) : null,
    policyNote: form.becamePolicy ? form.policyNote : null,
    updatedAt: after(deps, stored),
    ...more,
  })
