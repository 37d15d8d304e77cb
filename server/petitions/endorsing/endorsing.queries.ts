import type postgres from 'postgres'
import type { PublicationState } from '../../../shared/states.ts'

/** The pool, or one transaction of it. */
export type Statement = postgres.Sql | postgres.TransactionSql

/** One person wants to endorse one petition. */
export type Asked = {
  petitionId: number
  personKey: Buffer
  dong: string | null
  /** How well the person was verified: 0 e-mail, 1 OpenID Connect, 2 CI. */
  level: number
  /** When the request came in; what counts against the closing time, however long it waits to be written. */
  receivedAt: Date
}

/** A petition after a write, as judged on its locked row. */
export type Written = {
  state: PublicationState
  hiddenAt: Date | null
  /** Null for a petition that never opened. */
  closesAt: Date | null
  total: number
  threshold: number | null
  established: boolean
  /** Place in the statement (from 0) → ordinal on the receipt; 0 where the level does not count. */
  added: Map<number, number>
  /** The same for those that stood before. */
  held: Map<number, number>
}

/**
 * Locks petitions for a write of several statements: counts first, then petitions, both in order of their ids,
 * as everyone does who changes state, closing time, counts or endorsements.
 */
export async function lockForEndorsing(sql: Statement, petitionIds: number[]) {
  const ids = sql.array(petitionIds, 20)
  await sql`select from petition_counts where petition_id = any(${ids}::bigint[]) order by petition_id for no key update`
  await sql`select from petitions where id = any(${ids}::bigint[]) order by id for share`
}

/**
 * Writes what many people asked for in one statement: rows, counters, and for a petition that reaches its threshold
 * the establishment and its job. Either all of it happens or none.
 *
 * Locks come first (`counts`, `judged`), and what is asked is judged on the locked rows, so that nothing is added to a
 * petition that was hidden, closed or withdrawn meanwhile. `mine` is read from the snapshot: two processes that write
 * the same person at the same instant are kept apart by the unique index, and the receipts of that one batch may then
 * number one too high; totals are exact.
 *
 * A level below the petition's `min_level_counted` is kept as a row and not counted. Endorsing again after a better
 * verification lifts that row: it is counted from then on.
 * @param asked each person at most once a petition
 * @returns by petition; one that is missing does not exist
 */
