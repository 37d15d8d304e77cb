import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { BatchReply, ListeningBatch, ListeningEventWhole } from '../../../shared/listening.ts'
import { startApp } from '../../support/app.ts'
import type { SignedInOfficer } from '../../support/people.ts'
import { aBatch } from './fixtures.ts'

const now = new Date('2026-11-23T08:00:00Z')
const app = await startApp({ now })
const { sql } = app.deps
const one = await app.as.officer('communication')
const other = await app.as.officer('communication')
const path = '/api/desk/listening-batches'
const send = (batch: unknown, who: SignedInOfficer = one) =>
  app.api<BatchReply>('POST', path, batch, { cookie: who.cookie })
const whole = async (id: number) =>
  (await app.api<ListeningEventWhole>('GET', `/api/listening-events/${id}`)).body
const [{ id: roads }] = (await sql`select id::int from departments where code = 'roads'`) as unknown as [
  { id: number },
]

describe('what a phone hands in', () => {
  test('is read by everyone at once: the event, its people, and each opinion', async () => {
    const batch = aBatch({
      event: { participants: { residents: 20, seniors: 4 }, notes: '골목을 함께 걸었습니다.' },
      opinions: [
        { text: '골목 반사경 덕분에 이제 안심하고 나옵니다.' },
        { text: '공원 운동기구 하나가 흔들립니다.', handling: 'on-the-spot', raisedBy: '신길6동 주민' },
      ],
    })
    const { status, body } = await send(batch)
    expect(status).toBe(200)
    const event = await whole(body.id)
    expect(event).toMatchObject({
      title: '신길6동 동네 한 바퀴',
      state: 'held',
      people: 24,
      notes: '골목을 함께 걸었습니다.',
      opinions: { total: 2, onTheSpot: 1, toAnswer: 0 },
    })
    expect(event.heard.map(({ text, raisedBy }) => [text, raisedBy])).toEqual([
      ['골목 반사경 덕분에 이제 안심하고 나옵니다.', ''],
      ['공원 운동기구 하나가 흔들립니다.', '신길6동 주민'],
    ])
  })

  test('sent again changes nothing', async () => {
    const batch = aBatch({ opinions: [{}, { handling: 'to-answer', department: roads }] })
    const first = await send(batch)
    const again = await send(batch)
    expect(first.body.lines.map(({ outcome }) => outcome)).toEqual(['added', 'added'])
    expect(again.body.lines.map(({ outcome }) => outcome)).toEqual(['known', 'known'])
    expect(again.body.lines[1]!.dueAt).toBe(first.body.lines[1]!.dueAt)
    expect((await whole(first.body.id)).heard).toHaveLength(2)
    expect(await cardsOf(batch)).toHaveLength(1)
  })

  test('by two phones at once is one event, and each opinion and promise is there once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const batch = aBatch({ opinions: [{}, { handling: 'to-answer' }, { handling: 'to-answer' }] })
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, at) => send(batch, at % 2 === 0 ? one : other)),
      )
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
      const added = answers.flatMap(({ body }) => body.lines.filter(({ outcome }) => outcome === 'added'))
      expect(added.map(({ id }) => id).toSorted()).toEqual(batch.opinions.map(({ id }) => id).toSorted())
      expect(await cardsOf(batch)).toHaveLength(2)
    }
  })

  test('comes in parts: what is heard later joins the event', async () => {
    const batch = aBatch()
    const { body } = await send(batch)
    const later = aBatch({ opinions: [{ text: '버스정류장 의자에 등받이가 있으면 좋겠어요.' }] })
    expect((await send({ ...batch, opinions: later.opinions })).body.id).toBe(body.id)
    expect((await whole(body.id)).heard).toHaveLength(2)
  })

  test('is final in its own words once it is closed, and takes late opinions still', async () => {
    const batch = aBatch()
    const { body } = await send(batch)
    const event = { ...batch.event, title: '신길6동 한 바퀴', participants: { residents: 31 } }
    await send({ ...batch, event, closed: true })
    expect(await whole(body.id)).toMatchObject({ title: '신길6동 한 바퀴', people: 31 })
    const late = aBatch()
    await send({ event: { ...event, title: '다른 이름' }, opinions: late.opinions, closed: true })
    expect(await whole(body.id)).toMatchObject({ title: '신길6동 한 바퀴', opinions: { total: 2 } })
  })

  test('that was heard in the future was heard now: a phone with a wrong clock', async () => {
    const { body } = await send(aBatch({ opinions: [{ at: '2031-01-01T00:00:00.000Z' }] }))
    expect((await whole(body.id)).heard[0]!.at).toBe(now.toISOString())
  })
})

async function cardsOf(batch: ListeningBatch) {
  return sql`
    select f.number, f.department_id::int, f.due_at, f.text from follow_ups f join opinions o on o.id = f.source_id
    where f.source = 'opinion' and o.line_id = any(${batch.opinions.map(({ id }) => id)}::uuid[]) order by f.id`
}

