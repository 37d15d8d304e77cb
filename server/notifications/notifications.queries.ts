import { and, count, desc, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import type { Db } from '../platform/db/database.ts'
import { mails } from './notifications.tables.ts'

/** The id of the new mail, or null when this reader has one for this purpose already. */
export async function addMail(db: Db, mail: typeof mails.$inferInsert): Promise<number | null> {
  const added = await db.insert(mails).values(mail).onConflictDoNothing().returning({ id: mails.id })
  return added[0]?.id ?? null
}

/** Takes a mail for sending; null when someone took it before. A taken mail is never taken again by itself. */
export async function takeMail(db: Db, id: number, at: Date) {
  const taken = await db
    .update(mails)
    .set({ startedAt: at, attempts: sql`${mails.attempts} + 1` })
    .where(and(eq(mails.id, id), isNull(mails.startedAt)))
    .returning()
  return taken[0] ?? null
}

export async function markSent(db: Db, id: number, at: Date) {
  await db.update(mails).set({ sentAt: at, failure: null, failedAt: null }).where(eq(mails.id, id))
}

/** The server refused it before taking it: it may be taken again. */
export async function markRefused(db: Db, id: number, at: Date, failure: string) {
  await db.update(mails).set({ startedAt: null, failedAt: at, failure }).where(eq(mails.id, id))
}

/** Nobody knows whether it went out: it stays taken, and is listed for the office. */
export async function markInDoubt(db: Db, id: number, at: Date, failure: string) {
  await db.update(mails).set({ failedAt: at, failure }).where(eq(mails.id, id))
}

/**
 * Mails that may not have arrived, newest first: in doubt (taken and never confirmed), or refused and waiting.
 * @param takenBefore what was taken later may still be on its way
 */
export async function troubledMails(db: Db, takenBefore: Date, most: number) {
  const troubled = and(isNull(mails.sentAt), or(isNotNull(mails.failedAt), lt(mails.startedAt, takenBefore)))
  const rows = await db
    .select({
      id: mails.id,
      purpose: mails.purpose,
      attempts: mails.attempts,
      createdAt: mails.createdAt,
      startedAt: mails.startedAt,
      failure: mails.failure,
    })
    .from(mails)
    .where(troubled)
    .orderBy(desc(mails.createdAt), desc(mails.id))
    .limit(most)
  const [all] = await db.select({ total: count() }).from(mails).where(troubled)
  return { rows, total: all!.total }
}

/** The newest mails with their sealed text: the outbox of a demonstration. */
export const newestMails = (db: Db, most: number) =>
  db.select().from(mails).orderBy(desc(mails.createdAt), desc(mails.id)).limit(most)

/** Erases the words and addresses of mails that are older. */
export async function eraseMailsBefore(db: Db, before: Date) {
  await db.update(mails).set({ sealedMail: null }).where(lt(mails.createdAt, before))
}
