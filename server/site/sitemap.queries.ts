import { sql } from 'drizzle-orm'
import type { Db } from '../platform/db/database.ts'

/** An address of the site without its language, and when it last changed. */
export type Place = { path: string; at: string | null }

/** Town halls, listening events and cards of the ledger that anyone may read, the newest first. */
export const otherPlaces = async (db: Db, most: number): Promise<Place[]> => [
  ...(await db.execute<Place>(sql`
    (select '/town-halls/' || id as path, null as at from town_halls where state <> 'draft' order by id desc limit ${most})
    union all
    (select '/listening/' || id, to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from listening_events
      where state = 'held' order by id desc limit ${most})
    union all
    (select '/follow-ups/' || number, null from follow_ups where number is not null order by id desc limit ${most})`)),
]
