import { eq, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db/database.ts'
import { establishments, petitionCounts } from '../petitions.tables.ts'

export type Counted = { id: number; online: number; paper: number; onlineRows: number; paperRows: number }

/**
 * Counters beside the rows they count, for petitions after an id, in its order. A row counts when it stands, was not
 * invalidated and has the level that this petition asks for. What was imported has no rows.
 */
export async function countersAndRows(
  db: Db,
  { after = 0, most = 100, only }: { after?: number; most?: number; only?: number },
) {
  const rows = await db.execute<Record<keyof Counted, number | string>>(sql`
    select c.petition_id as id, c.online, c.paper, r.online_rows as "onlineRows", r.paper_rows as "paperRows"
    from petition_counts c join petitions p on p.id = c.petition_id
    cross join lateral (
      select count(*) filter (where e.route = 'online')::int as online_rows,
        count(*) filter (where e.route = 'paper')::int as paper_rows
      from endorsements e
      where e.petition_id = c.petition_id and e.withdrawn_at is null and e.invalidated_at is null
        and e.level >= coalesce(p.min_level_counted, 0)
    ) r
    where ${only === undefined ? sql`c.petition_id > ${after}` : sql`c.petition_id = ${only}`}
    order by c.petition_id limit ${most}`)
  return rows.map((row) => ({
    id: Number(row.id),
    online: Number(row.online),
    paper: Number(row.paper),
    onlineRows: Number(row.onlineRows),
    paperRows: Number(row.paperRows),
  }))
}

/** Sets the counters to what was counted. The petition is locked. */
export async function correctCounters(tx: Db, { id, onlineRows, paperRows }: Counted): Promise<number> {
  const rows = await tx
    .update(petitionCounts)
    .set({ online: onlineRows, paper: paperRows })
    .where(eq(petitionCounts.petitionId, id))
    .returning({ total: petitionCounts.total })
  return rows[0]!.total
}

/** Writes the establishment once. @returns false when there was one */
export async function addEstablishment(tx: Db, row: typeof establishments.$inferInsert): Promise<boolean> {
  const added = await tx.insert(establishments).values(row).onConflictDoNothing().returning()
  return added.length === 1
}
