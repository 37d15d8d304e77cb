import { and, asc, count, eq, isNull, max, sql } from 'drizzle-orm'
import type { Db } from '../platform/db/database.ts'
import { departments } from '../settings/settings.tables.ts'
import { officerInvitations, officers, sessions } from './accounts.tables.ts'

export type Invitation = typeof officerInvitations.$inferSelect

export async function addInvitation(tx: Db, row: typeof officerInvitations.$inferInsert): Promise<number> {
  const [added] = await tx.insert(officerInvitations).values(row).returning({ id: officerInvitations.id })
  return added!.id
}

export async function invitationByToken(db: Db, tokenHash: Buffer): Promise<Invitation | null> {
  const rows = await db.select().from(officerInvitations).where(eq(officerInvitations.tokenHash, tokenHash))
  return rows[0] ?? null
}

export async function invitationById(db: Db, id: number): Promise<Invitation | null> {
  const rows = await db.select().from(officerInvitations).where(eq(officerInvitations.id, id))
  return rows[0] ?? null
}

export async function markUsed(tx: Db, id: number, usedAt: Date) {
  await tx.update(officerInvitations).set({ usedAt }).where(eq(officerInvitations.id, id))
}

/** Cancels what was not used of an address. @returns how many */
export async function cancelInvitationsTo(tx: Db, email: string): Promise<number> {
  const waiting = and(
    eq(officerInvitations.email, email),
    isNull(officerInvitations.usedAt),
    eq(officerInvitations.cancelled, false),
  )
  return (await tx.update(officerInvitations).set({ cancelled: true }).where(waiting).returning()).length
}

/**
 * One at a time for an address: whoever invites, accepts, renews or cancels takes this first and then looks.
 * Held until the transaction ends. '' stands for the first administrator, whose address is not known yet.
 */
export async function lockAddress(tx: Db, email: string) {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`officer ${email}`}))`)
}

/** Invitations that wait for an answer, expired ones too. */
export const waitingInvitations = (db: Db) =>
  db
    .select({ invitation: officerInvitations, department: departments })
    .from(officerInvitations)
    .leftJoin(departments, eq(departments.id, officerInvitations.departmentId))
    .where(
      and(
        isNull(officerInvitations.usedAt),
        eq(officerInvitations.cancelled, false),
        sql`${officerInvitations.email} <> ''`,
      ),
    )
    .orderBy(asc(officerInvitations.createdAt))

/** Every officer with department and last visit: who works first, by name. */
export const allOfficers = (db: Db) =>
  db
    .select({ officer: officers, department: departments, lastSeenAt: max(sessions.lastSeenAt) })
    .from(officers)
    .leftJoin(departments, eq(departments.id, officers.departmentId))
    .leftJoin(sessions, eq(sessions.officerId, officers.id))
    .groupBy(officers.id, departments.id)
    .orderBy(sql`${officers.disabledAt} is not null`, asc(officers.name), asc(officers.id))

export async function countAdministrators(db: Db): Promise<number> {
  const [row] = await db.select({ count: count() }).from(officers).where(atWork())
  return row!.count
}

/** Ids of the administrators at work, locked in order: who switches one off sees what another did just before. */
export async function lockAdministrators(tx: Db): Promise<number[]> {
  const rows = await tx
    .select({ id: officers.id })
    .from(officers)
    .where(atWork())
    .orderBy(asc(officers.id))
    .for('update')
  return rows.map(({ id }) => id)
}

const atWork = () => and(eq(officers.role, 'administrator'), isNull(officers.disabledAt))

export async function saveOfficer(tx: Db, id: number, set: Partial<typeof officers.$inferInsert>) {
  await tx.update(officers).set(set).where(eq(officers.id, id))
}

/** Whether a department takes new officers on a day. */
export async function hasDepartment(db: Db, id: number, day: string): Promise<boolean> {
  const rows = await db
    .select({ untilDay: departments.untilDay })
    .from(departments)
    .where(eq(departments.id, id))
  return rows[0] !== undefined && (rows[0].untilDay === null || rows[0].untilDay > day)
}
