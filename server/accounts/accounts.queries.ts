import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { ConsentKind } from '../../shared/accounts.ts'
import type { Lang } from '../../shared/wire.ts'
import type { Db } from '../platform/db/database.ts'
import { dongs } from '../settings/settings.tables.ts'
import { consents, identities, persons } from './accounts.tables.ts'

export type IdentityKind = (typeof identities.$inferSelect)['kind']
type NewIdentity = Omit<typeof identities.$inferInsert, 'personId'>

/** A new person. The key is derived from the id, which only the database gives: it is set right after. */
export async function addPerson(
  tx: Db,
  row: { lang: Lang; createdAt: Date },
  keyOf: (id: number) => Buffer,
): Promise<number> {
  const added = await tx
    .insert(persons)
    .values({ ...row, personKey: sql`uuid_send(gen_random_uuid())` })
    .returning({ id: persons.id })
  const { id } = added[0]!
  await savePerson(tx, id, { personKey: keyOf(id) })
  return id
}

/** Locks a person against merging, closing and changes of their identities. Of two, the lower id first. */
export async function lockPerson(tx: Db, id: number) {
  const rows = await tx.select().from(persons).where(eq(persons.id, id)).for('no key update')
  return rows[0] ?? null
}

export async function personById(db: Db, id: number) {
  return (await db.select().from(persons).where(eq(persons.id, id)))[0] ?? null
}

/** A person as their pages know them, however they came here; null for a closed account. */
export async function readerById(db: Db, personId: number) {
  const rows = await db
    .select({
      personId: persons.id,
      personKey: persons.personKey,
      belonging: persons.belonging,
      dong: persons.dong,
      displayName: persons.displayName,
      level: sql<number>`coalesce(max(${identities.level}), 0)::int`,
    })
    .from(persons)
    .leftJoin(identities, and(eq(identities.personId, persons.id), isNull(identities.unlinkedAt)))
    .where(and(eq(persons.id, personId), isNull(persons.closedAt)))
    .groupBy(persons.id)
  return rows[0] ?? null
}

export async function savePerson(tx: Db, id: number, change: Partial<typeof persons.$inferInsert>) {
  await tx.update(persons).set(change).where(eq(persons.id, id))
}

export async function identityByHash(db: Db, kind: IdentityKind, keyHash: Buffer) {
  const rows = await db
    .select()
    .from(identities)
    .where(and(eq(identities.kind, kind), eq(identities.keyHash, keyHash)))
  return rows[0] ?? null
}

/** Adds an identity or renews the one that is known. Who holds it is not changed. */
export async function saveIdentity(tx: Db, personId: number, row: NewIdentity) {
  const { sealedAddress, provider, level, verifiedAt } = row
  await tx
    .insert(identities)
    .values({ ...row, personId })
    .onConflictDoUpdate({
      target: [identities.kind, identities.keyHash],
      set: { sealedAddress, provider, level, verifiedAt, unlinkedAt: null },
    })
}

/** Identities by which a person can sign in, in the order they were added. */
export const identitiesOf = (db: Db, personId: number) =>
  db
    .select()
    .from(identities)
    .where(and(eq(identities.personId, personId), isNull(identities.unlinkedAt)))
    .orderBy(asc(identities.id))

/** The hash stays, so that linking again is the same person; the address is erased. */
export async function unlinkIdentity(tx: Db, id: number, at: Date) {
  await tx.update(identities).set({ unlinkedAt: at, sealedAddress: null }).where(eq(identities.id, id))
}

export async function moveIdentities(tx: Db, fromPersonId: number, toPersonId: number) {
  await tx.update(identities).set({ personId: toPersonId }).where(eq(identities.personId, fromPersonId))
}

/** The sealed address that a person reads mail at: the one added first. */
export async function sealedAddressOf(db: Db, personId: number) {
  const rows = await db
    .select({ sealed: identities.sealedAddress, lang: persons.lang })
    .from(identities)
    .innerJoin(persons, eq(persons.id, identities.personId))
    .where(
      and(
        eq(identities.personId, personId),
        eq(identities.kind, 'email'),
        isNull(identities.unlinkedAt),
        isNotNull(identities.sealedAddress),
        isNull(persons.closedAt),
      ),
    )
    .orderBy(asc(identities.id))
    .limit(1)
  return rows[0] ?? null
}

/** Consents that hold. */
export const consentsOf = (db: Db, personId: number) =>
  db
    .select()
    .from(consents)
    .where(and(eq(consents.personId, personId), isNull(consents.withdrawnAt)))
    .orderBy(asc(consents.id))

export async function addConsent(tx: Db, row: typeof consents.$inferInsert) {
  await tx.insert(consents).values(row)
}

/** Consents of a merged account; where both hold one, that of the account that stays holds. */
export async function moveConsents(tx: Db, fromPersonId: number, toPersonId: number, at: Date) {
  for (const { kind } of await consentsOf(tx, toPersonId)) await withdrawConsent(tx, fromPersonId, kind, at)
  await tx.update(consents).set({ personId: toPersonId }).where(eq(consents.personId, fromPersonId))
}

/** False when there was none to take back. */
export async function withdrawConsent(
  tx: Db,
  personId: number,
  kind: ConsentKind,
  at: Date,
): Promise<boolean> {
  const rows = await tx
    .update(consents)
    .set({ withdrawnAt: at })
    .where(and(eq(consents.personId, personId), eq(consents.kind, kind), isNull(consents.withdrawnAt)))
    .returning({ id: consents.id })
  return rows.length > 0
}

export async function dongCodes(db: Db): Promise<string[]> {
  return (await db.select({ code: dongs.code }).from(dongs)).map((row) => row.code)
}
