import { type ListAddress, type PetitionsProps, withheldTitle } from '../../../shared/petition-pages.ts'
import { PetitionQuery, type PetitionList, type PetitionSummary } from '../../../shared/petitions.ts'
import { listStages } from '../../../shared/states.ts'
import type { Lang } from '../../../shared/wire.ts'
import type { Deps } from '../../platform/deps.ts'
import { allCategories, allDongs, publicTermsAt } from '../../settings/settings.queries.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { countFound, type ListRow, listRows } from './list.queries.ts'
import { excerptOf, orderOf, sortOf, tallyOf } from './list.rules.ts'
import { tallies, type Tally } from './tallies.queries.ts'

/** A search says `1000+` instead of counting on. */
const mostCounted = 1000

type Read = Pick<Deps, 'db' | 'now'>

/**
 * One page of the public list.
 * @throws Refusal `cursor-unknown`
 */
export async function listPetitions(deps: Read, query: PetitionQuery, lang: Lang): Promise<PetitionList> {
  return pageOf(deps, query, lang, await tallies(deps.db))
}

async function pageOf(deps: Read, query: PetitionQuery, lang: Lang, counts: Tally[]): Promise<PetitionList> {
  const { stage, category, dong, q, limit } = query
  const order = orderOf(stage, query.sort)
  const sort = sortOf(stage, query.sort)
  const after =
    query.after === undefined ? null : readCursor(query.after, [stage, sort], !order.by.startsWith('rank'))
  const filtered = tallyOf(counts, query)
  // An empty list needs no look at all: it would be the longest one, through every petition there is.
  if (filtered === 0) return { items: [], next: null, total: 0 }
  const listed = { stage, category, dong, q: q || undefined, now: deps.now() }
  const rows = await listRows(deps.db, listed, order, after, limit)
  // A search that ends on its first page was counted by finding it.
  const whole = after === null && rows.length <= limit
  const found =
    listed.q === undefined ? filtered : whole ? rows.length : await countFound(deps.db, listed, mostCounted)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map((row) => summaryOf(row, lang)),
    next: rows.length > limit && last ? writeCursor([stage, sort, placeOf(last), last.id]) : null,
    total: listed.q !== undefined && found > mostCounted ? '1000+' : found,
  }
}

const placeOf = ({ place }: ListRow) => (typeof place === 'number' ? place : instantOf(place)!)

const instantOf = (text: string | null) => (text === null ? null : new Date(text).toISOString())

const summaryOf = (
  { id: _id, place: _place, problem, textPublic, ...row }: ListRow,
  lang: Lang,
): PetitionSummary => ({
  ...row,
  title: textPublic ? row.title : withheldTitle[lang],
  excerpt: textPublic ? excerptOf(problem) : '',
  openedAt: instantOf(row.openedAt),
  closesAt: instantOf(row.closesAt),
  responseDueAt: instantOf(row.responseDueAt),
  answeredAt: instantOf(row.answeredAt),
})

/** Everything on the page of the list. */
export async function petitionsProps(
  deps: Read,
  query: ListAddress,
  lang: Lang,
): Promise<Omit<PetitionsProps, 'problem'>> {
  const at = deps.now()
  const [counts, categories, dongs, terms] = await Promise.all([
    tallies(deps.db),
    allCategories(deps.db),
    allDongs(deps.db),
    publicTermsAt(deps.db, at),
  ])
  const { stage, category, dong } = query
  const list = await pageOf(deps, PetitionQuery.parse(query), lang, counts)
  return {
    list,
    query,
    stages: Object.fromEntries(
      listStages.map((one) => [one, tallyOf(counts, { stage: one })]),
    ) as PetitionsProps['stages'],
    categories: categories
      .map((row) => ({
        code: row.code,
        nameKo: row.nameKo,
        nameEn: row.nameEn,
        retired: row.retiredAt !== null,
        count: tallyOf(counts, { stage, category: row.code, dong }),
      }))
      // A retired one stays while petitions stand under it.
      .filter((row) => !row.retired || row.count > 0 || row.code === category)
      .map(({ retired: _retired, ...row }) => row),
    dongs,
    byDong: Object.fromEntries(
      dongs.map((row) => [row.code, tallyOf(counts, { stage, category, dong: row.code })]),
    ),
    terms: { windowDays: terms.windowDays, threshold: terms.threshold, mayorDays: terms.mayorDays },
    now: at.toISOString(),
  }
}
