import { asc, inArray, sql } from 'drizzle-orm'
import type { AttendanceMode } from '../../../shared/town-halls.ts'
import type { Db } from '../../platform/db/database.ts'
import { drawPlaces } from '../townhalls.tables.ts'

export type Drawn = {
  id: number
  place: number
  state: 'confirmed' | 'waiting'
  mode: AttendanceMode
  movedOnline: boolean
}

/** Writes the result of one sitting, to be read by anyone and changed by nobody. */
export async function publishPlaces(tx: Db, sittingId: number, partyIds: string[]) {
  if (partyIds.length === 0) return
  await tx.insert(drawPlaces).values(partyIds.map((partyId, at) => ({ sittingId, partyId, place: at + 1 })))
}

export const publishedPlaces = (db: Db, sittingIds: number[]) =>
  db
    .select()
    .from(drawPlaces)
    .where(inArray(drawPlaces.sittingId, sittingIds))
    .orderBy(asc(drawPlaces.sittingId), asc(drawPlaces.place))

/** Gives all parties of one sitting their place and state at once. The sitting is locked; the places are new to it. */
export async function saveDrawn(tx: Db, sittingId: number, drawn: Drawn[], at: Date) {
  if (drawn.length === 0) return
  const last = Math.max(...drawn.map(({ place }) => place))
  const instant = sql`${at.toISOString()}::timestamptz`
  await tx.execute(sql`
    update parties p set
      place = d.place, state = d.state, mode = d.mode, moved_online = d."movedOnline", updated_at = ${instant},
      confirmed_at = case when d.state = 'confirmed' then ${instant} end
    from jsonb_to_recordset(${JSON.stringify(drawn)}::jsonb)
      as d (id bigint, place integer, state text, mode text, "movedOnline" boolean)
    where p.id = d.id and p.sitting_id = ${sittingId}`)
  await tx.execute(sql`update sittings set last_place = ${last} where id = ${sittingId}`)
}
