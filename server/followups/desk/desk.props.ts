import { type CardAct, followUpStates, isSettled } from '../../../shared/follow-up-states.ts'
import type {
  DeskCard,
  DeskFollowUpProps,
  DeskFollowUpQuery,
  DeskFollowUpsProps,
} from '../../../shared/follow-ups.desk.ts'
import { emptyForm, type FormState } from '../../../shared/forms.ts'
import { dayOf } from '../../../shared/kst.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Lang } from '../../../shared/wire.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import type { Deps } from '../../platform/deps.ts'
import { allDongs, departmentsOn } from '../../settings/settings.queries.ts'
import { maySeeCard, mayHandle, mayUndo, moves } from '../follow-ups.rules.ts'
import { evidenceFrom, followUpOf, moveOf } from '../reading/ledger.ts'
import { originOf } from '../reading/origin.words.ts'
import { readPlace, writePlace } from '../reading/cursor.ts'
import {
  cardWithOrigin,
  evidenceOf,
  historyOf,
  joinedTo,
  listCards,
  type ListRow,
  tallies,
  type Tally,
} from '../reading/reading.queries.ts'
import { heardOf } from '../telling/telling.queries.ts'
import { lastChange, numbersOfBatch, officersOf, officerInService } from './cards.queries.ts'

const perPage = 30
const onBoard = 300

const deskCard = (row: ListRow, lang: Lang, now: Date): DeskCard => ({
  ...followUpOf(row, lang, now),
  officer: row.officer,
  listeners: row.listeners,
})

type Counts = DeskFollowUpsProps['counts']

/** How many stand in each filter, of the departments this officer sees. */
function countsOf(counted: Tally[], query: DeskFollowUpQuery): Counts {
  const rows = counted.filter(
    (one) =>
      (query.department === undefined || one.departmentId === query.department) &&
      (query.source === undefined || one.source === query.source) &&
      (query.dong === undefined || one.dong === query.dong),
  )
  const sum = (that: (one: Tally) => boolean) =>
    rows.reduce((total, one) => (that(one) ? total + one.count : total), 0)
  return {
    owed: sum(({ state }) => !isSettled(state)),
    late: sum(({ late }) => late),
    all: sum(() => true),
    ...Object.fromEntries(followUpStates.map((state) => [state, sum((one) => one.state === state)])),
  } as Counts
}

export type Shown = {
  form?: FormState
  assigned?: { batch: string; count: number; officer: number } | null
  undone?: { undone: number; kept: number } | null
}

/** The desk's list or board. A department sees its own cards, whatever the address asks for. */
export async function deskFollowUps(
  deps: Deps,
  officer: Officer,
  asked: DeskFollowUpQuery,
  lang: Lang,
  { form = emptyForm, assigned = null, undone = null }: Shown = {},
): Promise<DeskFollowUpsProps> {
  const { db } = deps
  const now = deps.now()
  // Nobody's department has no cards.
  const own = officer.role === 'department' ? (officer.departmentId ?? 0) : null
  const query = own === null ? asked : { ...asked, department: own }
  const { view, state, source, dong, department, mine, after } = query
  const listed = { source, dong, department, officer: mine ? officer.officerId : undefined, now }
  const board = view === 'board'
  const [rows, counted, departments, dongs, officers] = await Promise.all([
    listCards(
      db,
      { ...listed, state: board ? 'owed' : state },
      board ? null : placeIn(after),
      board ? onBoard : perPage,
    ),
    tallies(db, now, now),
    departmentsOn(db, dayOf(now)),
    allDongs(db),
    officersOf(db, own),
  ])
  const shown = rows.slice(0, board ? onBoard : perPage)
  const to = assigned ? await officerInService(db, assigned.officer) : null
  return {
    query,
    counts: countsOf(counted, query),
    cards: shown.map((row) => deskCard(row, lang, now)),
    next: !board && rows.length > perPage ? writePlace(shown.at(-1)!) : null,
    departments,
    dongs,
    officers,
    role: officer.role,
    mayAct: officer.role !== 'mayor',
    assigned: assigned && {
      batch: assigned.batch,
      count: assigned.count,
      to: to?.name ?? '',
      undoable: (await numbersOfBatch(db, assigned.batch)).length > 0,
    },
    undone,
    form,
    now: now.toISOString(),
  }
}

/** A place that is none counts as the first page: the desk's addresses are made by its pages. */
function placeIn(after: string | undefined) {
  try {
    return readPlace(after)
  } catch {
    return null
  }
}

type On = { act: CardAct | null; done: CardAct | null; form?: FormState }

/** A card as its officers work on it. @throws Refusal `not-found`, `not-allowed` */
export async function deskFollowUp(
  deps: Deps,
  officer: Officer,
  number: string,
  lang: Lang,
  { act, done, form = emptyForm }: On,
): Promise<DeskFollowUpProps> {
  const { db } = deps
  const now = deps.now()
  const row = await cardWithOrigin(db, number)
  if (!row) throw new Refusal('not-found')
  if (!maySeeCard(officer, row)) throw new Refusal('not-allowed')
  const [history, evidence, joined, heard, last, departments, officers] = await Promise.all([
    historyOf(db, row.id),
    evidenceOf(db, row.id, false),
    joinedTo(db, row.id),
    heardOf(db, row.id),
    lastChange(db, row.id),
    departmentsOn(db, dayOf(now)),
    officersOf(db, row.departmentId),
  ])
  const handles = mayHandle(officer, row)
  const acts = handles ? actsOn(row, mayUndo(last, now)) : []
  return {
    card: deskCard(row, lang, now),
    version: row.version,
    history: history.map((one) => ({ ...moveOf(one), memo: one.memo, officer: one.officer })),
    evidence: evidence.map(evidenceFrom),
    joined: joined.map((one) => ({ number: one.number, origin: originOf(one, lang) })),
    mergedInto: row.mergedInto,
    heard,
    acts,
    act: act !== null && acts.includes(act) ? act : null,
    done,
    states: [...moves[row.state]],
    departments,
    officers,
    form,
    now: now.toISOString(),
  }
}

function actsOn({ state }: ListRow, undoable: boolean): CardAct[] {
  const undo = undoable ? (['undo'] as const) : []
  if (state === 'merged') return [...undo]
  if (isSettled(state)) return ['move', 'note', 'evidence', ...undo]
  return ['move', 'assign', 'extend', 'pass', 'note', 'evidence', 'merge', ...undo]
}
