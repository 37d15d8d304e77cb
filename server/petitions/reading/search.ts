import type { PetitionList, PetitionQuery, PetitionSummary } from '../../../shared/petitions.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Lang } from '../../../shared/wire.ts'
import type { Db } from '../../platform/db/database.ts'
import { postgresCode } from '../../platform/db/faults.ts'
import type { Deps } from '../../platform/deps.ts'
import { readHit, writeCursor } from './cursor.ts'
import { marksIn, passageOf } from './found.rules.ts'
import { type FoundRow, linesOf } from './list.queries.ts'
import { bestHits, countHits, searching, type Searched } from './search.queries.ts'
import { type Reading, readingsOf, type Word } from './search.rules.ts'
import { instantOf, summaryOf } from './summary.ts'

/** A search says `1000+` instead of counting on. */
const mostCounted = 1000

type Asked = PetitionQuery & { q: string }

/**
 * One page of what a search finds: the best first, then the newest.
 * @throws Refusal `cursor-unknown`; `search-too-long` when it would take the database too long
 */
export async function searchPetitions(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  query: Asked,
  lang: Lang,
): Promise<PetitionList> {
  const readings = readingsOf(query.q, query.typing === 'yes')
  const from = query.after === undefined ? null : readHit(query.after, query.stage)
  if (from && from.reading >= readings.length) throw new Refusal('cursor-unknown', { field: 'after' })
  const searched = { stage: query.stage, category: query.category, dong: query.dong, now: now() }
  try {
    return await searching(db, async (tx) => {
      const tried = from ? readings.slice(from.reading, from.reading + 1) : readings
      for (const reading of tried) {
        const hits = await bestHits(tx, searched, reading, from, query.limit + 1)
        if (hits.length === 0) continue
        const rows = new Map(
          (
            await linesOf(
              tx,
              hits.map(({ id }) => id),
            )
          ).map((row) => [row.id, row]),
        )
        const shown = hits.slice(0, query.limit)
        const last = shown.at(-1)!
        const place = [
          query.stage,
          'best',
          readings.indexOf(reading),
          last.level,
          instantOf(last.at),
          last.id,
        ] as const
        // A search that ends on its first page was counted by finding it.
        const whole = from === null && hits.length <= query.limit
        const found = whole ? hits.length : await countHits(tx, searched, reading, mostCounted + 1)
        return {
          items: shown.flatMap(({ id }) => foundOf(rows.get(id), reading.words, lang)),
          next: hits.length > query.limit ? writeCursor([...place]) : null,
          total: totalOf(found),
          ...(reading.as !== null && { readAs: reading.as }),
        }
      }
      return { items: [], next: null, total: 0, ...(await withoutFilters(tx, searched, readings)) }
    })
  } catch (error) {
    if (postgresCode(error) === '57014') throw new Refusal('search-too-long')
    throw error
  }
}

const totalOf = (found: number) => (found > mostCounted ? ('1000+' as const) : found)

/** What the same search finds in all lists, where it was asked of some only. */
async function withoutFilters(tx: Db, { now, ...filters }: Searched, readings: Reading[]) {
  if (filters.stage === 'all' && !filters.category && !filters.dong) return {}
  for (const reading of readings) {
    const found = await countHits(tx, { stage: 'all', now }, reading, mostCounted + 1)
    if (found > 0) return { unfiltered: totalOf(found) }
  }
  return {}
}

/** A hit with what was found marked; it shows the passage where the words stand, or else how the text begins. */
function foundOf(row: FoundRow | undefined, words: Word[], lang: Lang): PetitionSummary[] {
  if (!row) return []
  const { proposal, effect, ...rest } = row
  const summary = summaryOf(rest, lang)
  if (!row.textPublic) return [summary]
  const passage = passageOf([row.problem, proposal, effect], words)
  const marks = { title: marksIn(summary.title, words), excerpt: passage?.marks ?? [] }
  return [{ ...summary, excerpt: passage?.text ?? summary.excerpt, marks }]
}
