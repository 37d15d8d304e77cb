import { type SQL, sql } from 'drizzle-orm'
import type { ListStage } from '../../../shared/states.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Reading, Word } from './search.rules.ts'

export type Searched = {
  stage: ListStage
  category?: string | undefined
  dong?: string | undefined
  now: Date
}

/** How good a hit is, the best first: its number, all words in the title, loosely in the title, in title and text. */
export const levels = [0, 1, 2, 3] as const
export type Level = (typeof levels)[number]

/** The longest that the database looks for one search, in milliseconds. */
const longestMs = 3000

/**
 * Runs a search's statements in one transaction, told to use indexes, to plan by the very words, and to give up in time.
 */
export const searching = <T>(db: Db, read: (tx: Db) => Promise<T>): Promise<T> =>
  db.transaction(
    async (tx) => {
      await tx.execute(sql`select set_config('statement_timeout', ${String(longestMs)}, true),
        set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true),
        set_config('jit', 'off', true)`)
      return read(tx)
    },
    { accessMode: 'read only' },
  )

const like = (column: string, letters: string) =>
  sql`normalize(${sql.raw(column)}, NFD) like ${`%${letters.replace(/[\\%_]/g, '\\$&')}%`}`
const holds = (column: string, word: string) => sql`strpos(${sql.raw(column)}, ${word}) > 0`
const letters = (column: 'grams' | 'title_grams', keys: number[]) =>
  sql`${sql.raw(`s.${column}`)} @> ${`{${keys.join(',')}}`}::int[]`
const all = (parts: SQL[]) => sql.join(parts.length > 0 ? parts : [sql`true`], sql` and `)

type Text = Extract<Word, { kind: 'text' }>

/** Whether the title has a word as typed. Its letters are found by the index; that they stand together is looked at. */
function inTitle(word: Word): SQL {
  if (word.kind === 'begun') return begun(word)
  return sql`(${letters('title_grams', word.kind === 'text' ? word.typedKeys : word.keys)} and ${strictly(word)})`
}

/** Whether the title has it without its particle, or where particles and endings stand between its parts. */
function looselyInTitle(word: Word): SQL {
  if (word.kind !== 'text') return inTitle(word)
  return sql`(${letters('title_grams', word.keys)} and ${hasParts(word) ? loosely(word) : holds('s.title', word.stem)})`
}

/** Long enough to be several words that were written as one. */
const hasParts = ({ stem }: Text) => stem.length >= 4

const begun = ({ beginnings }: Extract<Word, { kind: 'begun' }>) =>
  sql`(${sql.join(
    beginnings.map((beginning) => like('s.title', beginning)),
    sql` or `,
  )})`

/** The same without an index, for leaving out what a better level found. */
function strictly(word: Word): SQL {
  if (word.kind === 'begun') return begun(word)
  return word.kind === 'text' ? holds('s.title', word.typed) : holds('s.initials', word.typed)
}

const loosely = (word: Word): SQL =>
  word.kind === 'text'
    ? sql`(${holds('s.title', word.stem)} or ${holds('s.bare', word.stem)})`
    : strictly(word)

const numbered = (number: string) => sql`s.lists @> ${`{"number:${number}"}`}::text[]`

/** Null where nothing can be found at this level that a better one does not find. */
function conditionOf({ words, number }: Reading, level: Level): SQL | null {
  const notNumbered = number === null ? [] : [sql`not ${numbered(number)}`]
  if (level === 0) return number === null ? null : numbered(number)
  if (words.length === 0) return null
  if (level === 1) return all([...words.map(inTitle), ...notNumbered])
  const notStrictly = sql`not (${all(words.map(strictly))})`
  const texts = words.filter((word) => word.kind === 'text')
  if (level === 2) {
    if (texts.every((word) => word.stem === word.typed && !hasParts(word))) return null
    return all([...words.map(looselyInTitle), notStrictly, ...notNumbered])
  }
  if (texts.length === 0) return null
  const keys = [...new Set(texts.flatMap(({ keys: own }) => own))]
  const others = words.filter((word) => word.kind !== 'text').map(inTitle)
  const notLoosely = sql`not (${all(words.map(loosely))})`
  return all([letters('grams', keys), ...others, notLoosely, ...notNumbered])
}

