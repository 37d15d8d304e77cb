import { sql } from 'drizzle-orm'
import type { Db } from '../platform/db/database.ts'
import type { eventWords, subjects } from './year.content.ts'

type Told = {
  subjects: typeof subjects
  names: string[]
  /** Where those went that the district could not decide. */
  city: string
  officerId: number
  approverId: number
  video: { videoFile: string; posterFile: string; captionsFile: string }
}

/**
 * The 330 petitions of January to September 2021 with their moves, endorsements and answers, in a few statements.
 * Every eighteenth ended (withdrawn, rejected, transferred, merged), the last 21 of the others were answered after
 * September, and three reached the threshold. Nothing is drawn by lot: everything follows from the running number.
 */
export async function addYearOfPetitions(
  tx: Db,
  { subjects: list, names, city, officerId, approverId, video }: Told,
) {
  await tx.execute(sql`
    create temporary table year_2021 on commit drop as
    with subject as (
      select nth - 1 as at, one ->> 'category' as category, one ->> 'department' as department, one ->> 'title' as title,
        one ->> 'problem' as problem, one ->> 'answer' as answer
      from jsonb_array_elements(${JSON.stringify(list)}::jsonb) with ordinality as s (one, nth)
    ), dong as (
      select code, name_ko, row_number() over (order by position) - 1 as at from dongs
    ), base as (
      select n, timestamptz '2021-01-01T09:10:00+09:00' + ((n - 1) * 272 / 330) * interval '1 day'
          + (n * 37 % 500) * interval '1 minute' as received_at
      from generate_series(1, 330) n
    ), opened as (
      select *, received_at + interval '3 days' as opened_at,
        ((date_trunc('day', (received_at + interval '3 days') at time zone 'Asia/Seoul') + interval '31 days') at time zone 'Asia/Seoul') as closes_at,
        n % 18 = 7 as ended, n in (50, 120, 200) as established
      from base
    )
    select o.n, o.received_at, o.opened_at, o.closes_at, o.ended, o.established, s.category, s.title as subject, s.problem,
      s.answer, d.code as dong, d.name_ko || ' ' || s.title as title, dep.id as department_id,
      o.opened_at + interval '19 days' as established_at,
      case when o.established then 1009 + o.n / 4 else (o.n * 7 % 13) * (o.n * 5 % 11) end as total,
      case when o.established then o.opened_at + interval '37 days'
        when o.n <= 308 then least(o.closes_at + (o.n % 9 + 1 + case when o.n % 37 = 0 then 4 else 0 end) * interval '1 day'
            + interval '14 hours', timestamptz '2021-09-21T16:00:00+09:00' + o.n % 9 * interval '1 day')
        else o.closes_at + (o.n % 9 + 1) * interval '1 day' + interval '14 hours' end as answered_at,
      case o.n / 18 % 6 when 0 then 'withdrawn' when 1 then 'rejected' when 2 then 'withdrawn'
        when 3 then 'transferred' when 4 then 'rejected' else 'merged' end as ending,
      case when o.n % 20 < 14 then 'online' when o.n % 20 < 16 then 'visit' when o.n % 20 < 18 then 'phone'
        when o.n % 20 = 18 then 'post' else 'onsite' end as route
    from opened o
    join dong d on d.at = (o.n - 1) % 18
    join subject s on s.at = ((o.n - 1) / 18 + (o.n - 1) % 18) % 20
    join departments dep on dep.code = s.department`)
  await tx.execute(sql`
    insert into petitions (draft_id, number, author_shown, filed_by, route, lang, title, problem, proposal, effect, category_code,
      dong_codes, department_id, state, created_at, updated_at, received_at, opened_at, closes_at, closed_at, ended_at, threshold,
      mayor_days, department_days, interim_days, min_level_counted, response, response_kind, response_due_at, answered_at,
      ground_code, decision_note, transferred_to, rank_total)
    select md5('petition 2021 ' || n)::uuid, '2021-' || lpad(n::text, 4, '0'),
      (${JSON.stringify(names)}::jsonb) ->> (n % ${names.length}), case when route = 'online' then null else ${officerId}::bigint end,
      route, 'ko', title, problem, subject, '', category, array[dong], department_id,
      case when not ended then 'closed' when ending = 'merged' then 'withdrawn' else ending end,
      received_at, coalesce(case when not ended then answered_at end, received_at), received_at,
      case when not ended then opened_at end, case when not ended then closes_at end, case when not ended then closes_at end,
      case when ended then received_at + interval '2 days' end, case when not ended then 1000 end, case when not ended then 20 end,
      case when not ended then 10 end, case when not ended then 30 end, case when not ended then 0 end,
      case when ended then 'none' else 'answered' end,
      case when ended then null when established then 'mayor' else 'department' end,
      case when ended then null when established then established_at + interval '20 days'
        when answered_at > closes_at then closes_at + interval '12 days' end,
      case when not ended then answered_at end,
      case when ended and ending = 'rejected' then 'simple-complaint' end, null,
      case when ended and ending = 'transferred' then ${city}::text end, case when ended then 0 else total end
    from year_2021 order by n`)
  await tx.execute(sql`insert into petition_numbers (year, last) values (2021, 330)`)
  const known = sql`year_2021 y join petitions p on p.number = '2021-' || lpad(y.n::text, 4, '0')`
  // Two were merged into one that asked for the same a week before.
  await tx.execute(sql`
    update petitions set state = 'merged', merged_into = into_one.id from year_2021 y, petitions into_one
    where petitions.number = '2021-' || lpad(y.n::text, 4, '0') and y.ended and y.ending = 'merged'
      and into_one.number = '2021-' || lpad((y.n - 1)::text, 4, '0')`)
  await tx.execute(sql`
    insert into petition_counts (petition_id, online) select p.id, case when y.ended then 0 else y.total end from ${known}`)
  await tx.execute(sql`
    insert into endorsements (petition_id, person_key, dong, level, route, endorsed_at, ordinal)
    select p.id, decode(md5('2021 ' || y.n || ' ' || i), 'hex'), d.code, 0, 'online',
      case when y.established and i <= 1000 then y.opened_at + (y.established_at - y.opened_at) * (i / 1000.0)
        when y.established then y.established_at + (y.closes_at - y.established_at) * ((i - 1000.0) / (y.total - 999))
        else y.opened_at + (y.closes_at - y.opened_at) * ((i - 0.5) / y.total) end, i
    from ${known} cross join lateral generate_series(1, y.total) i
    join (select code, row_number() over (order by position) - 1 as at from dongs) d
      on d.at = case when i % 2 = 0 then (y.n - 1) % 18 else (i * 11 + y.n) % 18 end
    where not y.ended`)
  await tx.execute(sql`
    insert into establishments (petition_id, at, total, threshold, announced_at)
    select p.id, y.established_at, 1000, 1000, y.established_at from ${known} where y.established`)
  await tx.execute(sql`
    insert into answers (petition_id, kind, interim, state, version, title, body, transcript, video_file, poster_file,
      captions_file, department_id, drafted_by, approved_by, approved_version, approved_at, published_at, created_at, updated_at)
    select p.id, p.response_kind, false, 'published', 1, y.subject, y.answer, case when y.established then y.answer else '' end,
      case when y.established then ${video.videoFile}::uuid end, case when y.established then ${video.posterFile}::uuid end,
      case when y.established then ${video.captionsFile}::uuid end, y.department_id, ${officerId}, ${approverId}, 1,
      y.answered_at, y.answered_at, y.answered_at, y.answered_at
    from ${known} where not y.ended order by y.n`)
  await tx.execute(sql`
    insert into petition_moves (petition_id, at, move, officer_id)
    select p.id, m.at, m.move, case when m.move in ('submit', 'close', 'establish', 'withdraw') then null else ${officerId}::bigint end
    from ${known} cross join lateral (values
      ('submit', y.received_at, true), ('publish', y.opened_at, not y.ended), ('establish', y.established_at, y.established),
      ('close', y.closes_at, not y.ended), ('answer', y.answered_at, not y.ended),
      (case p.state when 'withdrawn' then 'withdraw' when 'rejected' then 'reject' when 'transferred' then 'transfer' else 'merge' end,
        y.received_at + interval '2 days', y.ended)) as m (move, at, there)
    where m.there order by p.id, m.at`)
}

