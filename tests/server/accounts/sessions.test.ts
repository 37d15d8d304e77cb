import { describe, expect, test } from 'vitest'
import { pino } from 'pino'
import { deviceOf } from '../../../server/accounts/sessions.rules.ts'
import { createMemory } from '../../../server/platform/db/memory.ts'
import { openSite } from '../../../server/start.ts'
import { openDatabase } from '../../../server/platform/db/database.ts'
import { sha256 } from '../../../server/platform/secrets.ts'
import { startApp } from '../../support/app.ts'
import { asker } from '../../support/asking.ts'
import { atEndOfFile } from '../../support/lifetime.ts'

const app = await startApp()
const { sql } = app.deps
const status = async (cookie: string, ask = app.api) =>
  (await ask('GET', '/api/me', undefined, { cookie })).status
const hashOf = (cookie: string) => sha256(cookie.split('=')[1]!)
const rowOf = async (cookie: string) => {
  const [row] =
    await sql`select last_seen_at as seen, expires_at as until from sessions where id_hash = ${hashOf(cookie)}`
  return row && { seen: row.seen as string, until: Date.parse(row.until as string) }
}

/** Another process of the same site. */
async function secondSite() {
  const { config } = app.deps
  const ownerUrl = app.ownerUrl
  const database = await openDatabase({ ownerUrl, secret: config.secret, log: () => {}, max: 3 })
  const site = await openSite({ config, database, log: pino({ level: 'silent' }) })
  await site.app.listen({ port: 0, host: '127.0.0.1' })
  atEndOfFile(async () => {
    await site.close()
    await database.close()
  })
  const { port } = site.app.server.address() as { port: number }
  return asker(`http://127.0.0.1:${port}`)
}

