import { sql } from 'drizzle-orm'
import type { AttendanceMode, ParticipantKind, PartyState } from '../../../shared/town-halls.ts'
import type { Db } from '../../platform/db/database.ts'

/** People of one sitting who count alike, and where they stand. */
export type Tally = {
  sittingId: number
  state: PartyState
  mode: AttendanceMode
  kind: ParticipantKind
  dong: string | null
  reserved: boolean
  walkIn: boolean
  parties: number
  people: number
  wheelchairs: number
  /** Of these, who came through a door at least once, and who is inside. */
  come: number
  inside: number
}

/** Everyone of one town hall in groups that count alike: what the desk, the minutes and the work report sum up. */
export async function talliesOf(db: Db, townHallId: number): Promise<Tally[]> {
  const rows = await db.execute<Record<string, unknown> & Tally>(sql`
    with seen as (
      select v.member_id, bool_or(v.left_at is null) as inside
      from visits v join sittings s on s.id = v.sitting_id
      where s.town_hall_id = ${townHallId} group by v.member_id
    )
    select p.sitting_id::int as "sittingId", p.state, p.mode, p.kind, p.dong, p.reserved, p.walk_in as "walkIn",
      count(distinct p.id)::int as parties, count(m.id)::int as people,
      (count(m.id) filter (where 'wheelchair' = any (m.needs)))::int as wheelchairs,
      count(seen.member_id)::int as come, (count(seen.member_id) filter (where seen.inside))::int as inside
    from parties p join members m on m.party_id = p.id left join seen on seen.member_id = m.id
    where p.town_hall_id = ${townHallId}
    group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7`)
  return [...rows]
}
