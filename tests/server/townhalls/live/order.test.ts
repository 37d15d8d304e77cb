import { randomUUID } from 'node:crypto'
import { createConnection } from 'node:net'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { loadConfig } from '../../../../server/config.ts'
import { openDatabase } from '../../../../server/platform/db/database.ts'
import { openLog } from '../../../../server/platform/log.ts'
import { openSite } from '../../../../server/start.ts'
import type { LiveMessage } from '../../../../shared/live.ts'
import { freePort, startApp, type TestApp } from '../../../support/app.ts'
import { testSecret } from '../../../support/database.ts'
import { atEndOfFile } from '../../../support/lifetime.ts'
import { aLiveRoom, attendee, type Client, join, question } from './clients.ts'

vi.setConfig({ testTimeout: 240_000 })
const now = new Date('2026-11-25T05:00:00Z')

/** Another server on the same database, as a second process or as the first one started again. */
async function another(first: TestApp) {
  const port = await freePort()
  const env = {
    PORT: String(port),
    DATA_DIR: first.deps.config.dataDir,
    SECRET_KEY: testSecret,
    LOG_LEVEL: 'silent',
  }
  const config = { ...loadConfig(env, { demo: true }), dataDir: first.deps.config.dataDir }
  const database = await openDatabase({ ownerUrl: first.ownerUrl, secret: testSecret, log: () => {}, max: 5 })
  const site = await openSite({
    config,
    database,
    log: openLog('silent', { write: () => {} }),
    now: () => now,
  })
  await site.app.listen({ port, host: '127.0.0.1' })
  let closed: Promise<void> | undefined
  const close = () => (closed ??= site.close().then(() => database.close()))
  atEndOfFile(close)
  return { url: config.publicUrl, deps: site.deps, close }
}

/** Someone with a bad network: drops now and then, comes back with what they have seen, to wherever the room is. */
class Wanderer {
  readonly seen = new Map<number, LiveMessage>()
  client!: Client
  drops = 0
  epoch: string | null = null
  #from = 0
  readonly faults: string[] = []