describe('a session', () => {
  test('ends with signing out, at once and in every process', async () => {
    const other = await secondSite()
    const { cookie } = await app.as.resident()
    expect([await status(cookie), await status(cookie, other.api)]).toEqual([200, 200])
    const ended = await app.api('DELETE', '/api/sessions/current', undefined, { cookie })
    expect(ended.status).toBe(204)
    expect(ended.headers.getSetCookie()[0]).toMatch(/^sid=;.*Max-Age=0/)
    expect(await status(cookie)).toBe(401)
    await expect.poll(() => status(cookie, other.api), { timeout: 3000 }).toBe(401)
  })

  test('is forgotten elsewhere also after the connection that hears of it was lost', async () => {
    const other = await secondSite()
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sotong news'`
    await expect
      .poll(
        async () => (await sql`select 1 from pg_stat_activity where application_name = 'sotong news'`).length,
        {
          timeout: 10_000,
        },
      )
      .toBeGreaterThanOrEqual(2)
    const { cookie } = await app.as.resident()
    expect(await status(cookie, other.api)).toBe(200)
    await app.api('DELETE', '/api/sessions/current', undefined, { cookie })
    await expect.poll(() => status(cookie, other.api), { timeout: 3000 }).toBe(401)
  })

  test('that has run out is nobody’s', async () => {
    const { cookie } = await app.as.resident()
    await sql`update sessions set expires_at = '2020-01-01' where id_hash = ${hashOf(cookie)}`
    expect(await status(cookie)).toBe(401)
    await app.settle()
    expect(await rowOf(cookie)).toBeUndefined()
  })

  test.each([
    ['empty', 'sid='],
    ['short', 'sid=x'],
    ['very long', `sid=${'a'.repeat(4000)}`],
    ['a zero', 'sid=%00'],
    ['quoted', 'sid="; drop table'],
  ])('with a made-up id (%s) is nobody’s', async (_, cookie) => expect(await status(cookie)).toBe(401))

  test('of a resident slides to thirty days once half of them are over, with a new cookie', async () => {
    const { cookie } = await app.as.resident()
    await sql`update sessions set expires_at = last_seen_at + interval '14 days' where id_hash = ${hashOf(cookie)}`
    const answer = await app.api('GET', '/api/me', undefined, { cookie })
    const renewed = answer.headers.getSetCookie()[0]!
    expect(renewed.startsWith(`${cookie};`)).toBe(true)
    expect(renewed).toContain('Max-Age=2592000')
    expect(Math.round(((await rowOf(cookie))!.until - Date.now()) / 86_400_000)).toBe(30)
    expect((await app.api('GET', '/api/me', undefined, { cookie })).headers.getSetCookie()).toEqual([])
  })

  test('does not write each use', async () => {
    const { cookie } = await app.as.resident()
    // The first use of a day-long session of the tests slides it.
    await status(cookie)
    const before = (await rowOf(cookie))!.seen
    for (let i = 0; i < 5; i += 1) await status(cookie)
    expect((await rowOf(cookie))!.seen).toEqual(before)
  })

  test('of an officer ends after half an hour without use, and lives on with use', async () => {
    const { cookie } = await app.as.officer('communication')
    const minutes = (idle: number) => sql`update sessions set
      last_seen_at = last_seen_at - ${idle} * interval '1 minute', expires_at = last_seen_at - ${idle} * interval '1 minute' + interval '30 minutes'
      where id_hash = ${hashOf(cookie)}`
    await minutes(29)
    expect(await status(cookie)).toBe(200)
    expect(Math.round(((await rowOf(cookie))!.until - Date.now()) / 60_000)).toBe(30)
    await minutes(31)
    expect(await status(cookie)).toBe(401)
  })

  test('of an officer is never kept: taken out of service, the next request is refused', async () => {
    const { cookie, officerId } = await app.as.officer('administrator')
    expect(await status(cookie)).toBe(200)
    await sql`update officers set disabled_at = created_at where id = ${officerId}`
    expect(await status(cookie)).toBe(401)
  })

  test('is one of a list: one can be signed out, or all; nobody else’s', async () => {
    const who = await app.as.resident()
    const second = `sid=${'b'.repeat(40)}${who.personId}`
    await sql`insert into sessions (id_hash, person_id, device, created_at, last_seen_at, expires_at)
      select ${hashOf(second)}, person_id, 'Chrome · Android', created_at, last_seen_at, expires_at from sessions where id_hash = ${hashOf(who.cookie)}`
    const list = await app.api('GET', '/api/me/sessions', undefined, who)
    expect(list.body.items).toHaveLength(2)
    const another = list.body.items.find((one: { current: boolean }) => !one.current)
    const stranger = await app.as.resident()
    const end = (id: string, cookie: string) =>
      app.api('DELETE', `/api/me/sessions/${id}`, undefined, { cookie })
    expect((await end(another.id, stranger.cookie)).status).toBe(404)
    expect((await end('nonsense', who.cookie)).status).toBe(404)
    expect(await status(second)).toBe(200)
    expect((await end(another.id, who.cookie)).status).toBe(204)
    expect(await status(second)).toBe(401)
    expect((await app.page('/me/sessions', who)).html).toContain('지금 이 기기')
    expect((await app.page('/me/sessions/end', { ...who, form: {} })).location).toBe('/sign-in')
    expect(await status(who.cookie)).toBe(401)
  })

  test('is looked up together with all that come at the same time', async () => {
    const people = await Promise.all(Array.from({ length: 30 }, () => app.as.resident()))
    expect(await Promise.all(people.map(({ cookie }) => status(cookie)))).toEqual(Array(30).fill(200))
  })
})

describe('what is kept a short time', () => {
  test('is dropped after its time, when told, and never kept when it was read before that', () => {
    let at = 0
    const memory = createMemory<string>({ keptMs: 5000, most: 2, clock: () => at })
    memory.keep('a', 'apple', memory.mark())
    at = 4999
    expect(memory.get('a')).toBe('apple')
    at = 5000
    expect(memory.get('a')).toBeUndefined()
    const mark = memory.mark()
    memory.forget(() => true)
    memory.keep('b', 'berry', mark)
    expect(memory.get('b')).toBeUndefined()
    for (const key of ['c', 'd', 'e']) memory.keep(key, key, memory.mark())
    expect(['c', 'd', 'e'].map((key) => memory.get(key))).toEqual([undefined, 'd', 'e'])
  })
})

test.each([
  [
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36',
    'Chrome · Android',
  ],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1', 'Safari · iPhone'],
  ['Mozilla/5.0 (Linux; Android 14) SamsungBrowser/25.0 Chrome/121.0', 'Samsung Internet · Android'],
  ['Mozilla/5.0 (Linux; Android 14) Chrome/126 KAKAOTALK 10.8', 'KakaoTalk · Android'],
  ['curl/8.5.0', '?'],
  [undefined, '?'],
])('%s is told as %s', (agent, device) => expect(deviceOf(agent)).toBe(device))
