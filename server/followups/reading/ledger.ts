import { publicActs } from '../../../shared/follow-up-states.ts'
import type {
  CardMove,
  Evidence,
  FollowUp,
  FollowUpList,
  FollowUpProps,
  FollowUpQuery,
  LedgerAddress,
  LedgerProps,
} from '../../../shared/follow-ups.ts'
import { dayOf, startOfDay } from '../../../shared/kst.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Lang } from '../../../shared/wire.ts'
import type { Deps } from '../../platform/deps.ts'
import { allDongs, everyDepartment } from '../../settings/settings.queries.ts'
import { isLate } from '../follow-ups.rules.ts'
import { readPlace, writePlace } from './cursor.ts'
import { originOf } from './origin.words.ts'
import {
  cardWithOrigin,
  evidenceOf,
  type EvidenceRow,
  historyOf,
  type HistoryRow,
  joinedTo,
  listCards,
  type ListRow,
  tallies,
} from './reading.queries.ts'
import { departmentCounts, stageCounts, totalsBySource } from './tallies.rules.ts'

type Read = Pick<Deps, 'db' | 'now'>
const iso = (text: string | null) => (text === null ? null : new Date(text).toISOString())

/** A card as everyone reads it. */
export const followUpOf = (row: ListRow, lang: Lang, now: Date): FollowUp => ({
  number: row.number,
  source: row.source,
  origin: originOf(row, lang),
  text: row.text,
  state: row.state,
  department: { nameKo: row.nameKo, nameEn: row.nameEn },
  dong: row.dong,
  promisedAt: iso(row.promisedAt)!,
  dueAt: iso(row.dueAt)!,
  firstDueAt: iso(row.firstDueAt)!,
  late: isLate({ state: row.state, firstDueAt: new Date(row.firstDueAt) }, now),
  extension: row.extension,
  settledAt: iso(row.settledAt),
  publicNote: row.publicNote,
  transferredTo: row.transferredTo,
})

/** One page of the ledger. @throws Refusal `cursor-unknown` */
export async function listFollowUps(deps: Read, query: FollowUpQuery, lang: Lang): Promise<FollowUpList> {
  const now = deps.now()
  const counted = await tallies(deps.db, now, now)
  return pageOf(deps, query, lang, stageCounts(counted, query)[query.stage])
}

async function pageOf(
  deps: Read,
  { stage, source, dong, department, after, limit }: FollowUpQuery,
  lang: Lang,
  total: number,
): Promise<FollowUpList> {
  const now = deps.now()
  const rows = await listCards(deps.db, { stage, source, dong, department, now }, readPlace(after), limit)
  const items = rows.slice(0, limit)
  return {
    items: items.map((row) => followUpOf(row, lang, now)),
    next: rows.length > limit ? writePlace(items.at(-1)!) : null,
    total,
  }
}

/** Every card that a list shows, for files. */
export async function wholeLedger(deps: Read, query: LedgerAddress, lang: Lang): Promise<FollowUp[]> {
  const { after: _after, ...listed } = query
  const now = deps.now()
  const rows = await listCards(deps.db, { ...listed, now }, null, 50_000)
  return rows.map((row) => followUpOf(row, lang, now))
}

/** Everything on the page of the ledger. */
export async function ledgerProps(
  deps: Read,
  query: LedgerAddress,
  lang: Lang,
): Promise<Omit<LedgerProps, 'problem'>> {
  const now = deps.now()
  const yearStart = startOfDay(`${dayOf(now).slice(0, 4)}-01-01`)
  const [counted, dongs, departments] = await Promise.all([
    tallies(deps.db, now, yearStart),
    allDongs(deps.db),
    everyDepartment(deps.db),
  ])
  const stages = stageCounts(counted, query)
  const counts = departmentCounts(counted)
  return {
    query,
    list: await pageOf(deps, { ...query, limit: 20 }, lang, stages[query.stage]),
    stages,
    totals: totalsBySource(counted, query),
    thisYear: counted.every(({ old }) => !old),
    dongs,
    departments: departments
      .filter(({ id }) => counts.has(id) || id === query.department)
      .map(({ id, code, nameKo, nameEn, phone }) => ({
        id,
        code,
        nameKo,
        nameEn,
        phone,
        count: counts.get(id) ?? 0,
      })),
    now: now.toISOString(),
  }
}

export const moveOf = (row: HistoryRow): CardMove => ({
  at: iso(row.at)!,
  act: row.act,
  fromState: row.fromState,
  toState: row.toState,
  fromDueAt: iso(row.fromDueAt),
  toDueAt: iso(row.toDueAt),
  toDepartment: row.departmentKo === null ? null : { nameKo: row.departmentKo, nameEn: row.departmentEn! },
  note: row.note,
})

export const evidenceFrom = (row: EvidenceRow): Evidence => ({ ...row, addedAt: iso(row.addedAt)! })

/** The page of one promise. @throws Refusal `not-found` */
export async function followUpProps(deps: Read, number: string, lang: Lang): Promise<FollowUpProps> {
  const row = await cardWithOrigin(deps.db, number)
  if (!row) throw new Refusal('not-found')
  const [history, evidence, joined] = await Promise.all([
    historyOf(deps.db, row.id),
    evidenceOf(deps.db, row.id, true),
    joinedTo(deps.db, row.id),
  ])
  const isPublic = ({ act, note }: HistoryRow) =>
    (publicActs as readonly string[]).includes(act) || (act === 'note' && note !== '')
  return {
    card: {
      ...followUpOf(row, lang, deps.now()),
      department: { nameKo: row.nameKo, nameEn: row.nameEn, phone: row.phone },
    },
    history: history.filter(isPublic).map(moveOf),
    evidence: evidence.map(evidenceFrom),
    joined: joined.map((one) => ({ number: one.number, origin: originOf(one, lang) })),
    mergedInto: row.mergedInto,
    now: deps.now().toISOString(),
  }
}
