import { sql } from 'drizzle-orm'
import { bigint, boolean, check, date, integer, pgTable, smallint, text } from 'drizzle-orm/pg-core'
import { instant } from '../platform/db/columns.ts'

/** Dated settings of petitions: the row in force is the newest whose `from_at` has passed. Days are calendar days. */
export const petitionSettings = pgTable(
  'petition_settings',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    fromAt: instant('from_at').notNull().unique(),
    windowDays: integer('window_days').notNull(),
    threshold: integer('threshold').notNull(),
    mayorDays: integer('mayor_days').notNull(),
    departmentDays: integer('department_days').notNull(),
    interimDays: integer('interim_days').notNull(),
    /** Working days from receipt to the decision about publication. */
    reviewDays: integer('review_days').notNull(),
    /** Working days an author has to supplement a petition. */
    supplementDays: integer('supplement_days').notNull(),
    /** Calendar days after which someone who asked to hear of a promise is told how it stands. */
    tellDays: integer('tell_days').notNull().default(15),
    minLevelCounted: smallint('min_level_counted').notNull(),
    setBy: bigint('set_by', { mode: 'number' }),
    reason: text('reason').notNull(),
  },
  (t) => [
    check(
      'petition_settings_positive',
      sql`${t.windowDays} > 0 and ${t.threshold} > 0 and ${t.mayorDays} > 0 and ${t.departmentDays} > 0
        and ${t.interimDays} > 0 and ${t.reviewDays} > 0 and ${t.supplementDays} > 0 and ${t.tellDays} > 0 and ${t.minLevelCounted} between 0 and 2`,
    ),
  ],
)

/** Days on which no due date falls, besides Saturdays and Sundays. */
export const holidays = pgTable('holidays', { day: date('day').primaryKey(), name: text('name').notNull() })

/** 분야. Retired ones stay on old petitions and take no new ones. */
export const categories = pgTable('categories', {
  code: text('code').primaryKey(),
  nameKo: text('name_ko').notNull(),
  nameEn: text('name_en').notNull(),
  position: smallint('position').notNull(),
  retiredAt: instant('retired_at'),
})

/** The 18 administrative dongs and where each stands in the tile map (column 1–5, row 1–6). */
export const dongs = pgTable('dongs', {
  code: text('code').primaryKey(),
  nameKo: text('name_ko').notNull(),
  nameEn: text('name_en').notNull(),
  shortKo: text('short_ko').notNull(),
  tileColumn: smallint('tile_column').notNull(),
  tileRow: smallint('tile_row').notNull(),
  position: smallint('position').notNull(),
})

/** 부서, as dated rows: a renamed department points to its successor. */
export const departments = pgTable('departments', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  code: text('code').notNull().unique(),
  nameKo: text('name_ko').notNull(),
  nameEn: text('name_en').notNull(),
  phone: text('phone').notNull(),
  fromDay: date('from_day').notNull(),
  untilDay: date('until_day'),
  successorId: bigint('successor_id', { mode: 'number' }),
})

/** Grounds on which a petition may be rejected; each says whether its text stays public. */
export const rejectionGrounds = pgTable('rejection_grounds', {
  code: text('code').primaryKey(),
  nameKo: text('name_ko').notNull(),
  nameEn: text('name_en').notNull(),
  /** What the author can do instead. */
  remedyKo: text('remedy_ko').notNull(),
  remedyEn: text('remedy_en').notNull(),
  textPublic: boolean('text_public').notNull(),
  position: smallint('position').notNull(),
  retiredAt: instant('retired_at'),
})
