import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { LiveSnapshot, MessagesReply } from '../../../../shared/live.ts'
import { startApp } from '../../../support/app.ts'
import { aLiveRoom, attendee, join, question } from './clients.ts'

const site = await startApp({ now: new Date('2026-11-25T05:00:00Z') })
const codeOf = async (ack: Promise<{ problem: { code: string } | null }>) => (await ack).problem?.code

describe('a poll', () => {
  test('counts each person once, a later choice instead of the one before, until it closes', async () => {
    const { hall, host } = await aLiveRoom(site)
    const people = await Promise.all(Array.from({ length: 4 }, () => attendee(site, hall)))
    const visitor = await join(site, hall.id)
    const poll = await host.done({
      op: 'poll-add',
      title: '먼저 할 일은?',
      choices: ['주차', '조명', '청소'],
    })
    expect(await codeOf(people[0]!.send({ op: 'poll-vote', poll, choices: [0] }))).toBe('not-found')
    await host.done({ op: 'poll-open', poll })
    await Promise.all(people.map((who, at) => who.done({ op: 'poll-vote', poll, choices: [at % 2] })))
    await people[0]!.done({ op: 'poll-vote', poll, choices: [2] })
    await people[1]!.done({ op: 'poll-vote', poll, choices: [] })
    expect(await codeOf(people[2]!.send({ op: 'poll-vote', poll, choices: [0, 1] }))).toBe(
      'poll-choice-unknown',
    )
    expect(await codeOf(people[2]!.send({ op: 'poll-vote', poll, choices: [7] }))).toBe('poll-choice-unknown')
    await visitor.latest(
      'polls',
      (v: Record<string, unknown>) => JSON.stringify(v[poll]) === '{"counts":[1,1,1],"voters":3}',
    )
    await host.done({ op: 'poll-close', poll })
    expect((await visitor.heard('poll', (m) => m.poll.state === 'closed')).poll.counts).toEqual([1, 1, 1])
    expect(await codeOf(people[3]!.send({ op: 'poll-vote', poll, choices: [0] }))).toBe('poll-closed')
    expect(await codeOf(host.send({ op: 'poll-open', poll }))).toBe('not-allowed-now')
  })

  test('whose results are hidden tells them to hosts alone until it closes', async () => {
    const { hall, host } = await aLiveRoom(site)
    const person = await attendee(site, hall)
    const visitor = await join(site, hall.id)
    const poll = await host.done({
      op: 'poll-add',
      title: '숨긴 투표',
      choices: ['가', '나'],
      several: true,
      hidden: true,
    })
    await host.done({ op: 'poll-open', poll })
    await person.done({ op: 'poll-vote', poll, choices: [0, 1] })
    await host.latest(
      'polls',
      (v: Record<string, unknown>) => JSON.stringify(v[poll]) === '{"counts":[1,1],"voters":1}',
    )
    await visitor.latest(
      'polls',
      (v: Record<string, unknown>) => JSON.stringify(v[poll]) === '{"counts":null,"voters":1}',
    )
    expect(JSON.stringify(visitor.frames)).not.toContain('[1,1]')
    await host.done({ op: 'poll-close', poll })
    expect((await visitor.heard('poll', (m) => m.poll.state === 'closed')).poll.counts).toEqual([1, 1])
  })
})

describe('where sockets are blocked', () => {
  test('the same commands and messages go over plain HTTP, with the same order', async () => {
    const { hall, host } = await aLiveRoom(site)
    const { cookie } = await site.as.resident()
    const at = `/api/town-halls/${hall.id}`
    const read = async (query: string) =>
      (await site.api<MessagesReply>('GET', `${at}/messages?${query}`, undefined, { cookie })).body
    const { epoch, seq, you } = (
      await site.api<LiveSnapshot>('GET', `${at}/live-state`, undefined, { cookie })
    ).body
    expect(you.role).toBe('guest')
    const asked = await site.api('POST', `${at}/commands`, { ...question(), id: randomUUID() }, { cookie })
    expect(asked).toMatchObject({ status: 200, body: { ok: true } })
    await host.done({ op: 'publish', question: asked.body.target })
    const { items, reset, latest } = await read(`epoch=${epoch}&after=${seq}`)
    expect(reset).toBe(false)
    expect(items.map((item) => [item.seq, item.m.k])).toEqual([
      [seq + 1, 'own-question'],
      [seq + 2, 'own-question'],
    ])
    await site.api(
      'POST',
      `${at}/commands`,
      { op: 'vote', question: asked.body.target, up: true, id: randomUUID() },
      { cookie },
    )
    expect(latest.map(({ k }) => k)).toEqual(['votes', 'polls', 'presence'])
    expect(await read(`epoch=another&after=${seq}`)).toMatchObject({ reset: true, items: [] })
    expect(await read(`epoch=${epoch}&after=${seq + 1000}`)).toMatchObject({ reset: true, items: [] })
    // A reader of the public sees only what is public, under the same numbers.
    const publicly = (await site.api<MessagesReply>('GET', `${at}/messages?epoch=${epoch}&after=${seq}`)).body
    expect(publicly.items.map((item) => item.m.k)).toEqual(['none', 'question'])
  })

  test('a refusal is a problem with its code, and a host is one by session alone', async () => {
    const { hall, officer } = await aLiveRoom(site)
    const at = `/api/town-halls/${hall.id}/commands`
    const { cookie } = await site.as.resident()
    const send = (body: object, who?: string) =>
      site.api('POST', at, { id: randomUUID(), ...body }, { cookie: who })
    expect((await send({ op: 'pause' }, cookie)).body.code).toBe('not-allowed')
    expect((await send({ op: 'pause' })).status).toBe(401)
    expect((await send({ op: 'pause' }, officer.cookie)).body.ok).toBe(true)
    expect(await send(question(), cookie)).toMatchObject({ status: 409, body: { code: 'room-paused' } })
    expect(
      (await site.api('GET', `/api/town-halls/${hall.id}/messages?as=host`, undefined, { cookie })).status,
    ).toBe(403)
    expect((await site.api('GET', '/api/town-halls/424242/live-state')).status).toBe(404)
  })
})
