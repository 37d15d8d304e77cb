import type { ListAddress, PetitionsProps } from '../../../shared/petition-pages.ts'
import { PetitionQuery, type PetitionList } from '../../../shared/petitions.ts'
import { listStages } from '../../../shared/states.ts'
import type { Lang } from '../../../shared/wire.ts'
import type { Deps } from '../../platform/deps.ts'
import { allCategories, allDongs, publicTermsAt } from '../../settings/settings.queries.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { type ListRow, listRows } from './list.queries.ts'
import { orderOf, sortOf, tallyOf } from './list.rules.ts'
import { searchPetitions } from './search.ts'
import { instantOf, summaryOf } from './summary.ts'
import { tallies, type Tally } from './tallies.queries.ts'

type Read = Pick<Deps, 'db' | 'now'>

/**
 * One page of the public list.
 * @throws Refusal `cursor-unknown`
 */
export async function listPetitions(deps: Read, query: PetitionQuery, lang: Lang): Promise<PetitionList> {
  return pageOf(deps, query, lang, await tallies(deps.db))
}

async function pageOf(deps: Read, query: PetitionQuery, lang: Lang, counts: Tally[]): Promise<PetitionList> {
  if (query.q) return searchPetitions(deps, { ...query, q: query.q }, lang)
  const { stage, category, dong, limit } = query
  const order = orderOf(stage, query.sort)
  const sort = sortOf(stage, query.sort)
  const after =
    query.after === undefined ? null : readCursor(query.after, [stage, sort], !order.by.startsWith('rank'))
  const total = tallyOf(counts, query)
  // An empty list needs no look at all: it would be the longest one, through every petition there is.
  if (total === 0) return { items: [], next: null, total }
  const rows = await listRows(deps.db, { stage, category, dong, now: deps.now() }, order, after, limit)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(({ place: _place, ...row }) => summaryOf(row, lang)),
    next: rows.length > limit && last ? writeCursor([stage, sort, placeOf(last), last.id]) : null,
    total,
  }
}

const placeOf = ({ place }: ListRow) => (typeof place === 'number' ? place : instantOf(place)!)

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