  async come(site: { url: string }, hall: number, cookie?: string) {
    const from = { epoch: this.epoch, lastSeq: this.#from }
    this.client = await join(site, hall, { ...(cookie && { cookie }), seen: from })
    const welcome = this.client.frames.find((frame) => frame.t === 'welcome')
    // Who has read the room once never has to read it anew.
    if (welcome && this.epoch !== null) this.faults.push('read the whole room anew')
    this.epoch = this.client.now.epoch
  }

  drop() {
    this.take()
    this.client.socket.terminate()
    this.drops += 1
  }

  take() {
    for (const [seq, message] of this.client.messages) {
      if (this.seen.has(seq)) this.faults.push(`${seq} came twice`)
      this.seen.set(seq, message)
    }
    this.client.messages.clear()
    this.faults.push(...this.client.faults.splice(0))
    this.#from = this.client.now.seq
  }
}

describe('300 people with bad networks and a server that starts again', () => {
  test('see one order without gaps, nothing missing and nothing twice', async () => {
    const first = await startApp({ now })
    const { hall, host } = await aLiveRoom(first, { moderation: 'after' })
    const askers = await Promise.all(Array.from({ length: 12 }, () => first.as.resident()))
    const crowd = Array.from({ length: 300 }, () => new Wanderer())
    for (let at = 0; at < crowd.length; at += 50)
      await Promise.all(crowd.slice(at, at + 50).map((one) => one.come(first, hall.id)))
    const beginning = crowd[0]!.client.now.seq

    const ask = (site: { url: string }, at: number, id = randomUUID()) =>
      fetch(`${site.url}/api/town-halls/${hall.id}/commands`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          cookie: askers[at]!.cookie,
          'sec-fetch-site': 'same-origin',
        },
        body: JSON.stringify({ ...question(`이 길의 가로등을 고쳐 주세요. ${at}번째`), id }),
      }).then((response) => response.json() as Promise<{ target: number; ok: boolean }>)

    const wander = async (site: { url: string }, share: number) => {
      const gone = crowd.filter(() => Math.random() < share)
      for (const one of gone) one.drop()
      await sleep(Math.random() * 50)
      for (let at = 0; at < gone.length; at += 50)
        await Promise.all(gone.slice(at, at + 50).map((one) => one.come(site, hall.id)))
    }

    const ids: number[] = []
    for (let at = 0; at < 6; at += 1) {
      const [asked] = await Promise.all([ask(first, at), wander(first, 0.2)])
      ids.push(asked.target)
      await host.done({ op: 'queue', question: asked.target })
    }

    // The server ends as on a deploy: everyone is told when to come back, and comes back to the next one.
    const leaving = crowd.map(({ client }) => client.closed())
    await first.site.close()
    await Promise.all(leaving)
    const goodbyes = crowd.map(({ client }) => client.frames.find((frame) => frame.t === 'bye'))
    expect(
      goodbyes.every((frame) => frame?.t === 'bye' && frame.code === 1012 && frame.retryAfterMs <= 5000),
    ).toBe(true)
    expect(new Set(goodbyes.map((frame) => frame?.t === 'bye' && frame.retryAfterMs)).size).toBeGreaterThan(
      30,
    )
    for (const one of crowd) one.drop()

    const second = await another(first)
    for (let at = 0; at < crowd.length; at += 50)
      await Promise.all(crowd.slice(at, at + 50).map((one) => one.come(second, hall.id)))
    for (let at = 6; at < 12; at += 1) await Promise.all([ask(second, at), wander(second, 0.2)])

    const [{ seq: head }] = (await second.deps
      .sql`select seq from live_rooms where town_hall_id = ${hall.id}`) as unknown as [{ seq: number }]
    await Promise.all(crowd.map((one) => one.client.until(() => one.client.now.seq === head)))
    for (const one of crowd) one.take()
    expect(crowd.flatMap(({ faults }) => faults)).toEqual([])
    const whole = Array.from({ length: head - beginning }, (_, at) => beginning + 1 + at)
    const orders = new Set(
      crowd.map(({ seen }) => JSON.stringify([...seen.entries()].toSorted(([a], [b]) => a - b))),
    )
    expect(orders.size).toBe(1)
    expect([...crowd[0]!.seen.keys()].toSorted((a, b) => a - b)).toEqual(whole)
    expect(crowd.reduce((sum, { drops }) => sum + drops, 0)).toBeGreaterThan(600)
    expect(whole.length).toBeGreaterThanOrEqual(24)
  })
})

describe('two processes on one database', () => {
  test('show one room: questions, votes, reactions, captions and how many are there', async () => {
    const first = await startApp({ now })
    const second = await another(first)
    const { hall, host } = await aLiveRoom(first)
    const there = await first.as.resident()
    const here = await attendee(first, hall)
    const asker = await join(second, hall.id, { cookie: there.cookie })
    const visitor = await join(second, hall.id)

    const id = await asker.done(question('두 서버에서 한 방이 보이나요?'))
    await host.heard('host-question', (m) => m.question.id === id)
    await host.done({ op: 'publish', question: id })
    await visitor.heard('question', (m) => m.question.id === id)
    await asker.heard('own-question', (m) => m.question.state === 'published')

    await here.done({ op: 'vote', question: id, up: true })
    await visitor.latest('votes', (v: Record<string, { guests: number }>) => v[id]?.guests === 1)
    await asker.done({ op: 'vote', question: id, up: true })
    await here.latest('votes', (v: Record<string, { guests: number }>) => v[id]?.guests === 2)

    await asker.done({ op: 'react', kind: 'heart' })
    await here.latest('reactions', (v: { heart?: number }) => v.heart === 1)
    await host.done({ op: 'caption', text: '곧 시작합니다' })
    await visitor.latest('caption', (v: { text: string }) => v.text === '곧 시작합니다')
    await here.latest('presence', (v: { people: number }) => v.people === 3)
    await visitor.latest('presence', (v: { people: number }) => v.people === 3)

    // Both sides change the room at once, many times.
    const people = await Promise.all(Array.from({ length: 10 }, () => first.as.resident()))
    const both = await Promise.all(
      people.map(({ cookie }, at) => join(at % 2 === 0 ? first : second, hall.id, { cookie })),
    )
    await Promise.all(both.map((one, at) => one.done(question(`동시에 묻습니다. ${at}번째 질문`))))
    const all = [host, here, asker, visitor, ...both]
    const [row] = await first.deps.sql`select seq from live_rooms where town_hall_id = ${hall.id}`
    await Promise.all(all.map((one) => one.until(() => one.now.seq === Number(row!.seq))))
    expect(all.flatMap(({ faults }) => faults)).toEqual([])
  })

  test('a room that opens or ends its rehearsal in one begins anew in the other', async () => {
    const first = await startApp({ now })
    const second = await another(first)
    const { hall } = await aLiveRoom(first)
    const visitor = await join(second, hall.id)
    const officer = await first.as.officer('communication')
    await first.api(
      'POST',
      `/api/town-halls/${hall.id}/commands`,
      { op: 'pause', id: randomUUID() },
      { cookie: officer.cookie },
    )
    await visitor.heard('room', (m) => m.room.phase === 'paused')
    expect(visitor.faults).toEqual([])
  })
})