export async function writeEndorsements(sql: Statement, asked: Asked[]): Promise<Map<number, Written>> {
  const rows = await sql<Row[]>`
    with asked as (
      select petition_id, person_key, dong, level, received_at, place::int
      from unnest(
        ${sql.array(
          asked.map((one) => one.petitionId),
          20,
        )}::bigint[],
        ${sql.array(
          asked.map((one) => one.personKey),
          17,
        )}::bytea[],
        ${sql.array(asked.map((one) => one.dong) as string[], 25)}::text[],
        ${sql.array(
          asked.map((one) => one.level),
          21,
        )}::smallint[],
        ${sql.array(
          asked.map((one) => one.receivedAt.toISOString()),
          25,
        )}::timestamptz[]
      ) with ordinality as asked (petition_id, person_key, dong, level, received_at, place)
    ),
    counts as (
      select petition_id, total from petition_counts
      where petition_id in (select petition_id from asked)
      order by petition_id for no key update
    ),
    judged as (
      -- Reading all of \`counts\` first is what keeps the order of the locks.
      select id, state, hidden_at, closes_at, threshold, coalesce(min_level_counted, 0) as min_level
      from petitions
      where id in (select petition_id from asked) and (select count(*) from counts) >= 0
      order by id for share
    ),
    met as (
      select asked.*, judged.min_level, mine.id as mine_id, mine.ordinal as mine_ordinal,
        asked.level >= judged.min_level as counted,
        judged.state = 'open' and judged.hidden_at is null and asked.received_at < judged.closes_at as welcome,
        mine.invalidated_at is null and mine.level < judged.min_level and asked.level >= judged.min_level as lifts
      from asked
      join judged on judged.id = asked.petition_id
      left join lateral (
        -- The limit keeps this a look-up in the index, whatever the planner thinks of the size of the batch.
        select id, ordinal, level, invalidated_at from endorsements
        where petition_id = asked.petition_id and person_key = asked.person_key and withdrawn_at is null
        limit 1
      ) mine on true
    ),
    numbered as (
      select met.*, case when met.counted then counts.total + row_number() over (
        partition by met.petition_id, met.counted order by met.place) else 0 end::int as ordinal
      from met join counts using (petition_id)
      where met.welcome and (met.mine_id is null or met.lifts)
    ),
    added as (
      insert into endorsements (petition_id, person_key, dong, level, route, endorsed_at, ordinal)
      select petition_id, person_key, dong, level, 'online', received_at, ordinal
      from numbered where mine_id is null order by place
      on conflict (petition_id, person_key) where withdrawn_at is null do nothing
      returning petition_id, person_key
    ),
    lifted as (
      update endorsements set level = numbered.level, ordinal = numbered.ordinal
      from numbered
      where endorsements.id = numbered.mine_id and numbered.lifts
        and endorsements.level < numbered.min_level and endorsements.withdrawn_at is null
      returning endorsements.petition_id, endorsements.person_key
    ),
    made as (
      select numbered.petition_id, numbered.place, numbered.ordinal, numbered.counted, numbered.received_at
      from numbered join (select * from added union all select * from lifted) changed using (petition_id, person_key)
    ),
    grown as (
      update petition_counts set online = online + more.n
      from (select petition_id, count(*)::int as n, max(received_at) as at from made where made.counted group by petition_id) more
      where petition_counts.petition_id = more.petition_id
      returning petition_counts.petition_id, petition_counts.total, more.at
    ),
    crossed as (
      insert into establishments (petition_id, at, total, threshold)
      select grown.petition_id, grown.at, grown.total, judged.threshold
      from grown join judged on judged.id = grown.petition_id
      where grown.total >= judged.threshold
      on conflict do nothing
      returning petition_id
    ),
    told as (
      select graphile_worker.add_job(
        'petitions.establish', json_build_object('petitionId', petition_id),
        job_key => 'establish ' || petition_id, max_attempts => 12)
      from crossed
    )
    select judged.id::int as id, judged.state, judged.hidden_at as "hiddenAt", judged.closes_at as "closesAt", judged.threshold,
      coalesce(grown.total, counts.total, 0) as total,
      -- Only what is read is done: without this count no job would be added.
      (select count(*) from told) > 0
        or exists (select from establishments where petition_id = judged.id)
        or coalesce(coalesce(grown.total, counts.total) >= judged.threshold, false) as established,
      (select array_agg(place order by place) from made where petition_id = judged.id) as "addedPlaces",
      (select array_agg(ordinal order by place) from made where petition_id = judged.id) as "addedOrdinals",
      (select array_agg(place order by place) from met where petition_id = judged.id and mine_id is not null) as "heldPlaces",
      (select array_agg(mine_ordinal order by place) from met where petition_id = judged.id and mine_id is not null) as "heldOrdinals"
    from judged
    left join counts on counts.petition_id = judged.id
    left join grown on grown.petition_id = judged.id
  `
  return byPetition(rows)
}

export type Row = Omit<Written, 'closesAt' | 'hiddenAt' | 'added' | 'held'> & {
  id: number
  closesAt: string | null
  hiddenAt: string | null
  addedPlaces: number[] | null
  addedOrdinals: number[] | null
  heldPlaces: number[] | null
  heldOrdinals: number[] | null
}

export const byPetition = (rows: Row[]) =>
  new Map(
    rows.map(({ id, closesAt, hiddenAt, addedPlaces, addedOrdinals, heldPlaces, heldOrdinals, ...row }) => [
      id,
      {
        ...row,
        closesAt: closesAt === null ? null : new Date(closesAt),
        hiddenAt: hiddenAt === null ? null : new Date(hiddenAt),
        added: placesFromZero(addedPlaces, addedOrdinals),
        held: placesFromZero(heldPlaces, heldOrdinals),
      },
    ]),
  )

/** PostgreSQL counts places from 1. */
const placesFromZero = (places: number[] | null, ordinals: number[] | null) =>
  new Map((places ?? []).map((place, i) => [place - 1, ordinals![i]!]))