/** Which petitions a list shows, as the search keeps it. */
function shown({ stage, category, dong, now }: Searched): SQL[] {
  const lists = [
    ...(stage === 'all' ? [] : [stage]),
    ...(category === undefined ? [] : [`category:${category}`]),
    ...(dong === undefined ? [] : [`dong:${dong}`]),
  ]
  return [
    ...(lists.length === 0
      ? []
      : [
          sql`s.lists @> array[${sql.join(
            lists.map((one) => sql`${one}`),
            sql`, `,
          )}]::text[]`,
        ]),
    ...(stage === 'collecting' ? [sql`s.closes_at > ${now.toISOString()}::timestamptz`] : []),
  ]
}

const isFiltered = ({ stage, category, dong }: Searched) =>
  stage !== 'all' || category !== undefined || dong !== undefined

type Found = { id: number; at: string; level: Level }
type After = { level: Level; at: string; id: number } | null

/**
 * Hits of one level, the newest first; null where there can be none.
 * @param among reads only so many of the newest, in their order: enough where hits are many, and then sorting them all
 * would be the long way
 */
export function hitsStatement(
  searched: Searched,
  reading: Reading,
  level: Level,
  after: After,
  limit: number,
  among: number | null = null,
): SQL | null {
  const condition = conditionOf(reading, level)
  if (condition === null) return null
  const from =
    after?.level === level
      ? [sql`(s.at, s.petition_id) < (${after.at}::timestamptz, ${after.id}::bigint)`]
      : []
  const newest = sql`order by s.at desc nulls last, s.petition_id desc nulls last limit`
  if (among === null) {
    return sql`select s.petition_id::int as id, s.at from petition_search s
      where ${all([...shown(searched), condition, ...from])} ${newest} ${limit}`
  }
  return sql`select s.petition_id::int as id, s.at
    from (select * from petition_search s where ${all(from)} ${newest} ${among}) s
    where ${all([...shown(searched), condition])} ${newest} ${limit}`
}

/** How many hits one level has; it stops counting at `most`. */
export function countStatement(searched: Searched, reading: Reading, level: Level, most: number): SQL | null {
  const condition = conditionOf(reading, level)
  return (
    condition &&
    sql`
    select count(*)::int as found from (
      select from petition_search s where ${all([...shown(searched), condition])} limit ${most}) hits`
  )
}

/** Without a filter so many of the newest are looked through first: common words are common among them. */
const newestFirst = 500

/** The best hits from a place on, at most `limit`. */
export async function bestHits(
  db: Db,
  searched: Searched,
  reading: Reading,
  after: After,
  limit: number,
): Promise<Found[]> {
  const found: Found[] = []
  for (const level of levels) {
    if (after !== null && level < after.level) continue
    if (found.length >= limit) break
    const wanted = limit - found.length
    const hits = async (among: number | null) => {
      const statement = hitsStatement(searched, reading, level, after, wanted, among)
      return statement ? await db.execute<{ id: number; at: string }>(statement) : []
    }
    const newest = isFiltered(searched) ? [] : await hits(newestFirst)
    const rows = newest.length >= wanted ? newest : await hits(null)
    found.push(...rows.map((row) => ({ ...row, level })))
  }
  return found
}

/** How many petitions a search finds; it stops counting at `most`. */
export async function countHits(db: Db, searched: Searched, reading: Reading, most: number): Promise<number> {
  let found = 0
  for (const level of levels) {
    if (found >= most) break
    const statement = countStatement(searched, reading, level, most - found)
    if (statement) found += (await db.execute<{ found: number }>(statement))[0]!.found
  }
  return found
}
