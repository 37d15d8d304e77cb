import { sql } from 'drizzle-orm'
import type { Db } from '../../platform/db/database.ts'

/** What a room knows of one person in it. */
export type InRoom = { registered: boolean; voted: number[]; polls: Record<string, number[]> }

type Row = { person: string; registered: boolean; voted: number[] | null; polls: [number, number][] | null }

/** What someone chose, from its bits. */
export const choicesIn = (bits: number) =>
  Array.from({ length: 8 }, (_, at) => at).filter((at) => bits & (1 << at))

/** Many people of one room in one statement, however many come at once. */
export async function peopleIn(
  db: Db,
  townHallId: number,
  personIds: number[],
): Promise<Map<number, InRoom>> {
  if (personIds.length === 0) return new Map()
  const wanted = sql.join(
    personIds.map((id) => sql`${id}::bigint`),
    sql`, `,
  )
  const rows = await db.execute<Row>(sql`
    select w.id as person,
      exists (select from parties p where p.town_hall_id = ${townHallId} and p.person_id = w.id and p.state = 'confirmed')
        as registered,
      (select jsonb_agg(v.question_id) from question_votes v join questions q on q.id = v.question_id
        where v.person_id = w.id and q.town_hall_id = ${townHallId}) as voted,
      (select jsonb_agg(jsonb_build_array(v.poll_id, v.choices)) from live_poll_votes v join live_polls p on p.id = v.poll_id
        where v.person_id = w.id and p.town_hall_id = ${townHallId} and v.choices <> 0) as polls
    from unnest(array[${wanted}]) as w(id)`)
  return new Map(
    rows.map(({ person, registered, voted, polls }) => [
      Number(person),
      {
        registered,
        voted: voted ?? [],
        polls: Object.fromEntries((polls ?? []).map(([poll, bits]) => [String(poll), choicesIn(bits)])),
      },
    ]),
  )
}
