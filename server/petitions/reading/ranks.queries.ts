import { sql } from 'drizzle-orm'
import type { Db } from '../../platform/db/database.ts'

/** Beyond this many endorsements in 72 hours a petition does not rise any higher; it keeps counting cheap. */
const mostCounted = 50_000

/**
 * Petitions whose copies for sorting are out of date.
 * @param since endorsements from here on make a petition rise
 * @param closedSince petitions that closed before are left out; null looks at all
 */
export async function staleRanks(db: Db, since: Date, closedSince: Date | null) {
  const rows = await db.execute<{ id: string; total: number; rising: number }>(sql`
    select p.id, c.total, r.rising
    from petitions p join petition_counts c on c.petition_id = p.id
    cross join lateral (
      select case when p.rank_rising = 0 and p.rank_total = c.total then 0 else (
        select count(*)::int from (
          select from endorsements e
          where e.petition_id = p.id and e.endorsed_at >= ${since.toISOString()}::timestamptz
            and e.withdrawn_at is null and e.invalidated_at is null
          limit ${mostCounted}
        ) recent
      ) end as rising
    ) r
    where (p.state = 'open' or ${closedSince === null} or p.closed_at >= ${closedSince?.toISOString() ?? null}::timestamptz)
      and (c.total <> p.rank_total or r.rising <> p.rank_rising)
    order by p.id`)
  return rows.map((row) => ({ id: Number(row.id), total: row.total, rising: row.rising }))
}

type Rank = { id: number; total: number; rising: number }

/**
 * Writes copies for sorting. It takes no lock on the counts, so it must never wait for one petition while it holds
 * another: many at once skip what is locked; a single one may wait.
 * @returns ids that were written
 */
export async function writeRanks(db: Db, ranks: Rank[]): Promise<number[]> {
  const rows = await db.execute<{ id: string }>(sql`
    with free as (
      select id from petitions where id in (select (r->>'id')::bigint from jsonb_array_elements(${JSON.stringify(ranks)}::jsonb) r)
      order by id for no key update ${ranks.length > 1 ? sql`skip locked` : sql``}
    )
    update petitions p set rank_total = (r->>'total')::int, rank_rising = (r->>'rising')::int
    from jsonb_array_elements(${JSON.stringify(ranks)}::jsonb) r join free on free.id = (r->>'id')::bigint
    where p.id = free.id
    returning p.id`)
  return rows.map((row) => Number(row.id))
}
