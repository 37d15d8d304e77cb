import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { WebSocket } from 'ws'
import { describe, expect, test } from 'vitest'
import { closeCodes } from '../../../../shared/live-states.ts'
import { startApp } from '../../../support/app.ts'
import { anOpenHall } from '../seats.fixtures.ts'
import { aLiveRoom, attendee, join, question, wsUrl } from './clients.ts'

const site = await startApp({ now: new Date('2026-11-25T05:00:00Z') })
const { hall, host, officer } = await aLiveRoom(site)

/** The status with which an upgrade is refused; 101 where it is not. */
async function knock(
  headers: Record<string, string>,
  { id = hall.id, as = 'attendee' as 'attendee' | 'host' } = {},
) {
  const socket = new WebSocket(wsUrl(site, id, as), { headers })
  socket.on('error', () => {})
  const status = await Promise.race([
    once(socket, 'open').then(() => 101),
    once(socket, 'unexpected-response').then(
      ([, response]) => (response as { statusCode: number }).statusCode,
    ),
  ])
  socket.terminate()
  return status
}

/** A raw line that has been upgraded: what is written to it is written byte by byte. */
async function rawLine() {
  const { port, hostname } = new URL(site.url)
  const line = createConnection(Number(port), hostname)
  line.on('error', () => {})
  line.write(
    `GET /api/town-halls/${hall.id}/live HTTP/1.1\r\nHost: ${hostname}:${port}\r\nOrigin: ${site.url}\r\n` +
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
  )
  const [answer] = (await once(line, 'data')) as [Buffer]
  expect(answer.toString()).toContain('101')
  return line
}
/** A masked frame with a mask of zeros. */
const frame = (first: number, payload: Buffer) => {
  const head =
    payload.length < 126
      ? Buffer.from([first, 0x80 | payload.length])
      : Buffer.concat([Buffer.from([first, 0xff]), u64(payload.length)])
  return Buffer.concat([head, Buffer.alloc(4), payload])
}
const u64 = (size: number) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(size))
  return bytes
}

/** Someone asks, and the host hears: the room is as it was. */
let asked = 0
async function roomIsUnharmed() {
  const person = await attendee(site, hall)
  asked += 1
  const id = await person.done(question(`이 방은 아직 잘 있나요? ${asked}번째`))
  await host.heard('host-question', (m) => m.question.id === id)
  expect(host.faults).toEqual([])
  expect(host.now.closed).toBeNull()
}

