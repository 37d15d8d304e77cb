import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { officers } from '../../accounts/accounts.tables.ts'
import type { Role } from '../../../shared/accounts.ts'
import type { Db } from '../../platform/db/database.ts'
import { establishments } from '../petitions.tables.ts'

export async function establishmentOf(db: Db, petitionId: number) {
  const rows = await db.select().from(establishments).where(eq(establishments.petitionId, petitionId))
  return rows[0] ?? null
}

export async function markAnnounced(tx: Db, petitionId: number, at: Date) {
  await tx.update(establishments).set({ announcedAt: at }).where(eq(establishments.petitionId, petitionId))
}

/** Petitions whose establishment was never announced: their job was lost or gave up. */
export async function unannounced(db: Db, before: Date): Promise<number[]> {
  const rows = await db
    .select({ id: establishments.petitionId })
    .from(establishments)
    .where(
      and(
        isNull(establishments.announcedAt),
        sql`${establishments.at} < ${before.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(asc(establishments.petitionId))
    .limit(100)
  return rows.map((row) => row.id)
}

/** Addresses of the officers in service who have one of these roles. */
export async function officerAddresses(db: Db, roles: Role[], departmentId?: number): Promise<string[]> {
  const rows = await db
    .select({ email: officers.email })
    .from(officers)
    .where(
      and(
        inArray(officers.role, roles),
        isNull(officers.disabledAt),
        departmentId === undefined ? undefined : eq(officers.departmentId, departmentId),
      ),
    )
    .orderBy(asc(officers.id))
  return rows.map((row) => row.email)
}
