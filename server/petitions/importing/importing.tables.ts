import { bigint, boolean, pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from '../../platform/db/columns.ts'
import { categories } from '../../settings/settings.tables.ts'

/** Where imported petitions come from. */
export const importSources = pgTable('import_sources', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  /** As the public reads it. */
  name: text('name').notNull().unique(),
  /** Whether its petitions are the district's own, and count in work reports. */
  ours: boolean('ours').notNull(),
  createdAt: instant('created_at').notNull(),
})

/**
 * The categories of other sites in ours. The row of the empty name is where those go that have none: a name that was
 * met and not decided yet has a row without a category.
 */
export const importCategories = pgTable('import_categories', {
  name: text('name').primaryKey(),
  categoryCode: text('category_code').references(() => categories.code),
})
