import type { BatchReply, ListeningBatch, ListeningLog, OpinionLine } from '../../../shared/listening.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { changePublic } from '../../platform/render/drops.ts'
import {
  addEvent,
  addOpinions,
  type EventRow,
  knownOf,
  lockEvent,
  opinionsByLine,
  saveEvent,
} from '../listening.queries.ts'
import { afterBatch, heardAt } from '../listening.rules.ts'
import { duesOf } from '../opinions/opinions.queries.ts'
import { oweAnswer } from '../opinions/owing.actions.ts'

/**
 * Takes what a phone wrote down. The same batch again, or from two phones at once, is the same event and the same
 * opinions: the event's row is locked first, so that batches of one event go one after another.
 * @throws Refusal `not-valid` (field: a code that nobody knows), `listening-cancelled`
 */
export async function takeBatch(deps: Deps, officer: Officer, batch: ListeningBatch): Promise<BatchReply> {
  await mustBeKnown(deps.db, batch.event, batch.opinions)
  return changePublic(deps, async (tx) => {
    const event = await heldEvent(deps, tx, officer, batch)
    const known = await opinionsByLine(
      tx,
      batch.opinions.map(({ id }) => id),
    )
    const rows = await addOpinions(
      tx,
      batch.opinions.map((line) => rowOf(deps, officer, event.id, line)),
    )
    const dues = new Map<string, Date>()
    // In their own order, so that the numbers of the ledger follow what was heard.
    for (const row of rows.toSorted((a, b) => a.id - b.id)) {
      if (row.handling === 'to-answer') dues.set(row.lineId, (await oweAnswer(deps, tx, row, officer)).dueAt)
    }
    if (rows.length > 0) {
      const about = { kind: 'listening_event', id: event.id }
      await record(deps, tx, officer, 'opinion.log', about, { opinions: rows.map(({ id }) => id) })
    }
    const before = await duesOf(
      tx,
      known.map(({ id }) => id),
    )
    for (const { id, lineId } of known) if (before.has(id)) dues.set(lineId, before.get(id)!)
    const fresh = new Set(rows.map(({ lineId }) => lineId))
    return {
      id: event.id,
      closed: event.closedAt !== null,
      lines: batch.opinions.map(({ id }) => ({
        id,
        outcome: fresh.has(id) ? 'added' : 'known',
        dueAt: dues.get(id)?.toISOString() ?? null,
      })),
    }
  })
}

/** The event of a batch, locked: written now, or as it was, held and perhaps closed by this batch. */
async function heldEvent(deps: Deps, tx: Db, officer: Officer, batch: ListeningBatch): Promise<EventRow> {
  const at = deps.now()
  const { event, closed } = batch
  const added = await addEvent(tx, {
    ...wordsOf(event),
    logId: event.id,
    state: 'held',
    takesOpinions: true,
    loggedBy: officer.officerId,
    createdAt: at,
    updatedAt: at,
    closedAt: closed ? at : null,
  })
  if (added) {
    await record(deps, tx, officer, 'listening.log', { kind: 'listening_event', id: added.id }, { closed })
    return added
  }
  const stored = await lockEvent(tx, { logId: event.id })
  if (!stored) throw new Error('A logged event went away.')
  const change = afterBatch(stored, batch, at)
  if (!change) return stored
  const { words, ...standing } = change
  const updatedAt = new Date(Math.max(at.getTime(), stored.updatedAt.getTime() + 1))
  const changed = { ...standing, ...(words ? wordsOf(words) : {}), updatedAt }
  await saveEvent(tx, stored.id, changed)
  const act = change.closedAt ? 'listening.close' : 'listening.hold'
  await record(deps, tx, officer, act, { kind: 'listening_event', id: stored.id })
  return { ...stored, ...changed }
}

/** The columns that an event's own words fill. */
export const wordsOf = ({
  title,
  series,
  startsAt,
  endsAt,
  place,
  dong,
  host,
  participants,
  partner,
  notes,
}: Omit<ListeningLog, 'id'>) => ({
  title,
  seriesCode: series,
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
  place,
  dong,
  host,
  participants,
  partner,
  notes,
})

/** An opinion written down by an officer stands at once. */
export function rowOf(deps: Deps, officer: Officer, eventId: number | null, line: OpinionLine) {
  const { id, category, department, contact, at, ...words } = line
  const now = deps.now()
  return {
    ...words,
    lineId: id,
    eventId,
    state: 'published' as const,
    categoryCode: category,
    departmentId: department,
    sealedContact: contact ? deps.secrets.seal(contact) : null,
    at: heardAt(new Date(at), now),
    receivedAt: now,
    updatedAt: now,
    loggedBy: officer.officerId,
  }
}

type Naming = Pick<OpinionLine, 'category' | 'dong' | 'department'>

/** @throws Refusal `not-valid` with the field that names what there is not */
export async function mustBeKnown(
  db: Db,
  event: Pick<ListeningLog, 'series' | 'dong'> | null,
  lines: readonly Naming[],
) {
  const some = <T>(values: (T | null | undefined)[]) => [
    ...new Set(values.filter((value): value is T => value !== null && value !== undefined)),
  ]
  const known = await knownOf(db, {
    series: some([event?.series]),
    categories: some(lines.map(({ category }) => category)),
    dongs: some([event?.dong, ...lines.map(({ dong }) => dong)]),
    departments: some(lines.map(({ department }) => department)),
  })
  const refuse = (field: string): never => {
    throw new Refusal('not-valid', { field })
  }
  if (event && !known.series.has(event.series)) refuse('series')
  if (event?.dong && !known.dongs.has(event.dong)) refuse('dong')
  for (const { category, dong, department } of lines) {
    if (category !== null && !known.categories.has(category)) refuse('category')
    if (dong !== null && !known.dongs.has(dong)) refuse('dong')
    if (department !== null && !known.departments.has(department)) refuse('department')
  }
}
