import { sql } from 'drizzle-orm'
import type { ListStage } from '../../../shared/states.ts'
import type { Db } from '../../platform/db/database.ts'

export type Tally = { stage: ListStage; category: string; dong: string; count: number }

/** How many petitions stand in each list, by category and dong (see the table). A few hundred rows at most. */
export async function tallies(db: Db): Promise<Tally[]> {
  return [
    ...(await db.execute<Tally>(sql`
      select stage, category, dong, sum(count)::int as count from petition_tallies
      group by stage, category, dong having sum(count) <> 0`)),
  ]
}

/** Sums up the changes once there are more than `many`. Two processes at once sum different rows. */
export async function foldTallies(db: Db, many = 5000) {
  await db.execute(sql`
    with gone as (
      delete from petition_tallies where (select count(*) from petition_tallies) > ${many}
      returning stage, category, dong, count
    )
    insert into petition_tallies (stage, category, dong, count)
    select stage, category, dong, sum(count) from gone group by stage, category, dong having sum(count) <> 0`)
}
