import { type SQL, sql } from 'drizzle-orm'

/**
 * What a search finds: petitions with every word in title or problem. Words that are kept back are not searched, so
 * that nobody can guess them by asking. The petition is `p`.
 * @param q NFC, as texts are stored
 */
export function matches(q: string): SQL {
  const words = q.split(/\s+/).filter((word) => word !== '')
  const found = words.map((word) => {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    return sql`(p.title ilike ${pattern} or p.problem ilike ${pattern})`
  })
  const withheld = sql`p.ground_code in (select code from rejection_grounds where not text_public)`
  return sql`((p.ground_code is null or not ${withheld}) and ${sql.join([sql`true`, ...found], sql` and `)})`
}
