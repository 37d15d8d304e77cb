import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { Refusal } from '../../../shared/refusal.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { changePublic } from '../../platform/render/drops.ts'
import { addEvent, addOpinions, eventsByLog, lockEvent, opinionsByLine } from '../listening.queries.ts'
import { oweAnswer } from '../opinions/owing.actions.ts'
import { importWords } from './import.words.ts'
import { namesOf } from './importing.queries.ts'
import {
  columnNames,
  columnsOf,
  eventsIn,
  type Fault,
  type ImportedEvent,
  type Known,
  keyOf,
  nameKey,
  needed,
} from './importing.rules.ts'
import { importLimits, readRows } from './sheet.ts'

export type Plan = {
  kept: string
  lines: number
  events: (ImportedEvent & { logId: string; known: boolean })[]
  fresh: { events: number; opinions: number; promises: number }
  faults: Fault[]
}

/** An id that follows from what it names: the same log again is the same event. */
function idOf(key: string): string {
  const hex = createHash('sha256').update(`imported ${key}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Ids of an event's opinions: the same words twice at one event are two. */
function lineIds(event: ImportedEvent): string[] {
  const seen = new Map<string, number>()
  return event.opinions.map(({ text }) => {
    const count = (seen.get(text) ?? 0) + 1
    seen.set(text, count)
    return idOf([keyOf(event), text, count].join('|'))
  })
}

/**
 * Looks at a log without writing any of it, and keeps the file for a while.
 * @throws Refusal `import-unreadable`, `import-too-large`, `import-columns`
 */
export async function checkLog(deps: Deps, file: Buffer): Promise<Plan> {
  const plan = await planOf(deps, file)
  const { id } = await deps.files.put(Readable.from([file], { objectMode: false }), importLimits.bytes)
  return { ...plan, kept: id }
}

async function planOf({ db }: Pick<Deps, 'db'>, file: Buffer): Promise<Omit<Plan, 'kept'>> {
  const rows = await readRows(file)
  const columns = columnsOf(rows[0]!)
  const lacking = needed.filter((column) => columns[column] === undefined)
  if (lacking.length > 0)
    throw new Refusal('import-columns', {
      field: 'file',
      params: {
        columns: lacking.map((column) => columnNames[column][0]).join(', '),
        columnsEn: lacking.map((column) => importWords.en.columns[column]).join(', '),
      },
    })
  const { events, faults } = eventsIn(rows, await knownNames(db), importWords.ko.host)
  const logs = events.map((event) => ({ ...event, logId: idOf(keyOf(event)) }))
  const known = await eventsByLog(
    db,
    logs.map(({ logId }) => logId),
  )
  const ids = events.flatMap(lineIds)
  const heard = new Set((await opinionsByLine(db, ids)).map(({ lineId }) => lineId))
  const fresh = events.flatMap((event) => {
    const own = lineIds(event)
    return event.opinions.filter((_, at) => !heard.has(own[at]!))
  })
  return {
    lines: rows.length - 1,
    events: logs.map((event) => ({ ...event, known: known.has(event.logId) })),
    fresh: {
      events: logs.filter(({ logId }) => !known.has(logId)).length,
      opinions: fresh.length,
      promises: fresh.filter(({ handling }) => handling === 'to-answer').length,
    },
    faults,
  }
}

async function knownNames(db: Db): Promise<Known> {
  const { series, dongs, categories, departments } = await namesOf(db)
  const byName = <T>(rows: { names: string[]; value: T }[]) =>
    new Map(rows.flatMap(({ names, value }) => names.map((name) => [nameKey(name), value] as const)))
  return {
    series: byName(series),
    dong: byName(dongs),
    category: byName(categories),
    department: byName(departments),
  }
}

/**
 * Writes a log that was checked, whole or not at all. What is there already stays as it is, so that the same file again
 * changes nothing. What is still to be answered is promised from today.
 * @throws Refusal `import-gone`, `import-faulty`, and as `checkLog`
 */
export async function importLog(deps: Deps, officer: Officer, kept: string, name: string) {
  const found = await deps.files.open(kept)
  if (!found) throw new Refusal('import-gone', { field: 'file' })
  const { events, faults } = await planOf(deps, await buffer(found.stream))
  if (faults.length > 0) throw new Refusal('import-faulty', { field: 'file' })
  const done = await changePublic(deps, async (tx) => {
    const counts = { events: 0, opinions: 0 }
    // In one order, so that two who import the same file wait for each other.
    for (const event of events.toSorted((a, b) => (a.logId < b.logId ? -1 : 1))) {
      const { fresh, opinions } = await writeEvent(deps, tx, officer, event, name)
      counts.events += fresh ? 1 : 0
      counts.opinions += opinions
    }
    const about = { kind: 'site', id: 'listening' }
    await record(deps, tx, officer, 'listening.import', about, { ...counts, file: kept })
    return counts
  })
  await deps.files.remove(kept)
  return done
}

async function writeEvent(
  deps: Deps,
  tx: Db,
  officer: Officer,
  event: ImportedEvent & { logId: string },
  name: string,
): Promise<{ fresh: boolean; opinions: number }> {
  const { line, opinions, series, logId, ...words } = event
  const at = deps.now()
  const added = await addEvent(tx, {
    ...words,
    logId,
    seriesCode: series,
    state: event.startsAt > at ? 'planned' : 'held',
    takesOpinions: false,
    importedFrom: `${name.slice(0, 80)}:${line}`,
    loggedBy: officer.officerId,
    createdAt: at,
    updatedAt: at,
    closedAt: at,
  })
  const stored = added ?? (await lockEvent(tx, { logId }))
  const ids = lineIds(event)
  const rows = await addOpinions(
    tx,
    opinions.map(({ text, raisedBy, category, handling, department, outcome, policy }, index) => ({
      lineId: ids[index]!,
      eventId: stored!.id,
      state: 'published' as const,
      text,
      handling,
      categoryCode: category,
      raisedBy,
      dong: event.dong,
      departmentId: department,
      outcome,
      at: event.startsAt,
      receivedAt: at,
      updatedAt: at,
      becamePolicyAt: policy ? event.startsAt : null,
      policyNote: policy || null,
      loggedBy: officer.officerId,
    })),
  )
  for (const row of rows.toSorted((a, b) => a.id - b.id))
    if (row.handling === 'to-answer') await oweAnswer(deps, tx, row, officer, at)
  return { fresh: added !== null, opinions: rows.length }
}
