import { integer, pgTable, text } from 'drizzle-orm/pg-core'

/**
 * How many petitions each list holds, by category and dong, as changes that add up: a trigger on `petitions` appends
 * them in the transaction that moved a petition, so that nobody waits for anybody, and a sweep sums them up.
 * A petition about two dongs stands in both; `dong` '' counts each petition once, `category` '' are those without one.
 */
export const petitionTallies = pgTable('petition_tallies', {
  stage: text('stage').notNull(),
  category: text('category').notNull(),
  dong: text('dong').notNull(),
  count: integer('count').notNull(),
})
