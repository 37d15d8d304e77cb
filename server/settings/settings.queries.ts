import { and, asc, desc, eq, gt, isNull, lte, or } from 'drizzle-orm'
import type { Db } from '../platform/db/database.ts'
import { categories, departments, dongs, holidays, petitionSettings, rejectionGrounds } from './settings.tables.ts'

/** The terms in force at an instant. @throws when none has begun: the first start writes one from 2018 */
export async function termsAt(db: Db, at: Date) {
  const rows = await db
    .select()
    .from(petitionSettings)
    .where(lte(petitionSettings.fromAt, at))
    .orderBy(desc(petitionSettings.fromAt))
    .limit(1)
  if (!rows[0]) throw new Error(`No petition settings were in force at ${at.toISOString()}.`)
  return rows[0]
}

export const allTerms = (db: Db) => db.select().from(petitionSettings).orderBy(desc(petitionSettings.fromAt))

/** Days on which no due date falls, besides weekends. */
export async function holidayDays(db: Db): Promise<Set<string>> {
  const rows = await db.select({ day: holidays.day }).from(holidays)
  return new Set(rows.map((row) => row.day))
}

export const allHolidays = (db: Db) => db.select().from(holidays).orderBy(asc(holidays.day))
export const allDongs = (db: Db) => db.select().from(dongs).orderBy(asc(dongs.position))
export const allGrounds = (db: Db) =>
  db.select().from(rejectionGrounds).where(isNull(rejectionGrounds.retiredAt)).orderBy(asc(rejectionGrounds.position))

/** Categories that take new petitions. */
export const liveCategories = (db: Db) =>
  db.select().from(categories).where(isNull(categories.retiredAt)).orderBy(asc(categories.position))
export const allCategories = (db: Db) => db.select().from(categories).orderBy(asc(categories.position))

/** Departments that exist on a day. */
export const departmentsOn = (db: Db, day: string) =>
  db
    .select()
    .from(departments)
    .where(and(lte(departments.fromDay, day), or(isNull(departments.untilDay), gt(departments.untilDay, day))))
    .orderBy(asc(departments.nameKo))

export async function departmentById(db: Db, id: number) {
  const rows = await db.select().from(departments).where(eq(departments.id, id))
  return rows[0] ?? null
}