/** People who came to a town hall, each a party of one without a name: those are erased by now. */
export async function addYearOfVisitors(
  tx: Db,
  townHallId: number,
  sittingId: number,
  startsAt: Date,
  people: number,
) {
  const at = sql`${startsAt.toISOString()}::timestamptz`
  await tx.execute(sql`
    with party as (
      insert into parties (party_id, town_hall_id, sitting_id, state, place, mode, kind, dong, answers, note, lang, created_at,
        updated_at, confirmed_at)
      select md5('party 2021 ' || ${townHallId}::text || ' ' || i)::uuid, ${townHallId}, ${sittingId}, 'confirmed', i, 'in-person',
        'resident', d.code, '{}', '', 'ko', ${at} - interval '9 days', ${at} - interval '9 days', ${at} - interval '9 days'
      from generate_series(1, ${people}::int) i
      join (select code, row_number() over (order by position) - 1 as at from dongs) d on d.at = i % 18
      returning id, place
    ), member as (
      insert into members (party_id, position, needs, code)
      select id, 1, '{}', upper(substr(md5('member 2021 ' || id), 1, 12)) from party returning id
    )
    insert into visits (sitting_id, member_id, entered_at, left_at)
    select ${sittingId}, id, ${at} - interval '10 minutes', ${at} + interval '100 minutes' from member where id % 6 <> 0`)
  await tx.execute(sql`update sittings set last_place = ${people} where id = ${sittingId}`)
}

