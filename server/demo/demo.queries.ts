import { sql } from 'drizzle-orm'
import { endorsements } from '../petitions/petitions.tables.ts'
import type { Db } from '../platform/db/database.ts'
import type { DemoResident } from './residents.ts'

/** Rows go in as one JSON array a statement: the embedded database takes some thousand of them in a blink. */
const rows = (values: unknown[]) => sql`${JSON.stringify(values)}::jsonb`

/** Ids of coming persons: their keys are derived from the ids, so these must be known first. */
export async function takePersonIds(tx: Db, count: number): Promise<number[]> {
  const taken = await tx.execute<{ id: string }>(
    sql`select nextval(pg_get_serial_sequence('persons', 'id')) as id from generate_series(1, ${count}::int)`,
  )
  return taken.map((row) => Number(row.id))
}

export async function addPersons(tx: Db, residents: DemoResident[], at: Date) {
  const values = residents.map(({ id, personKey, dong }) => ({ id, key: personKey.toString('hex'), dong }))
  await tx.execute(sql`
    insert into persons (id, person_key, belonging, dong, lang, over_fourteen_at, created_at)
    overriding system value
    select id, decode(key, 'hex'), 'lives', dong, 'ko', ${at.toISOString()}, ${at.toISOString()}
    from jsonb_to_recordset(${rows(values)}) as r (id bigint, key text, dong text)`)
  await tx.execute(sql`
    insert into consents (person_id, kind, text_version, given_at)
    select id, kind, '2026-11', ${at.toISOString()}
    from jsonb_to_recordset(${rows(values)}) as r (id bigint), unnest(array['identity', 'sensitive']) as kind`)
}

export async function addIdentities(
  tx: Db,
  identities: { personId: number; keyHash: Buffer; sealed: Buffer }[],
  at: Date,
) {
  const values = identities.map(({ personId, keyHash, sealed }) => ({
    person: personId,
    hash: keyHash.toString('hex'),
    sealed: sealed.toString('hex'),
  }))
  await tx.execute(sql`
    insert into identities (person_id, kind, key_hash, sealed_address, level, verified_at)
    select person, 'email', decode(hash, 'hex'), decode(sealed, 'hex'), 0, ${at.toISOString()}
    from jsonb_to_recordset(${rows(values)}) as r (person bigint, hash text, sealed text)`)
}

export async function addSessions(tx: Db, sessions: { personId: number; idHash: Buffer }[], at: Date, until: Date) {
  const values = sessions.map(({ personId, idHash }) => ({ person: personId, hash: idHash.toString('hex') }))
  await tx.execute(sql`
    insert into sessions (id_hash, person_id, device, created_at, last_seen_at, expires_at)
    select decode(hash, 'hex'), person, 'crowd', ${at.toISOString()}, ${at.toISOString()}, ${until.toISOString()}
    from jsonb_to_recordset(${rows(values)}) as r (person bigint, hash text)`)
}

export async function addEndorsements(tx: Db, petitionId: number, given: { resident: DemoResident; at: Date }[]) {
  for (let start = 0; start < given.length; start += 500) {
    await tx.insert(endorsements).values(
      given.slice(start, start + 500).map(({ resident, at }, index) => ({
        petitionId,
        personKey: resident.personKey,
        dong: resident.dong,
        level: 0,
        route: 'online' as const,
        endorsedAt: at,
        ordinal: start + index + 1,
      })),
    )
  }
}

export async function anyPetition(db: Db): Promise<boolean> {
  return (await db.execute(sql`select 1 from petitions limit 1`)).length > 0
}