describe('someone who does not read', () => {
  test('neither keeps the others waiting nor is written to without end, and reads on when they can', async () => {
    const site = await startApp({ now })
    const { hall, host } = await aLiveRoom(site)
    const { port, hostname } = new URL(site.url)
    const slow = createConnection(Number(port), hostname)
    slow.on('error', () => {})
    slow.write(
      `GET /api/town-halls/${hall.id}/live HTTP/1.1\r\nHost: ${hostname}:${port}\r\nOrigin: ${site.url}\r\n` +
        'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    )
    await once(slow, 'data')
    const hello = Buffer.from('{"t":"hello","epoch":null,"lastSeq":0}')
    slow.write(Buffer.concat([Buffer.from([0x81, 0x80 | hello.length, 0, 0, 0, 0]), hello]))
    await once(slow, 'data')
    slow.pause()

    const reader = await join(site, hall.id)
    // As another process would write them: twelve megabytes for a reader that takes none of them.
    const { sql } = site.deps
    const [{ epoch }] =
      (await sql`select epoch from live_rooms where town_hall_id = ${hall.id}`) as unknown as [
        { epoch: string },
      ]
    for (let at = 0; at < 600; at += 50) {
      await sql.begin(async (tx) => {
        const [{ seq }] = (await tx`
          update live_rooms set seq = seq + 50 where town_hall_id = ${hall.id} returning seq`) as unknown as [
          { seq: number },
        ]
        const text = JSON.stringify({
          k: 'question-gone',
          id: at,
          mergedInto: null,
          filling: 'a'.repeat(20_000),
        })
        await tx`
          insert into live_messages (town_hall_id, epoch, seq, at, rehearsal, public)
          select ${hall.id}, ${epoch}, s, ${now.toISOString()}::timestamptz, false, ${text}
          from generate_series(${seq - 49}::int, ${seq}::int) s`
      })
      await sql`select pg_notify('news', ${`live changed ${hall.id} another`})`
    }
    const [row] = await sql`select seq from live_rooms where town_hall_id = ${hall.id}`
    await reader.until(() => reader.now.seq === Number(row!.seq))
    expect(reader.faults).toEqual([])
    const waiting = [...sockets(site)].map((line) => line.writableLength)
    expect(Math.max(...waiting)).toBeLessThan(1024 * 1024)
    const health = (await host.latest(
      'health',
      (v: { slow: number; dropped: number }) => v.slow + v.dropped > 0,
    )) as {
      f: { v: { slow: number } }
    }
    expect(health.f.v.slow).toBeLessThanOrEqual(1)
    // Now it reads on: everything it had missed, in order.
    let got = ''
    slow.on('data', (data: Buffer) => (got += data.toString('latin1')))
    slow.resume()
    const last = `"seq":${row!.seq},`
    while (!got.includes(last)) await once(slow, 'data')
    const order = [...got.matchAll(/"t":"msg","seq":(\d+)/g)].map(([, seq]) => Number(seq))
    expect(order).toEqual(order.map((_, at) => order[0]! + at))
    slow.destroy()
  })
})

/** The server's ends of all sockets. */
function* sockets({ site }: TestApp) {
  for (const client of site.app.websocketServer.clients)
    yield (client as unknown as { _socket: { writableLength: number } })['_socket']
}
