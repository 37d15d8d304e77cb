import { randomBytes } from 'node:crypto'
import type { SignedInOfficer } from '../../support/people.ts'
import type { TestApp } from '../../support/app.ts'
import { anOpenPetition } from './fixtures.ts'

export const words = {
  interim: false,
  title: '신길5동 작은도서관을 밤 9시까지 엽니다',
  body: '현장을 살폈습니다.\n화요일과 목요일부터 엽니다.',
  commitments: [],
}

export type Saved = { id: number; version: number; state: string }

/** An open petition in the hands of a department, with the people who answer it. */
export async function aCase(app: TestApp, about: Parameters<typeof anOpenPetition>[1] = {}) {
  const { sql } = app.deps
  const petition = await anOpenPetition(sql, about)
  const [department] = await sql`select id::int as id from departments where code = 'urban-safety'`
  await sql`update petitions set department_id = ${department!.id} where id = ${petition.id}`
  const path = `/api/desk/petitions/${petition.number}/answers`
  const call = (who: SignedInOfficer, method: string, rest: string, body?: unknown) =>
    app.api(method, path + rest, body, { cookie: who.cookie })
  return { ...petition, departmentId: department!.id as number, path, call }
}

/** Makes a petition established, as the thousandth endorsement does. */
export async function establish(app: TestApp, petitionId: number) {
  const { sql } = app.deps
  await sql`insert into establishments (petition_id, at, total, threshold)
    values (${petitionId}, ${app.deps.now().toISOString()}, 1000, 1000)`
}

export async function stateOf(app: TestApp, petitionId: number) {
  const [row] = await app.deps.sql`
    select state, response, response_kind as kind, answered_at as "answeredAt", response_due_at as "dueAt"
    from petitions where id = ${petitionId}`
  return row!
}

/** What the audit log says of an answer, in order. */
export const actsOn = async (app: TestApp, answerId: number) =>
  (
    await app.deps
      .sql`select act from audit_entries where about_kind = 'answer' and about_id = ${String(answerId)} order by id`
  ).map((row) => row.act as string)

/** Many people who chose to hear of a petition's answer, written as rows; their addresses. */
export async function followers(app: TestApp, petitionId: number, count: number): Promise<string[]> {
  const { sql, secrets } = app.deps
  const people = Array.from({ length: count }, () => {
    const email = `follower-${randomBytes(6).toString('hex')}@residents.example`
    return {
      email,
      key: randomBytes(32).toString('hex'),
      hash: secrets.hash('identity email', email).toString('hex'),
      sealed: secrets.seal(email).toString('hex'),
    }
  })
  await sql`
    with told as (select * from jsonb_to_recordset(${JSON.stringify(people)}::text::jsonb) as t (key text, hash text, sealed text)),
    made as (
      insert into persons (person_key, belonging, dong, lang, created_at)
      select decode(key, 'hex'), 'lives', 'yeoui', 'ko', '2026-11-01T00:00:00Z' from told returning id, person_key),
    known as (
      insert into identities (person_id, kind, key_hash, sealed_address, level, verified_at)
      select id, 'email', decode(hash, 'hex'), decode(sealed, 'hex'), 0, '2026-11-01T00:00:00Z'
      from told join made on person_key = decode(key, 'hex'))
    insert into subscriptions (petition_id, person_id, on_answer, on_established, on_commitment)
    select ${petitionId}, id, true, false, false from made`
  return people.map(({ email }) => email)
}
