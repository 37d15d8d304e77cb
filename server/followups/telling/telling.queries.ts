import { and, asc, eq, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import { officers } from '../../accounts/accounts.tables.ts'
import { answers, commitments } from '../../petitions/answers/answers.tables.ts'
import { subscriptions } from '../../petitions/petitions.tables.ts'
import type { Db } from '../../platform/db/database.ts'
import { followUpListeners, followUps } from '../follow-ups.tables.ts'

export type ListenerRow = typeof followUpListeners.$inferSelect

/** A card and every card that was joined to it, over as many joints as there are. */
const family = (id: number) => sql`(
  with recursive joined (id) as (
    select ${id}::bigint union select f.id from ${followUps} f join joined j on f.merged_into = j.id)
  select id from joined)`

/** Who waits for word of a card, held for telling; each contact once, whichever card they asked about. */
export async function lockWaiting(tx: Db, cardId: number): Promise<ListenerRow[]> {
  return tx
    .select()
    .from(followUpListeners)
    .where(and(sql`${followUpListeners.followUpId} in ${family(cardId)}`, isNull(followUpListeners.toldAt)))
    .orderBy(asc(followUpListeners.id))
    .for('no key update')
}

export async function markTold(tx: Db, ids: number[], at: Date) {
  if (ids.length > 0)
    await tx.update(followUpListeners).set({ toldAt: at }).where(inArray(followUpListeners.id, ids))
}

export async function markStandingTold(tx: Db, ids: number[], at: Date) {
  if (ids.length > 0)
    await tx.update(followUpListeners).set({ standingToldAt: at }).where(inArray(followUpListeners.id, ids))
}

/** A promise that is owed again: whoever was told, and can still be reached, hears of it once more. */
export async function forgetTold(tx: Db, cardId: number) {
  await tx
    .update(followUpListeners)
    .set({ toldAt: null })
    .where(
      and(
        sql`${followUpListeners.followUpId} in ${family(cardId)}`,
        sql`(${followUpListeners.personId} is not null or ${followUpListeners.sealedContact} is not null)`,
      ),
    )
}

/** How many asked to hear, how many were told what came of it. */
export async function heardOf(db: Db, cardId: number) {
  const [row] = await db
    .select({
      asked: sql<number>`count(*)::int`,
      told: sql<number>`(count(*) filter (where ${followUpListeners.toldAt} is not null))::int`,
      /** Not told yet, and no account that reads mail: an officer looks whether it is a phone number. */
      calls: sql<number>`(count(*) filter (where ${followUpListeners.toldAt} is null
        and ${followUpListeners.sealedContact} is not null))::int`,
    })
    .from(followUpListeners)
    .where(sql`${followUpListeners.followUpId} in ${family(cardId)}`)
  return row!
}

/** Cards that are still owed and of which someone should have heard by now. */
export async function standingDue(db: Db, at: Date, most = 100): Promise<number[]> {
  const rows = await db.execute<{ id: string }>(sql`
    with recursive up (listener, card) as (
      select l.id, l.follow_up_id from ${followUpListeners} l
      where l.told_at is null and l.standing_told_at is null and l.tell_by <= ${at.toISOString()}::timestamptz
      union select up.listener, f.merged_into from up join ${followUps} f on f.id = up.card
      where f.merged_into is not null)
    select distinct f.id from up join ${followUps} f on f.id = up.card
    where f.settled_at is null
    order by f.id limit ${most}`)
  return rows.map(({ id }) => Number(id))
}

export async function lockCard(tx: Db, id: number) {
  const rows = await tx.select().from(followUps).where(eq(followUps.id, id)).for('no key update')
  return rows[0] ?? null
}

/** Erases contacts of those who were told before an instant. @returns how many */
export async function eraseTold(tx: Db, before: Date): Promise<number> {
  const erased = await tx
    .update(followUpListeners)
    .set({ sealedContact: null, contactHash: null })
    .where(and(isNotNull(followUpListeners.sealedContact), lte(followUpListeners.toldAt, before)))
    .returning({ id: followUpListeners.id })
  return erased.length
}

/** Cards that are owed and due by an instant, of which their department was not reminded yet; held. */
export async function lockUnreminded(tx: Db, at: Date, soon: Date) {
  return tx
    .select()
    .from(followUps)
    .where(
      and(
        isNull(followUps.settledAt),
        sql`((${followUps.dueAt} <= ${at.toISOString()}::timestamptz and ${followUps.lateToldFor} is distinct from ${followUps.dueAt})
          or (${followUps.dueAt} > ${at.toISOString()}::timestamptz and ${followUps.dueAt} <= ${soon.toISOString()}::timestamptz
            and ${followUps.soonToldFor} is distinct from ${followUps.dueAt}))`,
      ),
    )
    .orderBy(asc(followUps.id))
    .for('no key update')
}

export async function markReminded(tx: Db, ids: number[], which: 'soonToldFor' | 'lateToldFor') {
  if (ids.length > 0)
    await tx
      .update(followUps)
      .set({ [which]: followUps.dueAt })
      .where(inArray(followUps.id, ids))
}

/** Addresses by department of officers in service; the communication team under null. */
export async function readersOfDigests(tx: Db, departmentIds: number[]) {
  const rows = await tx
    .select({ email: officers.email, role: officers.role, departmentId: officers.departmentId })
    .from(officers)
    .where(
      and(
        isNull(officers.disabledAt),
        sql`(${officers.role} = 'communication' or ${inArray(officers.departmentId, departmentIds)})`,
      ),
    )
    .orderBy(asc(officers.id))
  return {
    team: rows.filter(({ role }) => role === 'communication').map(({ email }) => email),
    of: (id: number) =>
      rows
        .filter(({ role, departmentId }) => role === 'department' && departmentId === id)
        .map(({ email }) => email),
  }
}

/** Two accounts are one person: what one asked to hear of is the other's. */
export async function moveListeners(tx: Db, from: number, to: { id: number; hash: (id: number) => Buffer }) {
  const hash = to.hash(to.id)
  await tx.execute(sql`
    update ${followUpListeners} l set person_id = ${to.id}, contact_hash = ${hash}
    where l.person_id = ${from} and not exists (
      select from ${followUpListeners} k where k.follow_up_id = l.follow_up_id and k.person_id = ${to.id})`)
}

/** Who follows a petition whose promise this is, or was joined to it, and chose to hear of promises; by person. */
export const followersOf = async (db: Db, cardId: number, after: number, most: number) =>
  [
    ...(await db.execute<{ personId: string; petitionId: string }>(sql`
      select s.person_id as "personId", min(s.petition_id) as "petitionId"
      from ${followUps} f
      join ${commitments} c on f.source = 'commitment' and c.id = f.source_id
      join ${answers} a on a.id = c.answer_id
      join ${subscriptions} s on s.petition_id = a.petition_id and s.on_commitment
      where f.id in ${family(cardId)} and s.person_id > ${after}
      group by s.person_id order by s.person_id limit ${most}`)),
  ].map(({ personId, petitionId }) => ({ personId: Number(personId), petitionId: Number(petitionId) }))
