import { type Asked, byPetition, type Row, type Statement, type Written } from './endorsing.queries.ts'

/**
 * Takes endorsements back, in one statement. Only until closing; an invalidated row keeps its place, so that its owner
 * cannot count again. Nothing is ever taken from an establishment.
 * @returns by petition; `added` holds what was withdrawn, `held` what stood before
 */
export async function writeWithdrawals(sql: Statement, asked: Asked[]): Promise<Map<number, Written>> {
  const rows = await sql<Row[]>`
    with asked as (
      select petition_id, person_key, received_at, place::int
      from unnest(
        ${sql.array(
          asked.map((one) => one.petitionId),
          20,
        )}::bigint[],
        ${sql.array(
          asked.map((one) => one.personKey),
          17,
        )}::bytea[],
        ${sql.array(
          asked.map((one) => one.receivedAt.toISOString()),
          25,
        )}::timestamptz[]
      ) with ordinality as asked (petition_id, person_key, received_at, place)
    ),
    counts as (
      select petition_id, total from petition_counts
      where petition_id in (select petition_id from asked)
      order by petition_id for no key update
    ),
    judged as (
      select id, state, hidden_at, closes_at, threshold, coalesce(min_level_counted, 0) as min_level
      from petitions
      where id in (select petition_id from asked) and (select count(*) from counts) >= 0
      order by id for share
    ),
    met as (
      select asked.*, mine.id as mine_id, mine.ordinal as mine_ordinal, mine.invalidated_at,
        judged.state = 'open' and asked.received_at < judged.closes_at as welcome,
        mine.level >= judged.min_level as counted
      from asked
      join judged on judged.id = asked.petition_id
      left join lateral (
        select id, ordinal, level, invalidated_at from endorsements
        where petition_id = asked.petition_id and person_key = asked.person_key and withdrawn_at is null
        limit 1
      ) mine on true
    ),
    taken as (
      update endorsements set withdrawn_at = met.received_at
      from met
      where endorsements.id = met.mine_id and met.welcome
        and endorsements.withdrawn_at is null and endorsements.invalidated_at is null
      returning endorsements.petition_id, met.place, met.counted, endorsements.route, endorsements.ordinal
    ),
    shrunk as (
      update petition_counts set online = petition_counts.online - less.online, paper = petition_counts.paper - less.paper
      from (
        select petition_id, count(*) filter (where route = 'online')::int as online,
          count(*) filter (where route = 'paper')::int as paper
        from taken where taken.counted group by petition_id
      ) less
      where petition_counts.petition_id = less.petition_id
      returning petition_counts.petition_id, petition_counts.total
    )
    select judged.id::int as id, judged.state, judged.hidden_at as "hiddenAt", judged.closes_at as "closesAt", judged.threshold,
      coalesce(shrunk.total, counts.total, 0) as total,
      exists (select from establishments where petition_id = judged.id) as established,
      (select array_agg(place order by place) from taken where petition_id = judged.id) as "addedPlaces",
      (select array_agg(ordinal order by place) from taken where petition_id = judged.id) as "addedOrdinals",
      (select array_agg(place order by place) from met where petition_id = judged.id and mine_id is not null) as "heldPlaces",
      (select array_agg(mine_ordinal order by place) from met where petition_id = judged.id and mine_id is not null) as "heldOrdinals"
    from judged
    left join counts on counts.petition_id = judged.id
    left join shrunk on shrunk.petition_id = judged.id
  `
  return byPetition(rows)
}
