import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Subscription } from '../../../shared/petitions.ts'
import { consents } from '../../accounts/accounts.tables.ts'
import type { Db } from '../../platform/db/database.ts'
import { petitions, subscriptions } from '../petitions.tables.ts'

/** What a subscriber can be told. */
export type Occasion = 'answer' | 'established' | 'commitment'

const columnOf = {
  answer: sql.raw('on_answer'),
  established: sql.raw('on_established'),
  commitment: sql.raw('on_commitment'),
}

/**
 * What an endorser hears who chose nothing for this petition but agreed to notices. It is not written as a row:
 * endorsing stays one insert, and taking the consent back ends it everywhere.
 */
const byConsent: Record<Occasion, boolean> = { answer: true, established: true, commitment: false }

/**
 * Who is to be told, a page of person ids in ascending order: those who chose it, and endorsers by their consent.
 * @param after the last person id of the page before; 0 at first
 */
export async function subscribersOf(
  db: Db,
  petitionId: number,
  occasion: Occasion,
  after: number,
  most = 500,
): Promise<number[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select id from (
      select s.person_id as id from subscriptions s
      where s.petition_id = ${petitionId} and s.person_id > ${after} and s.${columnOf[occasion]}
      union
      select p.id from endorsements e join persons p on p.person_key = e.person_key
      where ${byConsent[occasion]} and e.petition_id = ${petitionId} and e.withdrawn_at is null and p.id > ${after}
        and not exists (select from subscriptions s where s.petition_id = e.petition_id and s.person_id = p.id)
        and exists (select from consents c where c.person_id = p.id and c.kind = 'notices' and c.withdrawn_at is null)
    ) told
    where exists (select from persons where persons.id = told.id and closed_at is null and merged_into is null)
    order by id limit ${most}`)
  return rows.map((row) => Number(row.id))
}

/** What someone hears of a petition: as chosen, or else by the consent to notices. */
export async function subscriptionOf(db: Db, petitionId: number, personId: number): Promise<Subscription> {
  const chosen = await db
    .select()
    .from(subscriptions)
    .where(and(eq(subscriptions.petitionId, petitionId), eq(subscriptions.personId, personId)))
  if (chosen[0]) {
    const { onAnswer, onEstablished, onCommitment } = chosen[0]
    return { onAnswer, onEstablished, onCommitment }
  }
  const agreed = await db
    .select({ id: consents.id })
    .from(consents)
    .where(and(eq(consents.personId, personId), eq(consents.kind, 'notices'), isNull(consents.withdrawnAt)))
    .limit(1)
  const heard = (occasion: Occasion) => agreed.length > 0 && byConsent[occasion]
  return {
    onAnswer: heard('answer'),
    onEstablished: heard('established'),
    onCommitment: heard('commitment'),
  }
}

export async function saveSubscription(db: Db, petitionId: number, personId: number, chosen: Subscription) {
  await db
    .insert(subscriptions)
    .values({ petitionId, personId, ...chosen })
    .onConflictDoUpdate({ target: [subscriptions.petitionId, subscriptions.personId], set: chosen })
}

/** What a page says of a sent petition; null where there is none. */
export async function numberAndTitle(db: Db, petitionId: number) {
  const rows = await db
    .select({ number: petitions.number, title: petitions.title })
    .from(petitions)
    .where(eq(petitions.id, petitionId))
  const row = rows[0]
  return row?.number ? { number: row.number, title: row.title } : null
}
