import { and, eq, ne, sql } from 'drizzle-orm'
import { persons } from '../../accounts/accounts.tables.ts'
import type { Db } from '../../platform/db/database.ts'
import { establishments, petitions } from '../petitions.tables.ts'

/** What is known of whoever filed a petition, and who may ask. */
export async function contactRow(db: Db, number: string) {
  const rows = await db
    .select({
      id: petitions.id,
      title: petitions.title,
      departmentId: petitions.departmentId,
      established: sql<boolean>`${establishments.at} is not null`,
      authorId: petitions.authorId,
      displayName: persons.displayName,
      sealedContact: petitions.sealedContact,
    })
    .from(petitions)
    .leftJoin(persons, eq(persons.id, petitions.authorId))
    .leftJoin(establishments, eq(establishments.petitionId, petitions.id))
    .where(and(eq(petitions.number, number), ne(petitions.state, 'draft')))
  return rows[0] ?? null
}
