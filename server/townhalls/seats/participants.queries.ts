import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db/database.ts'
import { parties } from './registrations.tables.ts'

/** Standing parties of some persons, over all town halls. */
export const standingParties = (db: Db, personIds: number[]) =>
  db
    .select()
    .from(parties)
    .where(
      and(
        inArray(parties.personId, personIds),
        inArray(parties.state, ['applied', 'waiting', 'offered', 'confirmed']),
      ),
    )
    .orderBy(asc(parties.id))

/** Registrations of an account that is gone become those of the other. */
export async function moveParties(tx: Db, fromPersonId: number, toPersonId: number) {
  await tx.update(parties).set({ personId: toPersonId }).where(eq(parties.personId, fromPersonId))
}

const erased = sql`sealed_contact = null, note = '', answers = '{}'`

/** Of a closed account: its registrations stay as numbers, without anything of the person. */
export async function eraseParticipant(tx: Db, personId: number) {
  await tx.execute(sql`
    update members set sealed_name = null
    where party_id in (select id from parties where person_id = ${personId})`)
  await tx.execute(sql`update parties set ${erased}, person_id = null where person_id = ${personId}`)
  await tx.execute(
    sql`update questions set person_id = null, shown_name = null where person_id = ${personId}`,
  )
}

/** Erases names, contacts, answers and notes of sittings that ended before an instant. */
export async function eraseNamesBefore(db: Db, before: Date) {
  const past = sql`
    select p.id from parties p join sittings s on s.id = p.sitting_id
    where s.ends_at < ${before.toISOString()}::timestamptz`
  await db.execute(
    sql`update members set sealed_name = null where sealed_name is not null and party_id in (${past})`,
  )
  await db.execute(sql`
    update parties set ${erased}
    where (sealed_contact is not null or note <> '' or answers <> '{}') and id in (${past})`)
}
