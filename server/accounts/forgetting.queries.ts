import { sql } from 'drizzle-orm'
import { petitions, endorsements } from '../petitions/petitions.tables.ts'
import type { Db } from '../platform/db/database.ts'
import { parties } from '../townhalls/seats/registrations.tables.ts'
import { consents, identities, persons } from './accounts.tables.ts'

/** Accounts merged after an instant, of which something is still written under the key that is gone. */
export async function mergedSince(db: Db, after: Date): Promise<{ id: number; mergedInto: number }[]> {
  const rows = await db.execute<{ id: string; mergedInto: string }>(sql`
    select p.id, p.merged_into as "mergedInto" from persons p
    where p.merged_into is not null and p.closed_at > ${after.toISOString()}::timestamptz and (
      exists (select from ${endorsements} e where e.person_key = p.person_key and e.invalid_reason is distinct from 'same-person')
      or exists (select from ${petitions} where author_id = p.id)
      or exists (select from ${parties} where person_id = p.id))
    order by p.id limit 200`)
  return rows.map((row) => ({ id: Number(row.id), mergedInto: Number(row.mergedInto) }))
}

/** Nothing that this person signed or filed is still under way. */
const atRest = sql`
  not exists (
    select from ${endorsements} e join ${petitions} t on t.id = e.petition_id
    where e.person_key = p.person_key and t.state = 'open')
  and not exists (
    select from ${petitions} t where t.author_id = p.id and t.state in ('received', 'supplement_requested', 'open'))`

/**
 * Erases what was kept of identities that were taken off, and of closed accounts, only so that nobody counts twice:
 * from now on they are a new person.
 * @returns how many identities were erased
 */
export async function eraseUnlinked(db: Db): Promise<number> {
  const erased = await db.execute(sql`
    delete from ${identities} i using ${persons} p
    where p.id = i.person_id and i.unlinked_at is not null and ${atRest}
    returning i.id`)
  await db.execute(sql`
    delete from ${consents} c using ${persons} p
    where p.id = c.person_id and p.closed_at is not null and c.withdrawn_at is not null
      and not exists (select from ${identities} i where i.person_id = p.id)`)
  return erased.length
}