/** Questions asked at a town hall; all but the last were answered there. */
export async function addYearOfQuestions(tx: Db, townHallId: number, texts: string[], startsAt: Date) {
  const at = sql`${startsAt.toISOString()}::timestamptz`
  await tx.execute(sql`
    insert into questions (command_id, town_hall_id, text, lang, state, beforehand, at, updated_at)
    select md5('question 2021 ' || ${townHallId}::text || ' ' || ordinality)::uuid, ${townHallId}, text, 'ko',
      case when ordinality = ${texts.length} then 'to-answer' else 'answered' end, false,
      ${at} + ordinality * interval '9 minutes', ${at} + ordinality * interval '12 minutes'
    from jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb) with ordinality as t (text, ordinality)`)
}

/** The 57 listening events and three opinions of each; every sixth became policy. */
export async function addYearOfListening(
  tx: Db,
  titles: string[],
  texts: string[],
  said: typeof eventWords,
  officerId: number,
) {
  await tx.execute(sql`
    with held as (
      insert into listening_events (log_id, state, title, series_code, starts_at, ends_at, place, dong, host, participants, partner,
        notes, takes_opinions, logged_by, created_at, updated_at, closed_at)
      select md5('event 2021 ' || n)::uuid, 'held',
        case when n = 20 then ${titles[0]!} else (${JSON.stringify(titles)}::jsonb) ->> (1 + n % ${titles.length - 1}) end,
        case n % 4 when 0 then 'visiting' when 1 then 'street' when 2 then 'invited' else 'space' end, at, at + interval '90 minutes',
        d.name_ko || case n % 2 when 0 then ${said.centre}::text else ${said.around}::text end, d.code, ${said.host}::text,
        jsonb_build_object('residents', case when n = 20 then 92 else 12 + n * 7 % 40 end), '', '', false, ${officerId}::bigint, at,
        at + interval '1 day', at + interval '1 day'
      from (select n, timestamptz '2021-01-07T15:00:00+09:00' + (n - 1) * 265 / 57 * interval '1 day' as at
        from generate_series(1, 57) n) events
      join (select code, name_ko, row_number() over (order by position) - 1 as at_dong from dongs) d on d.at_dong = n * 5 % 18
      returning id, starts_at, dong
    )
    insert into opinions (line_id, event_id, state, text, handling, category_code, raised_by, dong, at, received_at, updated_at,
      became_policy_at, policy_note, logged_by)
    select md5('opinion 2021 ' || nth || ' ' || i)::uuid, id, 'published',
      (${JSON.stringify(texts)}::jsonb) ->> ((nth * 3 + i) % ${texts.length})::int,
      case when i = 2 then 'on-the-spot' else 'heard' end, 'living-environment', ${said.who}::text, dong, starts_at + i * interval '10 minutes',
      starts_at + i * interval '10 minutes', starts_at + interval '1 day',
      case when (nth * 3 + i) % 6 = 0 then starts_at + interval '12 days' end,
      case when (nth * 3 + i) % 6 = 0 then ${said.policy}::text end, ${officerId}::bigint
    from (select *, row_number() over (order by starts_at) as nth from held) told cross join generate_series(1, 3) i`)
}
