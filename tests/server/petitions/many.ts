import { type SQL, sql } from 'drizzle-orm'

const places =
  '도림천 산책로,신길동 골목,문래동 사거리,당산역 앞,여의도 공원,대림동 시장,양평동 삼거리,영등포역 광장,선유도 다리,안양천 둔치,구청 별관,도서관 앞'
const matters =
  '주차장,불법주차,가로등,보도블록,횡단보도,어린이집,쓰레기,자전거 거치대,버스정류장,그늘막,공중화장실,놀이터,소음,하수구,경로당,가로수,흡연,공사장,CCTV,킥보드'
const wishes =
  '설치해 주세요,늘려 주세요,고쳐 주세요,단속해 주세요,옮겨 주세요,치워 주세요,점검해 주세요,개선을 요청합니다,확대해 주시기 바랍니다,알려 주세요'
const said =
  '저녁마다 지나는 길인데 어둡고 위험합니다,아이를 데리고 다니기 어렵습니다,비가 오면 물이 고여 미끄럽습니다,주민들이 여러 번 민원을 냈습니다,밤에 시끄러워 잠을 잘 수 없습니다,차가 보도를 막아 유아차가 지나지 못합니다'

const pick = (list: string, by: SQL) => {
  const words = list.split(',')
  return sql`(${sql.raw(`array[${words.map((word) => `'${word}'`).join(',')}]`)})[1 + (${by}) % ${sql.raw(String(words.length))}]`
}

/**
 * Writes thousands of petitions, two hours apart, as years of use leave them: most closed, the newest open, some
 * rejected. Titles and texts are put together from words of the district. One of a thousand is about a drone (드론).
 */
export const manyPetitions = (count: number): SQL => sql`
  insert into petitions (draft_id, number, route, lang, title, problem, proposal, effect, category_code, dong_codes, state,
    created_at, updated_at, received_at, opened_at, closes_at, threshold, response, response_kind, response_due_at,
    answered_at, ground_code, rank_total, rank_rising)
  select gen_random_uuid(), '2020-' || lpad(i::text, 6, '0'), 'online', 'ko',
    ${pick(places, sql`i * 7`)} || ' ' || case when i % 1000 = 500 then '드론' else ${pick(matters, sql`i * i / 3 + i`)} end || ' ' || ${pick(wishes, sql`i * 11 + i / 5`)},
    ${pick(said, sql`i`)} || '. ' || ${pick(said, sql`i / 7`)} || '. ' || ${pick(matters, sql`i / 3`)} || ' 때문에 ' || ${pick(said, sql`i / 11`)} || '.',
    ${pick(wishes, sql`i`)}, '',
    (select code from categories order by code offset i % 6 limit 1),
    array[(select code from dongs order by code offset i % 18 limit 1)], state, at, at, at,
    case when state <> 'rejected' then at end, case when state <> 'rejected' then at + interval '30 days' end,
    case when state <> 'rejected' then 1000 end, response, case when response <> 'none' then 'department' end,
    case when response <> 'none' then at + interval '40 days' end,
    case when response = 'answered' then at + interval '38 days' end,
    case when state = 'rejected' then 'in-court' end, (i * 7919) % 1200, i % 90
  from generate_series(1, ${count}::int) as numbers (n)
  cross join lateral (select n::bigint as i) as whole
  cross join lateral (select
    case when i % 10 = 0 then 'rejected' when i > ${count} - 300 then 'open' else 'closed' end as state,
    timestamptz '2026-11-29 00:00+09' - (${count} - i) * interval '2 hours' as at) s
  cross join lateral (select
    case when s.state <> 'closed' then 'none' when i > ${count} - 500 then 'due' else 'answered' end as response) r`

/**
 * Writes the petitions there are once more, `times` times, each time earlier: what triggers keep of them is copied
 * rather than made again, so that two hundred thousand take seconds. As the owner of the tables.
 */
export const manyTimes = (times: number): SQL[] => [
  sql`alter table petitions disable trigger petitions_are_searched`,
  sql`create temp table copied as
    select p.id as old_id, gen_random_uuid() as draft_id, copy,
      (${times}::int - copy) * (select max(received_at) - min(received_at) + interval '2 hours' from petitions) as earlier
    from petitions p cross join generate_series(1, ${times}::int) copy`,
  sql`insert into petitions (draft_id, number, route, lang, title, problem, proposal, effect, category_code, dong_codes, state,
      created_at, updated_at, received_at, opened_at, closes_at, threshold, response, response_kind, response_due_at,
      answered_at, ground_code, rank_total, rank_rising)
    select c.draft_id, (1000 + copy)::text || substr(number, 5), route, lang, title, problem, proposal, effect, category_code,
      dong_codes, case state when 'open' then 'closed' else state end, created_at - earlier, updated_at - earlier,
      received_at - earlier - interval '100 days', opened_at - earlier - interval '100 days', closes_at - earlier - interval '100 days',
      threshold, 'none', null, null, null, ground_code, rank_total, 0
    from petitions p join copied c on c.old_id = p.id order by copy, p.id`,
  sql`insert into petition_search (petition_id, at, closes_at, title, bare, initials, title_grams, grams, lists)
    select p.id, p.opened_at, p.closes_at, s.title, s.bare, s.initials, s.title_grams, s.grams,
      array_remove(array_remove(array_remove(s.lists, 'collecting'), 'awaiting'), 'answered')
    from copied c join petitions p on p.draft_id = c.draft_id join petition_search s on s.petition_id = c.old_id
    where p.state <> 'rejected'
    union all
    select p.id, p.received_at, null, s.title, s.bare, s.initials, s.title_grams, s.grams, s.lists
    from copied c join petitions p on p.draft_id = c.draft_id join petition_search s on s.petition_id = c.old_id
    where p.state = 'rejected'`,
  sql`drop table copied`,
  sql`alter table petitions enable trigger petitions_are_searched`,
]
