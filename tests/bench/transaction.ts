import type { Sql } from '../../server/platform/db/database.ts'
import type { Settled } from '../../server/petitions/endorsing/endorser.ts'
import type { Asked } from '../../server/petitions/endorsing/endorsing.queries.ts'
import type { Outcome } from '../../server/petitions/endorsing/endorsing.rules.ts'

/**
 * Endorsing as it is mostly written, and correctly: a transaction that locks, judges, inserts, counts and establishes.
 * The yardstick of writing many at once.
 */
export async function endorseInOneTransaction(sql: Sql, asked: Asked): Promise<Settled<Outcome>> {
  const { petitionId, personKey, dong, level, receivedAt } = asked
  const at = receivedAt.toISOString()
  return sql.begin(async (tx): Promise<Settled<Outcome>> => {
    const [counts] = await tx`
      select total from petition_counts where petition_id = ${petitionId} for no key update`
    const [petition] = await tx`
      select state = 'open' and hidden_at is null and ${at} < closes_at as welcome, threshold
      from petitions where id = ${petitionId} for share`
    if (!petition!.welcome) return { outcome: 'closed', total: 0, established: false, ordinal: null }
    const ordinal = (counts!.total as number) + 1
    const added = await tx`
      insert into endorsements (petition_id, person_key, dong, level, route, endorsed_at, ordinal)
      values (${petitionId}, ${personKey}, ${dong}, ${level}, 'online', ${at}, ${ordinal})
      on conflict (petition_id, person_key) where withdrawn_at is null do nothing returning id`
    if (added.length === 0)
      return { outcome: 'already', total: ordinal - 1, established: false, ordinal: null }
    await tx`update petition_counts set online = online + 1 where petition_id = ${petitionId}`
    const established = ordinal >= (petition!.threshold as number)
    if (ordinal === petition!.threshold)
      await tx`insert into establishments (petition_id, at, total, threshold)
        values (${petitionId}, ${at}, ${ordinal}, ${ordinal}) on conflict do nothing`
    return { outcome: 'new', total: ordinal, established, ordinal }
  }) as Promise<Settled<Outcome>>
}
