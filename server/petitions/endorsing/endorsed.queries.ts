import { and, desc, eq, isNull } from 'drizzle-orm'
import { identities, persons } from '../../accounts/accounts.tables.ts'
import { departments } from '../../settings/settings.tables.ts'
import type { Db } from '../../platform/db/database.ts'
import { endorsements, establishments, petitionCounts, petitions } from '../petitions.tables.ts'

/** The newest endorsement of a person on a petition, standing or withdrawn. */
export async function endorsementOf(db: Db, petitionId: number, personKey: Buffer) {
  const rows = await db
    .select({
      endorsedAt: endorsements.endorsedAt,
      ordinal: endorsements.ordinal,
      level: endorsements.level,
      withdrawnAt: endorsements.withdrawnAt,
    })
    .from(endorsements)
    .where(and(eq(endorsements.petitionId, petitionId), eq(endorsements.personKey, personKey)))
    .orderBy(desc(endorsements.id))
    .limit(1)
  return rows[0] ?? null
}

/** What endorsing needs to know of a person who just signed in. */
export async function endorserOf(db: Db, personId: number) {
  const rows = await db
    .select({
      personKey: persons.personKey,
      belonging: persons.belonging,
      dong: persons.dong,
      level: identities.level,
    })
    .from(persons)
    .innerJoin(identities, and(eq(identities.personId, persons.id), isNull(identities.unlinkedAt)))
    .where(eq(persons.id, personId))
    .orderBy(desc(identities.level))
    .limit(1)
  return rows[0] ?? null
}

/** What a receipt says of its petition: where it stands and what was promised when it opened. */
export async function petitionForReceipt(db: Db, number: string) {
  const rows = await db
    .select({
      id: petitions.id,
      number: petitions.number,
      title: petitions.title,
      state: petitions.state,
      hiddenAt: petitions.hiddenAt,
      removed: petitions.removed,
      openedAt: petitions.openedAt,
      closesAt: petitions.closesAt,
      threshold: petitions.threshold,
      mayorDays: petitions.mayorDays,
      departmentDays: petitions.departmentDays,
      response: petitions.response,
      responseKind: petitions.responseKind,
      responseDueAt: petitions.responseDueAt,
      total: petitionCounts.total,
      establishedAt: establishments.at,
      departmentKo: departments.nameKo,
      departmentEn: departments.nameEn,
    })
    .from(petitions)
    .leftJoin(petitionCounts, eq(petitionCounts.petitionId, petitions.id))
    .leftJoin(establishments, eq(establishments.petitionId, petitions.id))
    .leftJoin(departments, eq(departments.id, petitions.departmentId))
    .where(eq(petitions.number, number))
  return rows[0] ?? null
}
