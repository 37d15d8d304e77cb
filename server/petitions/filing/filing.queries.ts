import { and, asc, count, desc, eq, gte, sql } from 'drizzle-orm'
import { persons } from '../../accounts/accounts.tables.ts'
import { categories, dongs, rejectionGrounds } from '../../settings/settings.tables.ts'
import type { Db } from '../../platform/db/database.ts'
import { establishments, petitionCounts, petitionMoves, petitions } from '../petitions.tables.ts'

/** Holds everything else that the same person files or saves at this moment, so that limits count right. */
export async function lockPerson(tx: Db, personId: number) {
  await tx.select({ id: persons.id }).from(persons).where(eq(persons.id, personId)).for('no key update')
}

/** Adds a draft unless there is one of that id. @returns whether it was added */
export async function addDraft(tx: Db, row: typeof petitions.$inferInsert): Promise<boolean> {
  const added = await tx.insert(petitions).values(row).onConflictDoNothing().returning({ id: petitions.id })
  return added.length === 1
}

/** A draft or what became of it, locked. Drafts have no counts, so that there is nothing to lock before it. */
export async function lockDraft(tx: Db, draftId: string) {
  const rows = await tx.select().from(petitions).where(eq(petitions.draftId, draftId)).for('no key update')
  return rows[0] ?? null
}

export async function draftById(db: Db, draftId: string) {
  const rows = await db.select().from(petitions).where(eq(petitions.draftId, draftId))
  return rows[0] ?? null
}

export async function draftsOf(db: Db, personId: number) {
  return db
    .select({ draftId: petitions.draftId, title: petitions.title, savedAt: petitions.updatedAt })
    .from(petitions)
    .where(and(eq(petitions.authorId, personId), eq(petitions.state, 'draft')))
    .orderBy(desc(petitions.updatedAt), desc(petitions.id))
}

/** False when this person has no such draft. */
export async function deleteDraft(db: Db, draftId: string, personId: number): Promise<boolean> {
  const gone = await db
    .delete(petitions)
    .where(
      and(eq(petitions.draftId, draftId), eq(petitions.authorId, personId), eq(petitions.state, 'draft')),
    )
    .returning({ id: petitions.id })
  return gone.length === 1
}

/** How many petitions a person filed since an instant. */
export async function filedSince(db: Db, personId: number, since: Date): Promise<number> {
  const rows = await db
    .select({ filed: count() })
    .from(petitions)
    .where(and(eq(petitions.authorId, personId), gte(petitions.receivedAt, since)))
  return rows[0]!.filed
}

/** The row of its total, at zero, from receipt on. */
export async function addCounts(tx: Db, petitionId: number) {
  await tx.insert(petitionCounts).values({ petitionId }).onConflictDoNothing()
}

export async function movesOf(db: Db, petitionId: number) {
  return db
    .select({ at: petitionMoves.at, move: petitionMoves.move, note: petitionMoves.publicNote })
    .from(petitionMoves)
    .where(eq(petitionMoves.petitionId, petitionId))
    .orderBy(asc(petitionMoves.id))
}

/** A petition with all that its author reads of it. */
export async function wholePetition(db: Db, number: string) {
  const rows = await db
    .select({
      petition: petitions,
      total: sql<number>`coalesce(${petitionCounts.total}, 0)`,
      establishedAt: establishments.at,
      category: categories,
      ground: rejectionGrounds,
      mergedNumber: sql<
        string | null
      >`(select m.number from petitions m where m.id = ${petitions.mergedInto})`,
    })
    .from(petitions)
    .leftJoin(petitionCounts, eq(petitionCounts.petitionId, petitions.id))
    .leftJoin(establishments, eq(establishments.petitionId, petitions.id))
    .leftJoin(categories, eq(categories.code, petitions.categoryCode))
    .leftJoin(rejectionGrounds, eq(rejectionGrounds.code, petitions.groundCode))
    .where(eq(petitions.number, number))
  const row = rows[0]
  if (!row) return null
  const all =
    row.petition.dongCodes.length > 0 ? await db.select().from(dongs).orderBy(asc(dongs.position)) : []
  return { ...row, dongs: all.filter(({ code }) => row.petition.dongCodes.includes(code)) }
}

export async function establishedAt(db: Db, petitionId: number): Promise<Date | null> {
  const rows = await db
    .select({ at: establishments.at })
    .from(establishments)
    .where(eq(establishments.petitionId, petitionId))
  return rows[0]?.at ?? null
}
