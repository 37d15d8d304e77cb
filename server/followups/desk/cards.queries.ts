import { and, asc, desc, eq, inArray, isNull, ne } from 'drizzle-orm'
import { officers } from '../../accounts/accounts.tables.ts'
import type { Db } from '../../platform/db/database.ts'
import { departments } from '../../settings/settings.tables.ts'
import type { CardRow } from '../follow-ups.queries.ts'
import { followUpEvidence, followUpMoves, followUps } from '../follow-ups.tables.ts'

export type MoveRow = typeof followUpMoves.$inferSelect

/** Cards of these numbers, held until the transaction ends; always in the order of their ids, so that nobody waits in a ring. */
export const lockCards = (tx: Db, numbers: string[]): Promise<CardRow[]> =>
  tx
    .select()
    .from(followUps)
    .where(inArray(followUps.number, numbers))
    .orderBy(asc(followUps.id))
    .for('no key update')

export async function cardByNumber(db: Db, number: string): Promise<CardRow | null> {
  const rows = await db.select().from(followUps).where(eq(followUps.number, number))
  return rows[0] ?? null
}

export async function saveCard(tx: Db, id: number, change: Partial<typeof followUps.$inferInsert>) {
  await tx.update(followUps).set(change).where(eq(followUps.id, id))
}

/** What changed a card last. Notes, files and calls change nothing that could be undone. */
export async function lastChange(db: Db, followUpId: number): Promise<MoveRow | null> {
  const rows = await db
    .select()
    .from(followUpMoves)
    .where(
      and(
        eq(followUpMoves.followUpId, followUpId),
        ne(followUpMoves.act, 'note'),
        ne(followUpMoves.act, 'evidence'),
        ne(followUpMoves.act, 'told'),
      ),
    )
    .orderBy(desc(followUpMoves.id))
    .limit(1)
  return rows[0] ?? null
}

/** Numbers of the cards that were assigned together. */
export async function numbersOfBatch(db: Db, batchId: string): Promise<string[]> {
  const rows = await db
    .select({ number: followUps.number })
    .from(followUpMoves)
    .innerJoin(followUps, eq(followUps.id, followUpMoves.followUpId))
    .where(and(eq(followUpMoves.batchId, batchId), eq(followUpMoves.act, 'assign')))
    .orderBy(asc(followUps.id))
  return rows.map(({ number }) => number)
}

/** An officer in service; null for anyone else. */
export async function officerInService(db: Db, id: number) {
  const rows = await db
    .select({ id: officers.id, name: officers.name, departmentId: officers.departmentId })
    .from(officers)
    .where(and(eq(officers.id, id), isNull(officers.disabledAt)))
  return rows[0] ?? null
}

/** Officers in service of one department, or of all, by department and name. */
export const officersOf = (db: Db, departmentId: number | null) =>
  db
    .select({
      id: officers.id,
      name: officers.name,
      departmentId: departments.id,
      department: departments.nameKo,
    })
    .from(officers)
    .innerJoin(departments, eq(departments.id, officers.departmentId))
    .where(
      and(
        isNull(officers.disabledAt),
        departmentId === null ? undefined : eq(officers.departmentId, departmentId),
      ),
    )
    .orderBy(asc(departments.nameKo), asc(officers.name), asc(officers.id))

/** Mail addresses of the officers in service of a department. */
export async function addressesOf(db: Db, departmentId: number): Promise<string[]> {
  const rows = await db
    .select({ email: officers.email })
    .from(officers)
    .where(and(eq(officers.departmentId, departmentId), isNull(officers.disabledAt)))
    .orderBy(asc(officers.id))
  return rows.map(({ email }) => email)
}

export async function departmentExists(db: Db, id: number) {
  const rows = await db
    .select({ id: departments.id, nameKo: departments.nameKo })
    .from(departments)
    .where(and(eq(departments.id, id), isNull(departments.untilDay)))
  return rows[0] ?? null
}

export async function countEvidence(tx: Db, followUpId: number): Promise<number> {
  return tx.$count(followUpEvidence, eq(followUpEvidence.followUpId, followUpId))
}

/** False where the file stands on a card already. */
export async function addEvidence(tx: Db, row: typeof followUpEvidence.$inferInsert): Promise<boolean> {
  const added = await tx.insert(followUpEvidence).values(row).onConflictDoNothing().returning()
  return added.length === 1
}

/** Takes one file off a card. @returns its file, null where it has none of that id */
export async function removeEvidence(tx: Db, followUpId: number, id: number) {
  const rows = await tx
    .delete(followUpEvidence)
    .where(and(eq(followUpEvidence.followUpId, followUpId), eq(followUpEvidence.id, id)))
    .returning()
  return rows[0] ?? null
}
