import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
} from 'drizzle-orm/pg-core'
import { balancedFigures, noticeKinds, roundings } from '../../shared/work-report-figures.ts'
import { officers } from '../accounts/accounts.tables.ts'
import { instant } from '../platform/db/columns.ts'

/** 팀, as dated rows: a renamed team points to its successor. */
export const reportTeams = pgTable(
  'report_teams',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    nameKo: text('name_ko').notNull(),
    nameEn: text('name_en').notNull(),
    fromDay: date('from_day').notNull(),
    untilDay: date('until_day'),
    successorId: bigint('successor_id', { mode: 'number' }).references((): AnyPgColumn => reportTeams.id),
  },
  (t) => [
    check('report_teams_in_order', sql`${t.untilDay} is null or ${t.fromDay} < ${t.untilDay}`),
    check('report_teams_ended_by_successor', sql`(${t.untilDay} is null) = (${t.successorId} is null)`),
  ],
)

/** Dated settings of work reports: the newest whose `from_at` has passed is in force. */
export const reportSettings = pgTable(
  'report_settings',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    fromAt: instant('from_at').notNull().unique(),
    rounding: text('rounding', { enum: roundings }).notNull(),
    /** Prints 67 in place of 67.0. */
    dropZero: boolean('drop_zero').notNull(),
    /** Day of the month on which the last month's or quarter's report is mailed. */
    mailDay: smallint('mail_day').notNull(),
    monthly: boolean('monthly').notNull(),
    quarterly: boolean('quarterly').notNull(),
    setBy: bigint('set_by', { mode: 'number' }).references(() => officers.id),
    reason: text('reason').notNull(),
  },
  (t) => [check('report_settings_mail_day', sql`${t.mailDay} between 1 and 28`)],
)

/** What a figure had reached before the system: all cases before `before_day`. The newest row of a figure is in force. */
export const reportBalances = pgTable(
  'report_balances',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    figure: text('figure', { enum: balancedFigures }).notNull(),
    beforeDay: date('before_day').notNull(),
    count: integer('count').notNull(),
    reason: text('reason').notNull(),
    setBy: bigint('set_by', { mode: 'number' }).references(() => officers.id),
    setAt: instant('set_at').notNull(),
  },
  (t) => [
    check('report_balances_not_negative', sql`${t.count} >= 0`),
    index('report_balances_of_figure').on(t.figure, t.id.desc()),
  ],
)

/** What is written by hand on the page of a team. It holds for reports whose last day is `from_day` or later. */
export const reportTexts = pgTable(
  'report_texts',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    teamId: bigint('team_id', { mode: 'number' })
      .notNull()
      .references(() => reportTeams.id),
    fromDay: date('from_day').notNull(),
    /** Number of the page in the department's report. */
    position: smallint('position').notNull(),
    title: text('title').notNull(),
    purpose: text('purpose').notNull(),
    /** Lines that begin with ○ or -. */
    overview: text('overview').notNull(),
    plan: text('plan').notNull(),
    leadTownHallId: bigint('lead_town_hall_id', { mode: 'number' }),
    leadEventId: bigint('lead_event_id', { mode: 'number' }),
    setBy: bigint('set_by', { mode: 'number' }).references(() => officers.id),
    setAt: instant('set_at').notNull(),
  },
  (t) => [index('report_texts_of_team').on(t.teamId, t.fromDay.desc(), t.id.desc())],
)

/** 예산: one 세부사업 of a team at a date, in thousands of won. The newest row of a date is in force. */
export const reportBudgets = pgTable(
  'report_budgets',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    teamId: bigint('team_id', { mode: 'number' })
      .notNull()
      .references(() => reportTeams.id),
    asOf: date('as_of').notNull(),
    budgetNational: integer('budget_national').notNull(),
    budgetCity: integer('budget_city').notNull(),
    budgetDistrict: integer('budget_district').notNull(),
    executedNational: integer('executed_national').notNull(),
    executedCity: integer('executed_city').notNull(),
    executedDistrict: integer('executed_district').notNull(),
    /** Expected until 31 December of that year; null: not said. */
    forecast: integer('forecast'),
    /** A rate printed in place of the computed one, and why. */
    rateByHand: numeric('rate_by_hand', { precision: 4, scale: 1 }),
    rateReason: text('rate_reason').notNull(),
    setBy: bigint('set_by', { mode: 'number' }).references(() => officers.id),
    setAt: instant('set_at').notNull(),
  },
  (t) => [
    check(
      'report_budgets_not_negative',
      sql`least(${t.budgetNational}, ${t.budgetCity}, ${t.budgetDistrict}, ${t.executedNational},
        ${t.executedCity}, ${t.executedDistrict}, coalesce(${t.forecast}, 0)) >= 0`,
    ),
    check('report_budgets_rate_has_reason', sql`(${t.rateByHand} is null) = (${t.rateReason} = '')`),
    index('report_budgets_of_team').on(t.teamId, t.asOf.desc(), t.id.desc()),
  ],
)

/** A report as it was printed. Nothing of it is ever changed; what the rows say today is counted again beside it. */
export const reportPrints = pgTable(
  'report_prints',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    teamId: bigint('team_id', { mode: 'number' })
      .notNull()
      .references(() => reportTeams.id),
    fromDay: date('from_day').notNull(),
    toDay: date('to_day').notNull(),
    /** 판: counts up for each team and period. */
    edition: integer('edition').notNull(),
    /** The whole report as canonical JSON, with the numbers of the rows behind each figure. */
    content: text('content').notNull(),
    /** SHA-256 of `content`, hexadecimal. */
    contentHash: text('content_hash').notNull(),
    printedBy: bigint('printed_by', { mode: 'number' })
      .notNull()
      .references(() => officers.id),
    printedAt: instant('printed_at').notNull(),
  },
  (t) => [unique('report_prints_in_order').on(t.teamId, t.fromDay, t.toDay, t.edition)],
)

/** Which month's or quarter's report was mailed: none goes out twice. */
export const reportNotices = pgTable(
  'report_notices',
  {
    kind: text('kind', { enum: noticeKinds }).notNull(),
    fromDay: date('from_day').notNull(),
    mailedAt: instant('mailed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.fromDay] })],
)