describe('who may not is refused before the upgrade', () => {
  test('from another origin, or with a cookie and no word of the origin', async () => {
    const { cookie } = await site.as.resident()
    expect(await knock({ origin: 'https://elsewhere.example', cookie })).toBe(403)
    expect(await knock({ origin: 'null', cookie })).toBe(403)
    expect(await knock({ cookie })).toBe(403)
    expect(await knock({ origin: site.url, 'sec-fetch-site': 'cross-site', cookie })).toBe(403)
    expect(await knock({ origin: site.url, cookie })).toBe(101)
    expect(await knock({ origin: site.url })).toBe(101)
  })

  test('and its line is ended, also where the other side would keep it', async () => {
    const { port, hostname } = new URL(site.url)
    const line = createConnection({ port: Number(port), host: hostname, allowHalfOpen: true })
    line.write(
      `GET /api/town-halls/${hall.id}/live HTTP/1.1\r\nHost: ${hostname}\r\nOrigin: https://elsewhere.example\r\n` +
        'Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    )
    line.resume()
    await once(line, 'end')
    line.destroy()
  })

  test('as a host without the right, with an ended session, or to a room that is not there', async () => {
    const resident = await site.as.resident()
    const department = await site.as.officer('department')
    const origin = site.url
    expect(await knock({ origin }, { as: 'host' })).toBe(401)
    expect(await knock({ origin, cookie: resident.cookie }, { as: 'host' })).toBe(403)
    expect(await knock({ origin, cookie: department.cookie }, { as: 'host' })).toBe(403)
    expect(await knock({ origin, cookie: 'sid=nobody' }, { as: 'host' })).toBe(401)
    const late = await site.as.officer('communication')
    await site.deps.sql`update sessions set expires_at = '2020-01-01' where officer_id = ${late.officerId}`
    expect(await knock({ origin, cookie: late.cookie }, { as: 'host' })).toBe(401)
    expect(await knock({ origin }, { id: 424_242 })).toBe(404)
    const draft = await anOpenHall(site, { state: 'draft' })
    expect(await knock({ origin }, { id: draft.id })).toBe(404)
    expect(await knock({ origin, cookie: officer.cookie }, { as: 'host' })).toBe(101)
  })
})

describe('who is in and misbehaves does the room no harm', () => {
  test('a visitor, an attendee and a host each reach only their own commands', async () => {
    const visitor = await join(site, hall.id)
    const person = await attendee(site, hall)
    const screen = await join(site, hall.id, { as: 'screen', cookie: officer.cookie })
    const code = async (who: typeof visitor, command: Parameters<typeof visitor.send>[0]) =>
      (await who.send(command)).problem?.code
    expect(await code(visitor, question())).toBe('sign-in-required')
    expect(await code(screen, { op: 'unstage' })).toBe('sign-in-required')
    expect(await code(person, { op: 'close' })).toBe('not-allowed')
    expect(await code(person, { op: 'publish', question: 1 })).toBe('not-allowed')
    expect(await code(host, question())).toBe('not-allowed')
    await roomIsUnharmed()
  })

  test('a question or poll of another room is not there', async () => {
    const elsewhere = await aLiveRoom(site)
    const person = await attendee(site, elsewhere.hall)
    const id = await person.done(question('다른 방의 질문입니다.'))
    await elsewhere.host.done({ op: 'publish', question: id })
    expect((await host.send({ op: 'stage', question: id })).problem?.code).toBe('not-found')
    const here = await attendee(site, hall)
    expect((await here.send({ op: 'vote', question: id, up: true })).problem?.code).toBe('not-found')
    const poll = await elsewhere.host.done({ op: 'poll-add', title: '다른 방', choices: ['가', '나'] })
    expect((await host.send({ op: 'poll-open', poll })).problem?.code).toBe('not-found')
    expect((await here.send({ op: 'poll-vote', poll, choices: [0] })).problem?.code).toBe('not-found')
  })

  test.each([
    ['an unknown command', { op: 'explode' }],
    ['a text of control characters', { ...question('가나다라마\u0000바사') }],
    ['a question that is none', { op: 'vote', question: 'one', up: true }],
    ['a choice that no poll can have', { op: 'poll-vote', poll: 1, choices: [-1] }],
    ['a text that is too long', { ...question('가'.repeat(201)) }],
  ])('%s is answered with what is wrong', async (_name, command) => {
    const person = await attendee(site, hall)
    const ack = await person.send(command as Parameters<typeof person.send>[0])
    expect(ack).toMatchObject({ ok: false, temporary: false, problem: { status: 422, code: 'not-valid' } })
  })

  test.each([
    ['garbage', 'no JSON at all'],
    ['JSON that is no frame', '{"t":"surprise"}'],
    ['a command without an id', '{"t":"cmd","command":{"op":"ask"}}'],
    ['a hello that lies about itself', '{"t":"hello","epoch":7,"lastSeq":-1}'],
    ['null', 'null'],
  ])('%s ends the line', async (_name, text) => {
    const person = await attendee(site, hall)
    person.socket.send(text)
    expect(await person.closed()).toBe(closeCodes.badFrame)
    await roomIsUnharmed()
  })

  test('bytes instead of text end the line', async () => {
    const person = await attendee(site, hall)
    person.socket.send(randomBytes(100), { binary: true })
    expect(await person.closed()).toBe(closeCodes.badFrame)
  })

  test('a frame of a megabyte ends its line', async () => {
    const person = await attendee(site, hall)
    person.socket.send(
      JSON.stringify({ t: 'cmd', command: { op: 'ask', id: randomUUID(), text: 'a'.repeat(1_000_000) } }),
    )
    expect(await person.closed()).toBe(1009)
    await roomIsUnharmed()
  })

  test('ten thousand tiny fragments of one message end their line', async () => {
    const line = await rawLine()
    const gone = once(line, 'close')
    line.write(frame(0x01, Buffer.from('a')))
    const piece = frame(0x00, Buffer.from('a'))
    for (let at = 0; at < 10_000 && !line.destroyed; at += 1) line.write(piece)
    await gone
    await roomIsUnharmed()
  })

  test('frames that break the protocol end their line', async () => {
    for (const bytes of [
      Buffer.from([0x81, 0x05, 1, 2, 3, 4, 5]),
      frame(0x8f, Buffer.alloc(4)),
      randomBytes(500),
    ]) {
      const line = await rawLine()
      const gone = once(line, 'close')
      line.write(bytes)
      line.end()
      await gone
    }
    await roomIsUnharmed()
  })

  test('a flood of commands is slowed, and ended when it goes on', async () => {
    const person = await attendee(site, hall)
    const other = await attendee(site, hall)
    const acks = await Promise.all(
      Array.from({ length: 100 }, () => person.send({ op: 'react', kind: 'clap' })),
    )
    const slowed = acks.filter(({ problem }) => problem?.code === 'too-many-requests')
    expect(slowed.length).toBeGreaterThan(30)
    expect(slowed.every(({ temporary }) => temporary)).toBe(true)
    expect((await other.send({ op: 'react', kind: 'clap' })).ok).toBe(true)
    for (let at = 0; at < 500; at += 1) person.socket.send('{"t":"pong"}')
    expect(await person.closed()).toBe(closeCodes.flood)
    await roomIsUnharmed()
  })

  test('one person on many lines has one pace, and no more than eight lines', async () => {
    const { cookie } = await site.as.resident()
    const lines = []
    for (let at = 0; at < 8; at += 1) lines.push(await join(site, hall.id, { cookie }))
    const acks = await Promise.all(
      lines.flatMap((line) => Array.from({ length: 15 }, () => line.send({ op: 'react', kind: 'heart' }))),
    )
    expect(acks.filter(({ ok }) => ok).length).toBeLessThan(80)
    const ninth = await join(site, hall.id, { cookie })
    expect(await lines[0]!.closed()).toBe(closeCodes.tooMany)
    expect(ninth.now.closed).toBeNull()
  })
})

describe('a session that ends', () => {
  test('ends its lines at once, on signing out', async () => {
    const person = await attendee(site, hall)
    await site.api('DELETE', '/api/sessions/current', undefined, { cookie: person.cookie })
    expect(await person.closed()).toBe(closeCodes.sessionEnded)
    await roomIsUnharmed()
  })
})
