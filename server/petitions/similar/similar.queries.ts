import { eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { PublicationState } from '../../../shared/states.ts'
import type { Db } from '../../platform/db/database.ts'
import { petitionCounts, petitions } from '../petitions.tables.ts'

/** Newest petitions looked at for each word, and for each two words together: likeness is reckoned for these. */
const mostOfWord = 40
/** Most petitions looked at that are not public yet: those that wait at the desk. */
const mostWaiting = 300

export type Candidate = { id: number; title: string }

/**
 * Petitions in sight whose titles have one of the words, those with two of them for sure.
 * @param words the pairs of letters of each word
 */
export function candidatesStatement(words: number[][]): SQL {
  const sets = words.flatMap((keys, index) => [
    keys,
    ...words.slice(index + 1).map((other) => [...keys, ...other]),
  ])
  const newest = sets.map(
    (keys) => sql`(select s.petition_id from petition_search s
      where s.title_grams @> ${`{${keys.join(',')}}`}::int[]
      order by s.at desc nulls last, s.petition_id desc nulls last limit ${mostOfWord})`,
  )
  return sql`select p.id::int as id, p.title from petitions p join (${sql.join(newest, sql` union `)}) near on near.petition_id = p.id
    where p.state = any(array['open', 'closed'])`
}

export async function candidates(db: Db, words: number[][]): Promise<Candidate[]> {
  return words.length === 0 ? [] : [...(await db.execute<Candidate>(candidatesStatement(words)))]
}

/** Petitions that wait for review: no search finds them, and only the desk may look. */
export const waiting = async (db: Db): Promise<Candidate[]> => [
  ...(await db.execute<Candidate>(sql`
    select id::int as id, title from petitions where state = 'received' and hidden_at is null
    order by id desc limit ${mostWaiting}`)),
]

/** What is shown of petitions that are like another one; in no order. */
export function similarLines(db: Db, ids: number[], states: readonly PublicationState[]) {
  if (ids.length === 0) return []
  return db
    .select({
      id: petitions.id,
      number: petitions.number,
      title: petitions.title,
      state: petitions.state,
      total: sql<number>`coalesce(${petitionCounts.total}, 0)`,
      threshold: petitions.threshold,
      closesAt: petitions.closesAt,
      response: petitions.response,
      responseKind: petitions.responseKind,
      answeredAt: petitions.answeredAt,
    })
    .from(petitions)
    .leftJoin(petitionCounts, eq(petitionCounts.petitionId, petitions.id))
    .where(
      sql`${inArray(petitions.id, ids)} and ${inArray(petitions.state, [...states])} and ${petitions.hiddenAt} is null`,
    )
}
