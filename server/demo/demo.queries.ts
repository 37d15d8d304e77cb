import { eq, sql } from 'drizzle-orm'
import { answers, commitments, extensions } from '../petitions/answers/answers.tables.ts'
import {
  endorsements,
  establishments,
  petitionCounts,
  petitionMoves,
  petitions,
} from '../petitions/petitions.tables.ts'
import type { Db } from '../platform/db/database.ts'
import { files } from '../platform/files/files.tables.ts'
import type { DemoResident } from './residents.ts'

/** Rows go in as one JSON array a statement: the embedded database takes some thousand of them in a blink. */
const asJson = (values: unknown[]) => sql`${JSON.stringify(values)}::jsonb`

/** New persons, one a dong given, in that order. Their keys are derived from their ids, so `setPersonKeys` must follow. */
export async function addPersons(tx: Db, dongs: string[], at: Date): Promise<number[]> {
  const added = await tx.execute<{ id: string }>(sql`
    with added as (
      insert into persons (person_key, belonging, dong, lang, over_fourteen_at, created_at)
      select uuid_send(gen_random_uuid()), 'lives', dong, 'ko', ${at.toISOString()}, ${at.toISOString()}
      from jsonb_array_elements_text(${asJson(dongs)}) with ordinality as r (dong, position) order by position
      returning id
    ), agreed as (
      insert into consents (person_id, kind, text_version, given_at)
      select id, kind, '2026-11', ${at.toISOString()} from added, unnest(array['identity', 'sensitive']) as kind
    )
    select id from added order by id`)
  return added.map((row) => Number(row.id))
}

export async function setPersonKeys(tx: Db, residents: DemoResident[]) {
  const values = residents.map(({ id, personKey }) => ({ id, key: personKey.toString('hex') }))
  await tx.execute(sql`
    update persons set person_key = decode(key, 'hex')
    from jsonb_to_recordset(${asJson(values)}) as r (id bigint, key text) where persons.id = r.id`)
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
    from jsonb_to_recordset(${asJson(values)}) as r (person bigint, hash text, sealed text)`)
}

export async function addSessions(
  tx: Db,
  sessions: { personId: number; idHash: Buffer }[],
  at: Date,
  until: Date,
) {
  const values = sessions.map(({ personId, idHash }) => ({ person: personId, hash: idHash.toString('hex') }))
  await tx.execute(sql`
    insert into sessions (id_hash, person_id, device, created_at, last_seen_at, expires_at)
    select decode(hash, 'hex'), person, 'crowd', ${at.toISOString()}, ${at.toISOString()}, ${until.toISOString()}
    from jsonb_to_recordset(${asJson(values)}) as r (person bigint, hash text)`)
}

export async function addEndorsements(
  tx: Db,
  petitionId: number,
  given: { resident: DemoResident; at: Date }[],
) {
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

/** Neither petitions nor officers: nobody has used this database. */
export async function isEmpty(db: Db): Promise<boolean> {
  const used = await db.execute(sql`select 1 from petitions union all select 1 from officers limit 1`)
  return used.length === 0
}

/** Whether the demonstration's officers are here: only then may a crowd be made. */
export async function isDemonstration(db: Db, email: string): Promise<boolean> {
  return (await db.execute(sql`select 1 from officers where email = ${email}`)).length > 0
}

export type NewMove = typeof petitionMoves.$inferInsert

export async function addPetition(tx: Db, row: typeof petitions.$inferInsert): Promise<number> {
  const added = await tx.insert(petitions).values(row).returning({ id: petitions.id })
  const id = added[0]!.id
  await tx.insert(petitionCounts).values({ petitionId: id })
  return id
}

export async function setCounts(tx: Db, petitionId: number, online: number) {
  await tx.update(petitionCounts).set({ online }).where(eq(petitionCounts.petitionId, petitionId))
}

export async function addMoves(tx: Db, moves: NewMove[]) {
  await tx.insert(petitionMoves).values(moves)
}

export async function addEstablishment(tx: Db, row: typeof establishments.$inferInsert) {
  await tx.insert(establishments).values(row)
}

export async function addExtension(tx: Db, row: typeof extensions.$inferInsert) {
  await tx.insert(extensions).values(row)
}

/** From when the office's time ran. */
export async function petitionClock(tx: Db, id: number) {
  const rows = await tx
    .select({
      closedAt: petitions.closedAt,
      responseDueAt: petitions.responseDueAt,
      establishedAt: establishments.at,
    })
    .from(petitions)
    .leftJoin(establishments, eq(establishments.petitionId, petitions.id))
    .where(eq(petitions.id, id))
  return rows[0]!
}

type NewAnswer = Pick<
  typeof answers.$inferInsert,
  'petitionId' | 'kind' | 'departmentId' | 'draftedBy' | 'title' | 'body'
> &
  Partial<typeof answers.$inferInsert> & { at: Date }

/** A draft, or with `approvedBy` one that was approved and published. */
export async function addAnswer(
  tx: Db,
  { at, approvedBy, interim = false, ...answer }: NewAnswer,
  promised: Omit<typeof commitments.$inferInsert, 'answerId'>[],
) {
  const given = approvedBy !== undefined && approvedBy !== null
  const added = await tx
    .insert(answers)
    .values({
      transcript: '',
      ...answer,
      interim,
      version: 1,
      state: given ? 'published' : 'draft',
      createdAt: at,
      updatedAt: at,
      ...(given && { approvedBy, approvedVersion: 1, approvedAt: at, publishedAt: at }),
    })
    .returning({ id: answers.id })
  if (promised.length > 0) {
    await tx.insert(commitments).values(promised.map((row) => ({ ...row, answerId: added[0]!.id })))
  }
}

export async function addFile(tx: Db, row: typeof files.$inferInsert) {
  await tx.insert(files).values(row)
}
