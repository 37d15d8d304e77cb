import type { MappingForm, SourceForm } from '../../../shared/importing.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { changePublic } from '../../platform/render/drops.ts'
import { faultOf, type Imported, importedOf, judge } from './imported.rules.ts'
import { importCategoriesSeed } from './importing.seed.ts'
import {
  addImported,
  addUndecided,
  categoryExists,
  fillMappings,
  knownTitles,
  lockImports,
  mappingsOf,
  moveImported,
  putSource,
  setMapping,
  setOurs,
  sourceByName,
  takeNumbers,
} from './importing.queries.ts'
import type { Line } from './reading-lines.ts'

/** So many petitions are one transaction: what a stopped import did is whole, and the next one goes on. */
const inOneBatch = 200

type Tools = Pick<Deps, 'db' | 'news' | 'now'>
type Wanted = { source: string; ours: boolean; dryRun: boolean }
type Told = { fault(line: number, reason: string): void; progress(sums: Sums): void }

export type Sums = {
  lines: number
  added: number
  there: number
  faults: number
  undecided: Map<string, number>
}

export const seedMappings = ({ db }: Pick<Deps, 'db'>) =>
  db.transaction((tx) => fillMappings(tx, importCategoriesSeed))

/**
 * Imports what a file holds: each petition once, however often it runs. Lines that cannot be taken are told with their
 * number and reason, and it goes on. A dry run reads and tells the same and writes nothing.
 */
export async function importPetitions(
  deps: Tools,
  lines: AsyncIterable<Line>,
  wanted: Wanted,
  told: Told,
): Promise<Sums> {
  const sums: Sums = { lines: 0, added: 0, there: 0, faults: 0, undecided: new Map() }
  const dry = wanted.dryRun ? new Map<string, string>() : null
  const fault = (line: number, reason: string) => {
    sums.faults += 1
    told.fault(line, reason)
  }
  let batch: (Imported & { line: number })[] = []
  const write = async () => {
    if (batch.length === 0) return
    const written = dry
      ? await lookOnly(deps.db, wanted.source, batch, dry)
      : await writeBatch(deps, wanted, batch)
    sums.added += written.added
    sums.there += written.there
    for (const name of written.undecided) sums.undecided.set(name, (sums.undecided.get(name) ?? 0) + 1)
    for (const { of, reason } of written.faults) fault(of.line, reason)
    batch = []
    told.progress(sums)
  }
  for await (const one of lines) {
    sums.lines += 1
    const reason = 'fault' in one ? one.fault : faultOf(one.petition, deps.now())
    if (reason !== null) fault(one.line, reason)
    else if ('petition' in one) batch.push({ ...importedOf(one.petition), line: one.line })
    if (batch.length >= inOneBatch) await write()
  }
  await write()
  return sums
}

type Batch = (Imported & { line: number })[]

/** What would be written. Numbers of this run are remembered, as the database would. */
async function lookOnly(db: Db, source: string, batch: Batch, earlier: Map<string, string>) {
  const known = await sourceByName(db, source)
  const titles = known
    ? await knownTitles(
        db,
        known.id,
        batch.map(({ sourceNumber }) => sourceNumber),
      )
    : new Map()
  const judged = judge(batch, new Map([...earlier, ...titles]))
  for (const { sourceNumber, title } of judged.fresh) earlier.set(sourceNumber, title)
  const mappings = await mappingsOf(db)
  const undecided = judged.fresh.flatMap(({ sourceCategory: name }) => (mappings.get(name) ? [] : [name]))
  return { added: judged.fresh.length, there: judged.there, faults: judged.faults, undecided }
}

/** One transaction: numbers by the year each began in, rows, counts, and the entry of the audit. */
const writeBatch = (deps: Tools, { source, ours }: Wanted, batch: Batch) =>
  changePublic(deps, async (tx) => {
    await lockImports(tx)
    const at = deps.now()
    const sourceId = await putSource(tx, source, ours, at)
    const known = await knownTitles(
      tx,
      sourceId,
      batch.map(({ sourceNumber }) => sourceNumber),
    )
    const { fresh, there, faults } = judge(batch, known)
    const mappings = await mappingsOf(tx)
    const undecided = fresh.flatMap(({ sourceCategory: name }) => (mappings.get(name) ? [] : [name]))
    await addUndecided(
      tx,
      [...new Set(undecided)].filter((name) => !mappings.has(name)),
    )
    const numbers = await numbersFor(tx, fresh)
    const rows = fresh.map((petition, index) => ({
      ...petition,
      number: numbers[index]!,
      category: mappings.get(petition.sourceCategory) ?? mappings.get('')!,
    }))
    const added = rows.length === 0 ? 0 : await addImported(tx, sourceId, rows, at)
    if (added > 0) {
      const detail = { added, first: numbers[0], last: numbers.at(-1) }
      await record(
        deps,
        tx,
        { kind: 'system' },
        'petitions.import',
        { kind: 'import_source', id: sourceId },
        detail,
      )
    }
    return { added, there, faults, undecided }
  })

/** Our own numbers, in the order of the file within each year. Years are locked in order. */
async function numbersFor(tx: Db, petitions: Imported[]): Promise<string[]> {
  const counts = new Map<number, number>()
  for (const { year } of petitions) counts.set(year, (counts.get(year) ?? 0) + 1)
  const last = new Map<number, number>()
  for (const [year, count] of [...counts].toSorted((a, b) => a[0] - b[0]))
    last.set(year, await takeNumbers(tx, year, count))
  return petitions.map(({ year }) => {
    const next = last.get(year)! + 1
    last.set(year, next)
    return `${year}-${String(next).padStart(4, '0')}`
  })
}

/**
 * Decides what a category of other sites is here; what came under it already moves.
 * @throws Refusal `not-found` for a name that no import brought; `category-unknown`
 */
export async function decideMapping(deps: Deps, officer: Officer, { name, category }: MappingForm) {
  await changePublic(deps, async (tx) => {
    await lockImports(tx)
    if (!(await categoryExists(tx, category))) throw new Refusal('category-unknown', { field: 'category' })
    if (!(await setMapping(tx, name, category))) throw new Refusal('not-found')
    await moveImported(tx, name, category)
    await record(deps, tx, officer, 'import.map', { kind: 'import_category', id: name }, { category })
  })
}

/** Says whether a source counts in work reports. @throws Refusal `not-found` */
export async function decideOurs(deps: Deps, officer: Officer, { source, ours }: SourceForm) {
  await deps.db.transaction(async (tx) => {
    if (!(await setOurs(tx, source, ours === 'true'))) throw new Refusal('not-found')
    await record(
      deps,
      tx,
      officer,
      'import.ours',
      { kind: 'import_source', id: source },
      { ours: ours === 'true' },
    )
  })
}
