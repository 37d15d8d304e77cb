import { type SQL, sql } from 'drizzle-orm'

/**
 * What a search finds: petitions with every word in title or problem. Words that are kept back are not searched, so
 * that nobody can guess them by asking. The petition is `p`, its ground of rejection `g`.
 * @param q NFC, as texts are stored
 */
export function matches(q: string): SQL {
  const words = q.split(/\s+/).filter((word) => word !== '')
  const found = words.map((word) => {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    return sql`(p.title ilike ${pattern} or p.problem ilike ${pattern})`
  })
  return sql`(coalesce(g.text_public, true) and ${sql.join([sql`true`, ...found], sql` and `)})`
}
