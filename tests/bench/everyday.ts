import { randomBytes, randomUUID } from 'node:crypto'
import type { Sql } from '../../server/platform/db/database.ts'
import { sha256 } from '../../server/platform/secrets.ts'
import { copiesOf } from './content.ts'
import { requestOf } from './load.ts'

/** One thing people do on a usual day: how often a second, and the requests, each of someone else. */
export type Doing = { name: string; perSecond: number; requests: string[]; allowed: number[] }

type Given = {
  sql: Sql
  /** A petition to be copied. */
  first: string
  /** Signed-in residents, so many as there are requests of one kind. */
  cookies: string[]
  /** More of them, who have not registered for anything. */
  newcomers: string[]
  /** Marks what this round writes, so that it can be counted afterwards. */
  round: string
}

const json = { 'content-type': 'application/json', accept: 'application/json' }
const page = { accept: 'text/html', 'accept-encoding': 'br' }

/** What the site does besides a storm: reading elsewhere, endorsing elsewhere, filing, signing in, registering, the desk. */
export async function everyday({ sql, first, cookies, newcomers, round }: Given): Promise<Doing[]> {
  const others = await copiesOf(sql, first, cookies.length, 0)
  const [officer] = await sql`select id, department_id from officers where email = 'safety@demo.sotong.kr'`
  await sql`update petitions set department_id = ${officer!.department_id as string} where number = any(${others})`
  const desk = { ...json, cookie: await officerSession(sql, officer!.id as string) }
  const [hall] = await sql`
    select h.id, s.id::int as sitting from town_halls h join sittings s on s.town_hall_id = h.id
    where h.state = 'announced' and h.registration_opens_at < now() and h.registration_closes_at > now() limit 1`
  const each = (ask: (cookie: string, at: number) => string) => cookies.map(ask)
  const post = (path: string, headers: Record<string, string>, body: unknown) =>
    requestOf('POST', path, headers, JSON.stringify(body))
  return [
    {
      name: 'reading',
      perSecond: 20,
      allowed: [200],
      requests: [...others, ''].map((number) =>
        requestOf('GET', `/petitions/${number}`.replace(/\/$/, ''), page),
      ),
    },
    {
      name: 'endorsing',
      perSecond: 10,
      allowed: [201],
      requests: each((cookie, at) =>
        requestOf('POST', `/api/petitions/${others[at]}/endorsements`, { cookie }),
      ),
    },
    {
      name: 'filing',
      perSecond: 2,
      allowed: [201],
      requests: each((cookie) => post('/api/petitions', { ...json, cookie }, filing(round))),
    },
    {
      name: 'signing_in',
      perSecond: 2,
      allowed: [200],
      requests: each((_cookie, at) =>
        post(
          '/api/sign-in-codes',
          // A caller of its own each: the limit of codes a caller is not what is measured.
          { ...json, 'x-forwarded-for': `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}` },
          { email: `${round}-${at}@codes.example` },
        ),
      ),
    },
    {
      name: 'registering',
      perSecond: 2,
      allowed: [201],
      requests: newcomers.map((cookie) =>
        post(
          `/api/town-halls/${hall!.id}/registrations`,
          { ...json, cookie },
          registration(hall!.sitting, round),
        ),
      ),
    },
    {
      name: 'answering',
      perSecond: 1,
      allowed: [201],
      requests: others.map((number) =>
        post(`/api/desk/petitions/${number}/answers`, desk, { title: round, body: '현장을 살폈습니다.' }),
      ),
    },
    {
      name: 'desk',
      perSecond: 2,
      allowed: [200],
      requests: [requestOf('GET', '/desk/petitions', { ...page, cookie: desk.cookie })],
    },
  ]
}

const filing = (round: string) => ({
  draftId: randomUUID(),
  title: `밤길에 조명을 놓아 주세요 ${round}`,
  category: 'living-environment',
  problem: '저녁 7시만 되어도 다리 아래가 캄캄합니다.',
  proposal: '다리 아래 세 곳에 조명을 먼저 놓아 주세요.',
  displayName: '홍길동',
})

const registration = (sittingId: number, round: string) => ({
  partyId: randomUUID(),
  sittingId,
  mode: 'in-person',
  members: [{ name: '참가자' }],
  note: round,
})

/** A session of an officer, confirmed just now, as a `Cookie` header. */
export async function officerSession(sql: Sql, officerId: string) {
  const id = randomBytes(25).toString('hex')
  await sql`
    insert into sessions (id_hash, officer_id, device, created_at, last_seen_at, expires_at, rechecked_until)
    values (${sha256(id)}, ${officerId}, 'bench', now(), now(), now() + interval '1 day', now() + interval '1 day')`
  return `sid=${id}`
}

/** How many of each thing stand; what a load acknowledged is the difference of before and after. */
export async function standing(sql: Sql): Promise<Record<string, number>> {
  const [row] = await sql`
    select (select count(*) from petitions)::int as filing, (select count(*) from answers)::int as answering,
      (select count(*) from parties)::int as registering, (select count(*) from sign_in_codes)::int as signing_in,
      (select count(*) from endorsements)::int as endorsing`
  return row as Record<string, number>
}
