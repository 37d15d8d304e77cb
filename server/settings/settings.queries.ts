import { and, asc, desc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Db } from '../platform/db/database.ts'
import {
  categories,
  departments,
  dongs,
  holidays,
  petitionSettings,
  rejectionGrounds,
} from './settings.tables.ts'

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

/** The terms in force at an instant, as the public reads them. */
export async function publicTermsAt(db: Db, at: Date) {
  const { id: _id, setBy: _setBy, fromAt, ...terms } = await termsAt(db, at)
  return { ...terms, fromAt: fromAt.toISOString() }
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
  db
    .select()
    .from(rejectionGrounds)
    .where(isNull(rejectionGrounds.retiredAt))
    .orderBy(asc(rejectionGrounds.position))

/** Categories that take new petitions. */
export const liveCategories = (db: Db) =>
  db.select().from(categories).where(isNull(categories.retiredAt)).orderBy(asc(categories.position))
export const allCategories = (db: Db) => db.select().from(categories).orderBy(asc(categories.position))

/** Departments that exist on a day. */
export const departmentsOn = (db: Db, day: string) =>
  db
    .select()
    .from(departments)
    .where(
      and(lte(departments.fromDay, day), or(isNull(departments.untilDay), gt(departments.untilDay, day))),
    )
    .orderBy(asc(departments.nameKo))

export async function departmentById(db: Db, id: number) {
  const rows = await db.select().from(departments).where(eq(departments.id, id))
  return rows[0] ?? null
}

type Seeds = {
  terms: typeof petitionSettings.$inferInsert
  holidays: (typeof holidays.$inferInsert)[]
  categories: (typeof categories.$inferInsert)[]
  dongs: (typeof dongs.$inferInsert)[]
  departments: (typeof departments.$inferInsert)[]
  grounds: (typeof rejectionGrounds.$inferInsert)[]
}

/** Fills the tables that are still empty; a table with rows is left alone, so that removed ones stay removed. */
export async function fillEmptyTables(tx: Db, seeds: Seeds) {
  const fill = async (table: PgTable, rows: Record<string, unknown>[]) => {
    const found = await tx
      .select({ one: sql`1` })
      .from(table)
      .limit(1)
    if (found.length === 0) await tx.insert(table).values(rows).onConflictDoNothing()
  }
  await fill(petitionSettings, [seeds.terms])
  await fill(holidays, seeds.holidays)
  await fill(categories, seeds.categories)
  await fill(dongs, seeds.dongs)
  await fill(departments, seeds.departments)
  await fill(rejectionGrounds, seeds.grounds)
}

export async function addTerms(tx: Db, row: typeof petitionSettings.$inferInsert) {
  await tx.insert(petitionSettings).values(row)
}

export async function addHoliday(tx: Db, row: typeof holidays.$inferInsert) {
  await tx
    .insert(holidays)
    .values(row)
    .onConflictDoUpdate({ target: holidays.day, set: { name: row.name } })
}

/** False when that day was no holiday. */
export async function removeHoliday(tx: Db, day: string): Promise<boolean> {
  return (await tx.delete(holidays).where(eq(holidays.day, day)).returning()).length === 1
}

/** One change of settings at a time, so that each sees what the one before wrote. Held until the transaction ends. */
export async function lockSettings(tx: Db) {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('settings'))`)
}

export async function categoryByCode(db: Db, code: string) {
  const rows = await db.select().from(categories).where(eq(categories.code, code))
  return rows[0] ?? null
}

export async function saveCategory(tx: Db, row: typeof categories.$inferInsert) {
  await tx.insert(categories).values(row).onConflictDoUpdate({ target: categories.code, set: row })
}

/** Grounds in use and retired ones. */
export const everyGround = (db: Db) =>
  db.select().from(rejectionGrounds).orderBy(asc(rejectionGrounds.position), asc(rejectionGrounds.code))

export async function groundByCode(db: Db, code: string) {
  const rows = await db.select().from(rejectionGrounds).where(eq(rejectionGrounds.code, code))
  return rows[0] ?? null
}

export async function saveGround(tx: Db, row: typeof rejectionGrounds.$inferInsert) {
  await tx
    .insert(rejectionGrounds)
    .values(row)
    .onConflictDoUpdate({ target: rejectionGrounds.code, set: row })
}

/** Departments of today and before, those that ended last. */
export const everyDepartment = (db: Db) =>
  db
    .select()
    .from(departments)
    .orderBy(sql`${departments.untilDay} is not null`, asc(departments.nameKo), asc(departments.id))

export async function departmentByCode(db: Db, code: string) {
  const rows = await db.select().from(departments).where(eq(departments.code, code))
  return rows[0] ?? null
}

/** @returns the id of the new department */
export async function addDepartment(tx: Db, row: typeof departments.$inferInsert): Promise<number> {
  const [added] = await tx.insert(departments).values(row).returning({ id: departments.id })
  return added!.id
}

export async function endDepartment(tx: Db, id: number, untilDay: string, successorId: number) {
  await tx.update(departments).set({ untilDay, successorId }).where(eq(departments.id, id))
}
