import { eq, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db/database.ts'
import { liveCommands, liveMessages, livePollVotes } from './live.tables.ts'

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

/** What an account did in live rooms becomes that of another. */
export async function moveInRooms(tx: Db, from: number, to: number) {
  await tx.update(liveMessages).set({ personId: to }).where(eq(liveMessages.personId, from))
  await tx.execute(sql`
    insert into live_poll_votes (poll_id, person_id, choices, at)
    select poll_id, ${to}, choices, at from live_poll_votes where person_id = ${from} order by poll_id
    on conflict (poll_id, person_id) do nothing`)
  await tx.delete(livePollVotes).where(eq(livePollVotes.personId, from))
  await tx.execute(sql`
    insert into live_commands (who, command_id, town_hall_id, target, at)
    select ${`p${to}`}, command_id, town_hall_id, target, at from live_commands where who = ${`p${from}`}
    on conflict (who, command_id) do nothing`)
  await tx.delete(liveCommands).where(eq(liveCommands.who, `p${from}`))
}

/**
 * Forgets who asked, voted and chose in town halls that ended before an instant, what they were called, and the
 * messages that told it. Questions, answers and totals stay. Several statements, one transaction.
 */
export async function forgetPeopleOf(tx: Db, before: Date) {
  const past = sql`(
    select t.id from town_halls t where t.state in ('ended', 'archived', 'cancelled')
      and coalesce(t.ended_at, (select max(ends_at) from sittings s where s.town_hall_id = t.id))
        < ${before.toISOString()}::timestamptz)`
  const [kept] = await tx.execute<{ tallies: unknown }>(sql`
    select jsonb_agg(t) as tallies from question_tallies t join questions q on q.id = t.question_id
    where q.town_hall_id in ${past} and exists (select from question_votes v where v.question_id = q.id)`)
  await tx.execute(sql`
    delete from question_votes where question_id in (select id from questions where town_hall_id in ${past})`)
  // What the trigger counted down stands again.
  await tx.execute(sql`
    update question_tallies t set registered = k.registered, guests = k.guests
    from jsonb_to_recordset(${JSON.stringify(kept?.tallies ?? [])}::jsonb) as k(question_id bigint, registered int, guests int)
    where t.question_id = k.question_id`)
  await tx.execute(sql`
    delete from live_poll_votes where poll_id in (select id from live_polls where town_hall_id in ${past})`)
  await tx.execute(sql`delete from live_messages where town_hall_id in ${past}`)
  await tx.execute(sql`
    update questions set person_id = null, dong = null, shown_name = null
    where town_hall_id in ${past} and (person_id is not null or dong is not null or shown_name is not null)`)
}
