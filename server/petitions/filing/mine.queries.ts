import { and, desc, eq, ne, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db/database.ts'
import { endorsements, establishments, petitionCounts, petitions } from '../petitions.tables.ts'

const shown = {
  number: sql<string>`${petitions.number}`,
  title: petitions.title,
  state: petitions.state,
  response: petitions.response,
  responseKind: petitions.responseKind,
  established: sql<boolean>`${establishments.petitionId} is not null`,
  closesAt: petitions.closesAt,
  responseDueAt: petitions.responseDueAt,
}

/** What a person filed, newest first. */
export const petitionsOf = (db: Db, personId: number, most = 200) =>
  db
    .select({
      ...shown,
      hiddenAt: petitions.hiddenAt,
      total: petitionCounts.total,
      threshold: petitions.threshold,
      receivedAt: petitions.receivedAt,
      reviewDueAt: petitions.reviewDueAt,
      supplementDueAt: petitions.supplementDueAt,
    })
    .from(petitions)
    .leftJoin(petitionCounts, eq(petitionCounts.petitionId, petitions.id))
    .leftJoin(establishments, eq(establishments.petitionId, petitions.id))
    .where(and(eq(petitions.authorId, personId), ne(petitions.state, 'draft')))
    .orderBy(desc(petitions.id))
    .limit(most)

/** What a person wrote and has not sent, last changed first. */
export const draftsOf = (db: Db, personId: number, most = 50) =>
  db
    .select({ id: petitions.draftId, title: petitions.title, updatedAt: petitions.updatedAt })
    .from(petitions)
    .where(and(eq(petitions.authorId, personId), eq(petitions.state, 'draft')))
    .orderBy(desc(petitions.updatedAt))
    .limit(most)

/** What a person endorsed, newest first, each petition once: the last of several endorsements. */
export async function endorsementsOf(db: Db, personKey: Buffer, most = 200) {
  const last = db
    .selectDistinctOn([endorsements.petitionId])
    .from(endorsements)
    .where(eq(endorsements.personKey, personKey))
    .orderBy(endorsements.petitionId, desc(endorsements.id))
    .as('last')
  return db
    .select({ ...shown, endorsedAt: last.endorsedAt, withdrawnAt: last.withdrawnAt })
    .from(last)
    .innerJoin(petitions, eq(petitions.id, last.petitionId))
    .leftJoin(establishments, eq(establishments.petitionId, petitions.id))
    .where(eq(petitions.removed, false))
    .orderBy(desc(last.endorsedAt))
    .limit(most)
}
