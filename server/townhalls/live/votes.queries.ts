import { and, eq, inArray } from 'drizzle-orm'
import type { RoomPhase, PollState } from '../../../shared/live-states.ts'
import type { QuestionState } from '../../../shared/town-hall-states.ts'
import type { Db, Sql } from '../../platform/db/database.ts'
import { questions, questionTallies } from '../questions/questions.tables.ts'

export type AskedVote = { townHallId: number; questionId: number; personId: number; up: boolean; at: Date }
export type AskedChoice = { townHallId: number; pollId: number; personId: number; choices: number; at: Date }

/** A question or poll as it was judged on its locked row. */
export type Judged<State> = { state: State; phase: RoomPhase; rehearsal: boolean }

// Arrays by the number of their elements' type: the driver does not guess it from an empty one.
const bigints = (sql: Sql, values: number[]) => sql.array(values, 20)
const ints = (sql: Sql, values: number[]) => sql.array(values, 23)
const instants = (sql: Sql, asked: { at: Date }[]) =>
  sql.array(
    asked.map(({ at }) => at.toISOString()),
    25,
  )

/**
 * Writes the votes of many people in one statement. What is asked is judged on the locked questions, lowest id first,
 * so that nothing is added to one that was put away meanwhile. Tallies follow by trigger.
 * @param asked each person at most once a question
 * @returns by question; one that is missing is not in that town hall
 */
export async function writeVotes(sql: Sql, asked: AskedVote[]): Promise<Map<number, Judged<QuestionState>>> {
  const rows = await sql<{ id: string; state: QuestionState; phase: RoomPhase; rehearsal: boolean }[]>`
    with asked as (
      select * from unnest(
        ${bigints(
          sql,
          asked.map(({ townHallId }) => townHallId),
        )}::bigint[],
        ${bigints(
          sql,
          asked.map(({ questionId }) => questionId),
        )}::bigint[],
        ${bigints(
          sql,
          asked.map(({ personId }) => personId),
        )}::bigint[],
        ${ints(
          sql,
          asked.map(({ up }) => (up ? 1 : 0)),
        )}::int[],
        ${instants(sql, asked)}::text[]
      ) as a(hall_id, question_id, person_id, up, at)
    ), judged as (
      select q.id, q.state, q.rehearsal, q.town_hall_id, r.phase
      from questions q join live_rooms r on r.town_hall_id = q.town_hall_id
      where q.id in (select question_id from asked where hall_id = q.town_hall_id)
      order by q.id for no key update of q
    ), wanted as (
      select a.* from asked a join judged j on j.id = a.question_id and j.town_hall_id = a.hall_id
      where j.state in ('published', 'queued') and j.phase in ('waiting', 'open') and not j.rehearsal
    ), added as (
      insert into question_votes (question_id, person_id, registered, at)
      select w.question_id, w.person_id, exists (
          select from parties p where p.town_hall_id = w.hall_id and p.person_id = w.person_id and p.state = 'confirmed'
        ), w.at::timestamptz
      from wanted w where w.up = 1 order by w.question_id, w.person_id
      on conflict (question_id, person_id) do nothing
    ), removed as (
      delete from question_votes v using wanted w
      where w.up = 0 and v.question_id = w.question_id and v.person_id = w.person_id
    )
    select id, state, phase, rehearsal from judged`
  return new Map(rows.map(({ id, ...judged }) => [Number(id), judged]))
}

/** The same for polls: a later choice of a person replaces the one before. Choices that a poll does not have change nothing. */
export async function writeChoices(
  sql: Sql,
  asked: AskedChoice[],
): Promise<Map<number, Judged<PollState> & { choices: number; several: boolean }>> {
  const rows = await sql<
    {
      id: string
      state: PollState
      phase: RoomPhase
      rehearsal: boolean
      choices: number
      several: boolean
    }[]
  >`
    with asked as (
      select * from unnest(
        ${bigints(
          sql,
          asked.map(({ townHallId }) => townHallId),
        )}::bigint[],
        ${bigints(
          sql,
          asked.map(({ pollId }) => pollId),
        )}::bigint[],
        ${bigints(
          sql,
          asked.map(({ personId }) => personId),
        )}::bigint[],
        ${ints(
          sql,
          asked.map(({ choices }) => choices),
        )}::int[],
        ${instants(sql, asked)}::text[]
      ) as a(hall_id, poll_id, person_id, choices, at)
    ), judged as (
      select p.id, p.state, p.rehearsal, p.several, cardinality(p.choices) as choices, p.town_hall_id, r.phase
      from live_polls p join live_rooms r on r.town_hall_id = p.town_hall_id
      where p.id in (select poll_id from asked where hall_id = p.town_hall_id)
      order by p.id for share of p
    ), written as (
      insert into live_poll_votes (poll_id, person_id, choices, at)
      select a.poll_id, a.person_id, a.choices::smallint, a.at::timestamptz
      from asked a join judged j on j.id = a.poll_id and j.town_hall_id = a.hall_id
      where j.state = 'open' and j.phase = 'open' and not j.rehearsal
        and a.choices < (1 << j.choices) and (j.several or a.choices & (a.choices - 1) = 0)
      order by a.poll_id, a.person_id
      on conflict (poll_id, person_id) do update set choices = excluded.choices, at = excluded.at
    )
    select id, state, phase, rehearsal, choices, several from judged`
  return new Map(rows.map(({ id, ...judged }) => [Number(id), judged]))
}

/** Tallies of questions of a room; of all that can be voted for, where no ids are given. */
export async function talliesOf(db: Db, townHallId: number, ids?: number[]) {
  const rows = await db
    .select({
      id: questionTallies.questionId,
      registered: questionTallies.registered,
      guests: questionTallies.guests,
    })
    .from(questionTallies)
    .innerJoin(questions, eq(questions.id, questionTallies.questionId))
    .where(
      and(
        eq(questions.townHallId, townHallId),
        ids ? inArray(questions.id, ids) : inArray(questions.state, ['published', 'queued']),
      ),
    )
  return rows
}
