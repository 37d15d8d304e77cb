import { and, asc, eq, inArray, isNull, notInArray, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db/database.ts'
import { endorsements, petitionCounts, petitions, subscriptions } from '../petitions.tables.ts'

/** `same-person` rows were settled by a merge before: they stay under the key of the account that is gone. */
const unsettled = sql`${endorsements.invalidReason} is distinct from 'same-person'`

/** Petitions that a key endorsed, withdrawn ones too, in the order of their ids. */
export async function petitionsOfKey(tx: Db, personKey: Buffer): Promise<number[]> {
  const rows = await tx
    .selectDistinct({ id: endorsements.petitionId })
    .from(endorsements)
    .where(and(eq(endorsements.personKey, personKey), unsettled))
    .orderBy(asc(endorsements.petitionId))
  return rows.map((row) => row.id)
}

/** Locks petitions against changes of their endorsements: counts first, then petitions, each in order of their ids. */
export async function lockPetitions(tx: Db, ids: number[]) {
  await tx
    .select({ id: petitionCounts.petitionId })
    .from(petitionCounts)
    .where(inArray(petitionCounts.petitionId, ids))
    .orderBy(asc(petitionCounts.petitionId))
    .for('no key update')
  await tx
    .select({ id: petitions.id })
    .from(petitions)
    .where(inArray(petitions.id, ids))
    .orderBy(asc(petitions.id))
    .for('share')
}

/** Standing endorsements under either key, on petitions that both have one on come in pairs. */
export const standingOf = (tx: Db, petitionIds: number[], keys: Buffer[]) =>
  tx
    .select({
      id: endorsements.id,
      petitionId: endorsements.petitionId,
      personKey: endorsements.personKey,
      level: endorsements.level,
      route: endorsements.route,
      endorsedAt: endorsements.endorsedAt,
      invalid: sql<boolean>`${endorsements.invalidatedAt} is not null`,
      minLevel: sql<number>`coalesce(${petitions.minLevelCounted}, 0)`,
    })
    .from(endorsements)
    .innerJoin(petitions, eq(petitions.id, endorsements.petitionId))
    .where(
      and(
        inArray(endorsements.petitionId, petitionIds),
        inArray(endorsements.personKey, keys),
        isNull(endorsements.withdrawnAt),
        unsettled,
      ),
    )
    .orderBy(asc(endorsements.petitionId), asc(endorsements.id))

/** Marks one endorsement as the same person's; the counters follow what no longer counts. */
export async function settlePair(
  tx: Db,
  petitionId: number,
  { kept, dropped, level }: { kept: { id: number }; dropped: { id: number }; level: number },
  change: { online: number; paper: number },
  at: Date,
) {
  await tx
    .update(endorsements)
    .set({
      invalidatedAt: sql`coalesce(${endorsements.invalidatedAt}, ${at.toISOString()}::timestamptz)`,
      invalidReason: 'same-person',
    })
    .where(eq(endorsements.id, dropped.id))
  await tx.update(endorsements).set({ level }).where(eq(endorsements.id, kept.id))
  await tx
    .update(petitionCounts)
    .set({
      online: sql`${petitionCounts.online} + ${change.online}`,
      paper: sql`${petitionCounts.paper} + ${change.paper}`,
    })
    .where(eq(petitionCounts.petitionId, petitionId))
}

export async function setKey(tx: Db, endorsementId: number, personKey: Buffer) {
  await tx.update(endorsements).set({ personKey }).where(eq(endorsements.id, endorsementId))
}

/** What only one of the two endorsed, and what was withdrawn, goes to the account that stays. */
export async function moveEndorsements(tx: Db, petitionIds: number[], from: Buffer, to: Buffer) {
  await tx
    .update(endorsements)
    .set({ personKey: to })
    .where(and(inArray(endorsements.petitionId, petitionIds), eq(endorsements.personKey, from), unsettled))
}

export async function moveAuthorship(tx: Db, fromPersonId: number, toPersonId: number) {
  await tx.update(petitions).set({ authorId: toPersonId }).where(eq(petitions.authorId, fromPersonId))
}

/** Where both follow a petition, what the account that stays chose holds. */
export async function moveSubscriptions(tx: Db, fromPersonId: number, toPersonId: number) {
  const kept = tx
    .select({ id: subscriptions.petitionId })
    .from(subscriptions)
    .where(eq(subscriptions.personId, toPersonId))
  await tx
    .update(subscriptions)
    .set({ personId: toPersonId })
    .where(and(eq(subscriptions.personId, fromPersonId), notInArray(subscriptions.petitionId, kept)))
  await deleteSubscriptionsOf(tx, fromPersonId)
}

export async function deleteSubscriptionsOf(tx: Db, personId: number) {
  await tx.delete(subscriptions).where(eq(subscriptions.personId, personId))
}

export async function deleteDraftsOf(tx: Db, personId: number) {
  await tx.delete(petitions).where(and(eq(petitions.authorId, personId), eq(petitions.state, 'draft')))
}