describe('an opinion to be answered', () => {
  test('has its line in the ledger, due by the clock of petitions from the day it was heard', async () => {
    const batch = aBatch({ opinions: [{ handling: 'to-answer', department: roads }] })
    const { body } = await send(batch)
    const [card] = await cardsOf(batch)
    // Ten days after 23 November: 3 December, a Thursday.
    expect(card).toMatchObject({ department_id: roads, due_at: '2026-12-03 15:00:00+00' })
    expect(body.lines[0]!.dueAt).toBe('2026-12-03T15:00:00.000Z')
    const [opinion] = (await whole(body.id)).heard
    expect(opinion!.followUp).toMatchObject({ number: card!.number, state: 'received' })
  })

  test('without a department goes to the communication team’s own', async () => {
    const batch = aBatch({ opinions: [{ handling: 'to-answer' }] })
    await send(batch)
    const [card] = await cardsOf(batch)
    const [row] = await sql`select code from departments where id = ${card!.department_id}`
    expect(row!.code).toBe('planning-budget')
  })

  test('takes the wish to hear along, sealed, and leaves none behind', async () => {
    const phone = '010-7777-1234'
    const batch = aBatch({ opinions: [{ handling: 'to-answer', contact: phone }] })
    const { body } = await send(batch)
    const [row] = await sql`
      select o.sealed_contact, l.sealed_contact as listener, l.lang
      from opinions o join follow_ups f on f.source = 'opinion' and f.source_id = o.id
      join follow_up_listeners l on l.follow_up_id = f.id where o.line_id = ${batch.opinions[0]!.id}`
    expect(row!.sealed_contact).toBeNull()
    expect(Buffer.from(row!.listener).includes('7777')).toBe(false)
    expect(app.deps.secrets.unseal(row!.listener)).toBe(phone)
    expect(JSON.stringify(await whole(body.id))).not.toContain('7777')
  })
})

describe('a batch that cannot be taken is refused, and nothing of it is written', () => {
  const count = async () =>
    (
      await sql`select (select count(*)::int from opinions) as o, (select count(*)::int from listening_events) as e`
    )[0]
  test.each([
    ['a series that nobody knows', aBatch({ event: { series: 'nothing' } })],
    ['a dong that nobody knows', aBatch({ event: { dong: 'gangnam' } })],
    ['a category that nobody knows', aBatch({ opinions: [{}, { category: 'nothing' }] })],
    ['a department that nobody knows', aBatch({ opinions: [{}, { department: 987654321 }] })],
    ['an end before the beginning', aBatch({ event: { endsAt: '2026-11-22T06:30:00.000Z' } })],
    ['an opinion of one letter', aBatch({ opinions: [{}, { text: '네' + ' '.repeat(9) }] })],
    ['an opinion without end', aBatch({ opinions: [{ text: '가'.repeat(1001) }] })],
    ['more opinions than an event has', aBatch({ opinions: Array.from({ length: 201 }, () => ({})) })],
    ['minus three people', aBatch({ event: { participants: { residents: -3 } } })],
    ['an id that is none', aBatch({ event: { id: 'x' } })],
    ['half a batch', { event: aBatch().event }],
  ])('%s', async (_name, batch) => {
    const before = await count()
    const { status, body } = await send(batch)
    expect([status, (body as unknown as { code: string }).code]).toEqual([422, 'not-valid'])
    expect(await count()).toEqual(before)
  })

  test('and comes from the communication team only', async () => {
    for (const role of ['department', 'mayor', 'administrator'] as const) {
      expect((await send(aBatch(), await app.as.officer(role))).status).toBe(403)
    }
    const resident = await app.as.resident()
    expect((await app.api('POST', path, aBatch(), { cookie: resident.cookie })).status).toBe(403)
    expect((await app.api('POST', path, aBatch())).status).toBe(401)
  })

  test('a cancelled event', async () => {
    const batch = aBatch()
    await send(batch)
    await sql`update listening_events set state = 'cancelled' where log_id = ${batch.event.id}`
    const answer = await send({ ...batch, opinions: aBatch().opinions })
    expect([answer.status, (answer.body as unknown as { code: string }).code]).toEqual([
      409,
      'listening-cancelled',
    ])
  })
})

test('contacts that no answer needs are erased after fifteen days', async () => {
  const batch = aBatch({ opinions: [{ contact: 'haneul@example.kr' }] })
  await send(batch)
  const sealed = async () =>
    (await sql`select sealed_contact from opinions where line_id = ${batch.opinions[0]!.id}`)[0]!
      .sealed_contact
  const { sweepContacts } = await import('../../../server/listening/opinions/contacts.actions.ts')
  await sweepContacts(app.deps)
  expect(await sealed()).not.toBeNull()
  app.setNow(new Date(now.getTime() + 15 * 86_400_000 + 1000))
  await sweepContacts(app.deps)
  app.setNow(now)
  expect(await sealed()).toBeNull()
})

test('the list for programs pages by cursor, each event once, the newest first', async () => {
  const batches = Array.from({ length: 5 }, (_, at) =>
    aBatch({ event: { series: 'forum', startsAt: `2026-0${at + 1}-10T05:00:00.000Z` } }),
  )
  for (const batch of batches) await send({ ...batch, event: { ...batch.event, id: randomUUID() } })
  type Page = { items: { id: number; startsAt: string }[]; next: string | null; total: number }
  const seen: string[] = []
  let after = ''
  do {
    const { body } = await app.api<Page>('GET', `/api/listening-events?series=forum&limit=2${after}`)
    expect(body.total).toBe(5)
    seen.push(...body.items.map(({ startsAt }) => startsAt))
    after = body.next ? `&after=${body.next}` : ''
  } while (after)
  expect(seen).toEqual(batches.map(({ event }) => event.startsAt).toReversed())
  expect((await app.api('GET', '/api/listening-events?after=xyz')).status).toBe(422)
  expect((await app.api('GET', '/api/listening-events/424242')).status).toBe(404)
})
