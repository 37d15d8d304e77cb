import { and, asc, eq, inArray } from 'drizzle-orm'
import { officers, persons } from '../accounts/accounts.tables.ts'
import type { Db } from '../platform/db/database.ts'
import { parties } from '../townhalls/seats/registrations.tables.ts'
import { townHalls } from '../townhalls/townhalls.tables.ts'

/** Who plays in the live town hall of the demonstration; null where there is none any more. */
export async function liveCast(db: Db, titleKo: string) {
  const [hall] = await db
    .select({ id: townHalls.id })
    .from(townHalls)
    .where(and(eq(townHalls.titleKo, titleKo), eq(townHalls.state, 'live')))
  const [officer] = await db
    .select({ id: officers.id })
    .from(officers)
    .where(eq(officers.email, 'talk@demo.sotong.kr'))
  if (!hall || !officer) return null
  const people = await db
    .select({ id: persons.id, dong: persons.dong })
    .from(persons)
    .innerJoin(parties, eq(parties.personId, persons.id))
    .where(and(eq(parties.townHallId, hall.id), inArray(parties.state, ['confirmed', 'waiting'])))
    .orderBy(asc(parties.id))
    .limit(80)
  return { townHallId: hall.id, officerId: officer.id, people }
}
