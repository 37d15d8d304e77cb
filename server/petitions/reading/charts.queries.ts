import { sql } from 'drizzle-orm'
import type { Db } from '../../platform/db/database.ts'

export type Counted = {
  day: string
  dong: string | null
  level: number
  route: 'online' | 'paper'
  count: number
}

/**
 * Endorsements of a petition that count, by Seoul day, dong, level and route: what all its charts add up.
 * One counts when it stands, was not invalidated and has the level that this petition asks for.
 */
export async function countedEndorsements(db: Db, petitionId: number): Promise<Counted[]> {
  return [
    ...(await db.execute<Counted>(sql`
      select to_char(e.endorsed_at at time zone 'Asia/Seoul', 'YYYY-MM-DD') as day, e.dong, e.level, e.route,
        count(*)::int as count
      from endorsements e join petitions p on p.id = e.petition_id
      where e.petition_id = ${petitionId} and e.withdrawn_at is null and e.invalidated_at is null
        and e.level >= coalesce(p.min_level_counted, 0)
      group by 1, 2, 3, 4`)),
  ]
}
