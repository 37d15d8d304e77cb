import { eq, inArray } from 'drizzle-orm'
import type { Db } from '../platform/db/database.ts'
import { officers, sessions } from './accounts.tables.ts'
import type { Attempts } from './officers.rules.ts'

/** Addresses of officers are kept and looked up in lower case. */
export async function addOfficer(tx: Db, row: typeof officers.$inferInsert): Promise<number> {
  const [added] = await tx.insert(officers).values(row).returning({ id: officers.id })
  return added!.id
}

export async function officerByEmail(db: Db, email: string) {
  const rows = await db.select().from(officers).where(eq(officers.email, email.toLowerCase()))
  return rows[0] ?? null
}

export async function officerById(db: Db, id: number) {
  const rows = await db.select().from(officers).where(eq(officers.id, id))
  return rows[0] ?? null
}

export async function lockOfficer(tx: Db, id: number) {
  const rows = await tx.select().from(officers).where(eq(officers.id, id)).for('no key update')
  return rows[0] ?? null
}

export async function saveAttempts(tx: Db, id: number, attempts: Attempts) {
  await tx.update(officers).set(attempts).where(eq(officers.id, id))
}

export async function savePassword(tx: Db, id: number, passwordHash: string) {
  await tx.update(officers).set({ passwordHash }).where(eq(officers.id, id))
}

export async function markRechecked(tx: Db, idHash: Buffer, recheckedUntil: Date) {
  await tx.update(sessions).set({ recheckedUntil }).where(eq(sessions.idHash, idHash))
}

/** Names of officers by id. */
export async function officerNames(db: Db, ids: number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: officers.id, name: officers.name })
    .from(officers)
    .where(inArray(officers.id, ids))
  return new Map(rows.map(({ id, name }) => [id, name]))
}
