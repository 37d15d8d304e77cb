import { and, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm'
import { dayOf } from '../../../shared/kst.ts'
import type { Db } from '../../platform/db/database.ts'
import { categories, departments, dongs, rejectionGrounds } from '../../settings/settings.tables.ts'
import { petitionCounts, petitions } from '../petitions.tables.ts'

/** A department that exists on the day of an instant. */
export async function departmentToday(tx: Db, id: number, at: Date) {
  const day = dayOf(at)
  const rows = await tx
    .select()
    .from(departments)
    .where(
      and(
        eq(departments.id, id),
        lte(departments.fromDay, day),
        or(isNull(departments.untilDay), gt(departments.untilDay, day)),
      ),
    )
  return rows[0] ?? null
}

export async function groundToday(tx: Db, code: string) {
  const rows = await tx
    .select()
    .from(rejectionGrounds)
    .where(and(eq(rejectionGrounds.code, code), isNull(rejectionGrounds.retiredAt)))
  return rows[0] ?? null
}

/** A petition that another can be joined to: published, and in sight. */
export async function mergeTarget(tx: Db, number: string) {
  const rows = await tx
    .select({ id: petitions.id, number: petitions.number, title: petitions.title })
    .from(petitions)
    .where(
      and(
        eq(petitions.number, number),
        inArray(petitions.state, ['open', 'closed']),
        isNull(petitions.hiddenAt),
      ),
    )
  const found = rows[0]
  return found ? { ...found, number } : null
}

/** Nothing can be counted on a petition without this row. */
export async function ensureCounts(tx: Db, petitionId: number) {
  await tx.insert(petitionCounts).values({ petitionId }).onConflictDoNothing()
}

export async function categoryExists(tx: Db, code: string): Promise<boolean> {
  return (await tx.select().from(categories).where(eq(categories.code, code))).length === 1
}

export async function dongsExist(tx: Db, codes: string[]): Promise<boolean> {
  if (codes.length === 0) return true
  const wanted = new Set(codes)
  const rows = await tx
    .select({ code: dongs.code })
    .from(dongs)
    .where(inArray(dongs.code, [...wanted]))
  return rows.length === wanted.size
}
