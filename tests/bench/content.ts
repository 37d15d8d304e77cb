import { makeResidents, makeSessions } from '../../server/demo/residents.ts'
import type { Database, Sql } from '../../server/platform/db/database.ts'
import { allDongs } from '../../server/settings/settings.queries.ts'
import type { Place } from './place.ts'

let crowds = 0

/** Signed-in residents: one `Cookie` header value each. The server must have filled in its settings before. */
export async function signedIn({ secrets }: Place, { db }: Database, people: number): Promise<string[]> {
  const codes = (await allDongs(db)).map(({ code }) => code)
  const deps = { secrets, machineNow: () => new Date() }
  const cookies: string[] = []
  const crowd = (crowds += 1)
  while (cookies.length < people) {
    const name = `bench-${crowd}-${cookies.length}`
    const ids = await db.transaction(async (tx) =>
      makeSessions(
        deps,
        tx,
        await makeResidents(deps, tx, Math.min(1000, people - cookies.length), codes, name),
      ),
    )
    cookies.push(...ids.map((id) => `sid=${id}`))
  }
  return cookies
}

/** A petition of the demonstration that collects: the text, the history and the endorsements of a usual page. */
export async function usualPetition(sql: Sql): Promise<string> {
  const [row] = await sql`
    select p.number from petitions p join petition_counts c on c.petition_id = p.id
    where p.state = 'open' and p.hidden_at is null order by abs(c.total - 300), p.id limit 1`
  return row!.number as string
}

let copied = 0

/**
 * Copies of a petition that collect, each with so many endorsements of its own (at most those of the first).
 * @returns their numbers
 */
export async function copiesOf(
  sql: Sql,
  number: string,
  copies: number,
  endorsed: number,
): Promise<string[]> {
  const columns = await sql`
    select quote_ident(column_name) as name from information_schema.columns
    where table_schema = 'public' and table_name = 'petitions' and is_identity = 'NO' and is_generated = 'NEVER'
      and column_name not in ('draft_id', 'number')`
  const names = columns.map(({ name }) => name as string).join(', ')
  const numbers = Array.from({ length: copies }, () => `2031-${String((copied += 1)).padStart(4, '0')}`)
  await sql.begin(async (tx) => {
    const ids = await tx`
      insert into petitions (draft_id, number, ${tx.unsafe(names)})
      select gen_random_uuid(), given.number, ${tx.unsafe(names)}
      from (select ${tx.unsafe(names)} from petitions where number = ${number}) first,
        unnest(${tx.array(numbers)}::text[]) as given (number)
      returning id`
    const made = tx.array(
      ids.map(({ id }) => id as string),
      20,
    )
    await tx`
      insert into endorsements (petition_id, person_key, dong, level, route, endorsed_at, ordinal)
      select made.id, e.person_key, e.dong, e.level, e.route, e.endorsed_at, e.ordinal
      from unnest(${made}::bigint[]) as made (id), petitions p join endorsements e on e.petition_id = p.id
      where p.number = ${number} and e.ordinal <= ${endorsed}`
    await tx`
      insert into petition_counts (petition_id, online)
      select made.id, (select count(*) from endorsements e where e.petition_id = made.id)
      from unnest(${made}::bigint[]) as made (id)`
    await tx`
      insert into petition_moves (petition_id, at, move)
      select made.id, m.at, m.move from unnest(${made}::bigint[]) as made (id),
        petitions p join petition_moves m on m.petition_id = p.id where p.number = ${number}`
  })
  return numbers
}
