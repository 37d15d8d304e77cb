import { and, asc, desc, eq, gte, isNull, lte, sql } from 'drizzle-orm'
import type { BalancedFigure, NoticeKind } from '../../shared/work-report-figures.ts'
import type { Balance } from '../../shared/work-report.ts'
import type { Period } from '../../shared/work-report-period.ts'
import { officers } from '../accounts/accounts.tables.ts'
import type { Db } from '../platform/db/database.ts'
import {
  reportBalances,
  reportBudgets,
  reportNotices,
  reportPrints,
  reportSettings,
  reportTeams,
  reportTexts,
} from './workreport.tables.ts'

export type TeamRow = typeof reportTeams.$inferSelect
export type TextRow = typeof reportTexts.$inferSelect
export type BudgetRow = typeof reportBudgets.$inferSelect
export type PrintRow = typeof reportPrints.$inferSelect

export const allTeams = (db: Db) =>
  db.select().from(reportTeams).orderBy(asc(reportTeams.fromDay), asc(reportTeams.id))
export const allReportSettings = (db: Db) =>
  db.select().from(reportSettings).orderBy(desc(reportSettings.fromAt))

/** The settings in force at an instant. @throws when none has begun: the first start writes one from 2018 */
export async function reportSettingsAt(db: Db, at: Date) {
  const rows = await db
    .select()
    .from(reportSettings)
    .where(lte(reportSettings.fromAt, at))
    .orderBy(desc(reportSettings.fromAt))
    .limit(1)
  if (!rows[0]) throw new Error(`No settings of work reports were in force at ${at.toISOString()}.`)
  return rows[0]
}

/** Every balance that was ever set, newest first. */
export const allBalances = (db: Db) => db.select().from(reportBalances).orderBy(desc(reportBalances.id))

/** The balance in force of each figure that has one. */
export async function balancesNow(db: Db): Promise<Partial<Record<BalancedFigure, Balance>>> {
  const rows = await db
    .selectDistinctOn([reportBalances.figure])
    .from(reportBalances)
    .orderBy(reportBalances.figure, desc(reportBalances.id))
  return Object.fromEntries(rows.map(({ figure, count, beforeDay }) => [figure, { count, beforeDay }]))
}

/** What is written for a team on a day: the newest of the latest that had begun. Teams are those of one renamed line. */
export async function textOn(db: Db, teamIds: number[], day: string): Promise<TextRow | null> {
  const rows = await db
    .select()
    .from(reportTexts)
    .where(and(sql`${reportTexts.teamId} in ${teamIds}`, lte(reportTexts.fromDay, day)))
    .orderBy(desc(reportTexts.fromDay), desc(reportTexts.id))
    .limit(1)
  return rows[0] ?? null
}

/** The last budget entered for the latest date until a day, in the same year. */
export async function budgetOn(db: Db, teamIds: number[], day: string): Promise<BudgetRow | null> {
  const rows = await db
    .select()
    .from(reportBudgets)
    .where(
      and(
        sql`${reportBudgets.teamId} in ${teamIds}`,
        lte(reportBudgets.asOf, day),
        gte(reportBudgets.asOf, `${day.slice(0, 4)}-01-01`),
      ),
    )
    .orderBy(desc(reportBudgets.asOf), desc(reportBudgets.id))
    .limit(1)
  return rows[0] ?? null
}

/** Budgets as they were entered, newest first. */
export const budgetHistory = (db: Db, most: number) =>
  db.select().from(reportBudgets).orderBy(desc(reportBudgets.id)).limit(most)

/** One change of work reports' settings, texts or prints at a time. Held until the transaction ends. */
export async function lockReports(tx: Db) {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('work reports'))`)
}

export const addTeam = async (tx: Db, row: typeof reportTeams.$inferInsert) =>
  (await tx.insert(reportTeams).values(row).returning({ id: reportTeams.id }))[0]!.id
export async function endTeam(tx: Db, id: number, untilDay: string, successorId: number) {
  await tx.update(reportTeams).set({ untilDay, successorId }).where(eq(reportTeams.id, id))
}
export async function addReportSettings(tx: Db, row: typeof reportSettings.$inferInsert) {
  await tx.insert(reportSettings).values(row)
}
export async function addBalance(tx: Db, row: typeof reportBalances.$inferInsert) {
  await tx.insert(reportBalances).values(row)
}
export async function addText(tx: Db, row: typeof reportTexts.$inferInsert) {
  await tx.insert(reportTexts).values(row)
}
export async function addBudget(tx: Db, row: typeof reportBudgets.$inferInsert) {
  await tx.insert(reportBudgets).values(row)
}

/** Prints of a team and period, newest first, without their content. */
export async function printsOf(db: Db, teamIds: number[], { from, to }: Period) {
  const { content: _content, ...columns } = printColumns
  return db
    .select(columns)
    .from(reportPrints)
    .where(
      and(
        sql`${reportPrints.teamId} in ${teamIds}`,
        eq(reportPrints.fromDay, from),
        eq(reportPrints.toDay, to),
      ),
    )
    .orderBy(desc(reportPrints.edition))
}
const printColumns = {
  id: reportPrints.id,
  fromDay: reportPrints.fromDay,
  toDay: reportPrints.toDay,
  edition: reportPrints.edition,
  content: reportPrints.content,
  contentHash: reportPrints.contentHash,
  printedBy: reportPrints.printedBy,
  printedAt: reportPrints.printedAt,
}

export async function printById(db: Db, id: number): Promise<PrintRow | null> {
  const rows = await db.select().from(reportPrints).where(eq(reportPrints.id, id))
  return rows[0] ?? null
}

/** The next edition of a team and period; call it under `lockReports`. */
export async function addPrint(
  tx: Db,
  row: Omit<typeof reportPrints.$inferInsert, 'edition'>,
): Promise<number> {
  const added = await tx
    .insert(reportPrints)
    .values({
      ...row,
      edition: sql`1 + coalesce((select max(edition) from report_prints
        where team_id = ${row.teamId} and from_day = ${row.fromDay} and to_day = ${row.toDay}), 0)`,
    })
    .returning({ id: reportPrints.id })
  return added[0]!.id
}

/** False when this month's or quarter's report was mailed before. */
export async function noteNotice(
  tx: Db,
  kind: NoticeKind,
  fromDay: string,
  mailedAt: Date,
): Promise<boolean> {
  const added = await tx
    .insert(reportNotices)
    .values({ kind, fromDay, mailedAt })
    .onConflictDoNothing()
    .returning({ kind: reportNotices.kind })
  return added.length === 1
}

/** Where the communication team reads mail: its officers in service. */
export async function teamAddresses(db: Db): Promise<string[]> {
  const rows = await db
    .select({ email: officers.email })
    .from(officers)
    .where(and(eq(officers.role, 'communication'), isNull(officers.disabledAt)))
    .orderBy(asc(officers.id))
  return rows.map(({ email }) => email)
}
