import { sql } from 'drizzle-orm'
import { bigint, index, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from '../../platform/db/columns.ts'
import { petitions } from '../petitions.tables.ts'

/**
 * What a search looks at: a narrow row for each petition that stands in a list. Triggers on `petitions` and on the
 * grounds of rejection keep it; hidden petitions have no row, and withheld texts leave nothing in theirs but the
 * number. Texts are folded as `letters.rules.ts` folds them.
 */
export const petitionSearch = pgTable(
  'petition_search',
  {
    petitionId: bigint('petition_id', { mode: 'number' })
      .primaryKey()
      .references(() => petitions.id),
    /** What equally good ones are ordered by. */
    at: instant('at').notNull(),
    closesAt: instant('closes_at'),
    title: text('title').notNull(),
    /** The title without particles, endings and fillers. */
    bare: text('bare').notNull(),
    /** The title's initial consonants, letter by letter. */
    initials: text('initials').notNull(),
    /** Letters and pairs of neighbouring letters of the title, as it is, bare, and as initials. */
    titleGrams: integer('title_grams').array().notNull(),
    /** The same of title and text. */
    grams: integer('grams').array().notNull(),
    /** Which lists it stands in: stage, `category:`, `dong:`, and `number:` for its numbers. */
    lists: text('lists').array().notNull(),
  },
  (t) => [
    index('petition_search_newest').on(t.at.desc(), t.petitionId.desc()),
    index('petition_search_grams').using('gin', t.titleGrams, t.grams, t.lists),
    index('petition_search_title').using('gin', sql`normalize(${t.title}, NFD) gin_trgm_ops`),
    index('petition_search_bare').using('gin', sql`normalize(${t.bare}, NFD) gin_trgm_ops`),
  ],
)
