import { and, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm'
import type { PublicationState } from '../../../shared/states.ts'
import type { Db } from '../../platform/db/database.ts'
import { petitionCounts, petitions } from '../petitions.tables.ts'

type Wanted = {
  /** Which states are looked through; what is not public is for the desk alone. */
  states: readonly PublicationState[]
  /** A petition's id that is left out: the one itself. */
  except?: number
  most?: number
  /** Least likeness, 0 to 1. */
  least?: number
}

/**
 * Petitions whose titles are like a text, the likest first; hidden ones are left out.
 * Titles are compared in letters of Hangul (NFD), so that spaces and endings matter little.
 */
export async function similarTo(db: Db, title: string, { states, except, most = 5, least = 0.25 }: Wanted) {
  if (title.trim() === '') return []
  const likeness = sql<number>`similarity(normalize(lower(${petitions.title}), NFD), normalize(lower(${title}), NFD))`
  const rows = await db
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
      likeness,
    })
    .from(petitions)
    .leftJoin(petitionCounts, eq(petitionCounts.petitionId, petitions.id))
    .where(
      and(
        inArray(petitions.state, [...states]),
        isNull(petitions.hiddenAt),
        except === undefined ? undefined : ne(petitions.id, except),
        sql`${likeness} >= ${least}`,
      ),
    )
    .orderBy(desc(likeness), desc(petitions.id))
    .limit(most)
  return rows.map((row) => ({
    ...row,
    // Whatever is looked through here was sent, and what was sent has a number.
    number: row.number!,
    closesAt: row.closesAt?.toISOString() ?? null,
    answeredAt: row.answeredAt?.toISOString() ?? null,
  }))
}
