import { describe, expect, test } from 'vitest'
import { startApp } from '../../support/app.ts'
import { startIssuer } from '../../support/oidc.ts'

/** The issuer must know where people come back to before the site that sends them is started. */
const port = 18_000 + Math.floor(Math.random() * 2_000)
const publicUrl = `http://127.0.0.1:${port}`
const issuer = await startIssuer([`${publicUrl}/sign-in/oidc/kakao/callback`])
const { clientId, clientSecret } = issuer
const app = await startApp({
  config: {
    port,
    publicUrl,
    oidcProviders: [
      { id: 'kakao', name: '카카오', issuer: issuer.issuer, clientId, clientSecret },
      { id: 'away', name: '먼 곳', issuer: 'http://127.0.0.1:1', clientId, clientSecret },
    ],
  },
})

const cookiesOf = (headers: Headers, name: string) =>
  headers
    .getSetCookie()
    .map((line) => line.split(';')[0]!)
    .find((pair) => pair.startsWith(`${name}=`) && pair !== `${name}=`)

/** Goes from our link to the issuer and back to our door, without opening it. */
async function travel(subject: string | null, start = '/sign-in/oidc/kakao', cookie?: string) {
  issuer.signInAs(subject)
  const begun = await app.page(start, {
    ...(cookie && { cookie }),
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  expect(begun.status).toBe(303)
  const journey = cookiesOf(begun.headers, 'oidc')!
  return { journey, back: await issuer.walk(begun.location!), address: new URL(begun.location!) }
}
const open = (back: string, ...cookies: (string | undefined)[]) =>
  app.page(back.slice(publicUrl.length), { cookie: cookies.filter(Boolean).join('; ') })

async function signInAs(subject: string) {
  const { journey, back } = await travel(subject)
  const arrived = await open(back, journey)
  return { arrived, cookie: cookiesOf(arrived.headers, 'sid')! }
}
const me = async (cookie: string) => (await app.api('GET', '/api/me', undefined, { cookie })).body

describe('signing in at an issuer', () => {
  test('makes the person the first time, at level 1, and finds them again; only who they are is asked', async () => {
    const { address } = await travel('kim')
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      scope: 'openid',
      code_challenge_method: 'S256',
      state: expect.any(String),
      nonce: expect.any(String),
    })
    const first = await signInAs('kim')
    expect(first.arrived).toMatchObject({ status: 303, location: '/me' })
    expect(await me(first.cookie)).toMatchObject({ kind: 'resident', level: 1, email: null, profile: null })
    await signInAs('kim')
    await signInAs('lee')
    const [row] = await app.deps.sql`select count(*)::int as n from identities where kind = 'oidc'`
    expect(row!.n).toBe(2)
  })

  test('goes on to a page of our own, in the language it began in', async () => {
    const { journey, back } = await travel('kim', '/en/sign-in/oidc/kakao?next=/petitions/new')
    expect((await open(back, journey)).location).toBe('/en/petitions/new')
    const elsewhere = await travel('kim', '/sign-in/oidc/kakao?next=https://elsewhere.example/')
    expect((await open(elsewhere.back, elsewhere.journey)).location).toBe('/me')
  })

  test.each([
    ['without the cookie', (_j: string, back: string) => [back, undefined]],
    ['with a cookie of someone else’s journey', (_j: string, back: string, other: string) => [back, other]],
    ['with a changed cookie', (j: string, back: string) => [back, `${j.slice(0, -3)}AAA`]],
    ['with another state', (j: string, back: string) => [back.replace(/state=[^&]+/, 'state=other'), j]],
    ['with a made-up code', (j: string, back: string) => [back.replace(/code=[^&]+/, 'code=made-up'), j]],
    ['without anything', (j: string, back: string) => [back.slice(0, back.indexOf('?')), j]],
  ] as const)('is refused when one comes back %s', async (_, change) => {
    const other = await travel('attacker')
    const { journey, back } = await travel('kim')
    const [address, cookie] = change(journey, back, other.journey) as [string, string | undefined]
    const arrived = await open(address, cookie)
    expect(arrived.status).toBe(502)
    expect(cookiesOf(arrived.headers, 'sid')).toBeUndefined()
  })

  test('works once: the same way back a second time signs nobody in', async () => {
    const { journey, back } = await travel('kim')
    expect((await open(back, journey)).status).toBe(303)
    expect((await open(back, journey)).status).toBe(502)
  })

  test('leads back to the door for someone who changed their mind', async () => {
    const { journey, back } = await travel(null)
    expect(await open(back, journey)).toMatchObject({ status: 303, location: '/sign-in' })
  })

  test('says so when the issuer is away or unknown', async () => {
    expect((await app.page('/sign-in/oidc/away')).status).toBe(502)
    expect((await app.page('/sign-in/oidc/unknown')).status).toBe(404)
  })

  test('by ten browsers at once the first time makes one person', async () => {
    const journeys = []
    for (let i = 0; i < 10; i += 1) journeys.push(await travel('crowd'))
    const arrived = await Promise.all(journeys.map(({ back, journey }) => open(back, journey)))
    expect(arrived.every(({ status }) => status === 303)).toBe(true)
    const [row] = await app.deps.sql`
      select count(distinct s.person_id)::int as n from sessions s join identities i using (person_id)
      where i.kind = 'oidc' and s.created_at > (select max(created_at) - interval '1 minute' from sessions)
        and s.person_id = (select person_id from identities order by id desc limit 1)`
    expect(row!.n).toBe(1)
    const persons = await app.deps
      .sql`select id from persons where id not in (select person_id from identities)`
    expect(persons).toHaveLength(0)
  })
})

describe('adding an issuer’s identity to an account', () => {
  test('lifts its level, and signs in to the same account afterwards', async () => {
    const who = await app.as.resident()
    const { journey, back } = await travel('added', '/me/identities/oidc/kakao', who.cookie)
    expect((await open(back, journey, who.cookie)).location).toBe('/me?done=linked')
    expect(await me(who.cookie)).toMatchObject({ level: 1, email: who.email })
    const { cookie } = await signInAs('added')
    expect(await me(cookie)).toMatchObject({ email: who.email })
  })

  test('that has an account of its own merges the two, and both devices stay signed in', async () => {
    const other = await signInAs('own account')
    const who = await app.as.resident()
    const { journey, back } = await travel('own account', '/me/identities/oidc/kakao', who.cookie)
    expect((await open(back, journey, who.cookie)).location).toBe('/me?done=merged')
    expect(await me(who.cookie)).toMatchObject({ level: 1, email: who.email })
    expect(await me(other.cookie)).toMatchObject({ level: 1, email: who.email })
  })

  test('is begun from our own pages only, and ends in the account that began it', async () => {
    const who = await app.as.resident()
    const foreign = await app.page('/me/identities/oidc/kakao', {
      cookie: who.cookie,
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    expect(foreign.status).toBe(403)
    const unsaid = await app.page('/me/identities/oidc/kakao', { cookie: who.cookie })
    expect(unsaid.status).toBe(403)
    const other = await app.as.resident()
    const { journey, back } = await travel('mine', '/me/identities/oidc/kakao', who.cookie)
    const arrived = await open(back, journey, other.cookie)
    expect(arrived.status).toBe(303)
    expect(arrived.location).toContain('/sign-in')
    expect(await me(other.cookie)).toMatchObject({ level: 0 })
  })
})
