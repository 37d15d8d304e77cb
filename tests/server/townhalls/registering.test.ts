import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { startApp } from '../../support/app.ts'
import {
  anOpenHall,
  closesAt,
  gathered,
  newcomer,
  openNow,
  opensAt,
  registerAs,
  seatedIn,
  startsAt,
  statesOf,
  wishFor,
} from './seats.fixtures.ts'

const site = await startApp({ now: openNow })

describe('registering', () => {
  test('confirms while there is room, then puts on the waiting list with a position and the reason', async () => {
    const hall = await anOpenHall(site, { limits: [['total', '', 2]] })
    const first = await newcomer(site, hall)
    const second = await newcomer(site, hall, { people: 2 })
    const third = await newcomer(site, hall)
    const fourth = await newcomer(site, hall)
    expect(first.answer.status).toBe(201)
    expect(first.answer.body).toMatchObject({ state: 'confirmed', position: null, people: 1, lacking: [] })
    expect(second.answer.body).toMatchObject({
      state: 'waiting',
      position: 1,
      people: 2,
      lacking: [{ kind: 'total', key: '' }],
    })
    expect(third.answer.body).toMatchObject({ state: 'confirmed' })
    expect(fourth.answer.body).toMatchObject({ state: 'waiting', position: 2 })
    expect(await statesOf(site, hall.sittingId)).toEqual([
      { state: 'confirmed', place: 1, people: 1 },
      { state: 'waiting', place: 2, people: 2 },
      { state: 'confirmed', place: 3, people: 1 },
      { state: 'waiting', place: 4, people: 1 },
    ])
    const [mail] = await site.mails(first.email)
    expect(mail).toMatchObject({ subject: '자리가 확정되었습니다: 여의도 재건축 주민 타운홀미팅' })
    expect(mail!.text).toMatch(/입장 번호.*: [A-Z0-9]{4}-[A-Z0-9]{4}/)
    expect(mail!.files![0]!.text).toContain('DTSTART:20261210T100000Z')
    const [waits] = await site.mails(second.email)
    expect(waits!.subject).toBe('대기 1번입니다: 여의도 재건축 주민 타운홀미팅')
    expect(waits!.text).toContain('지금 자리가 없는 곳: 전체 자리')
  })

  test('gives the same answer to what was sent before, also at once', async () => {
    const hall = await anOpenHall(site)
    const { cookie } = await site.as.resident()
    const body = wishFor(hall)
    const send = () => site.api('POST', `/api/town-halls/${hall.id}/registrations`, body, { cookie })
    const answers = await Promise.all(Array.from({ length: 8 }, send))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(7).fill(200), 201])
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1)
    expect(await statesOf(site, hall.sittingId)).toHaveLength(1)
  })

  test('takes one standing party a person and town hall, also over its sittings and at once', async () => {
    const hall = await anOpenHall(site, { form: 'small-groups', sittings: 3 })
    const { cookie } = await site.as.resident()
    const answers = await Promise.all(
      hall.sittingIds.map((sittingId) => registerAs(site, hall, cookie, { sittingId })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409])
    const refused = answers.find(({ status }) => status === 409)!
    expect(refused.body.code).toBe('already-registered')
  })

  test("refuses someone else's party id without telling of it", async () => {
    const hall = await anOpenHall(site)
    const partyId = randomUUID()
    await newcomer(site, hall, { partyId })
    const other = await newcomer(site, hall, { partyId })
    expect([other.answer.status, other.answer.body.code]).toEqual([403, 'not-yours'])
  })

  test('keeps to its dates, and says which it is', async () => {
    const hall = await anOpenHall(site)
    const { cookie } = await site.as.resident()
    const at = async (now: Date) => {
      site.setNow(now)
      const { status, body } = await registerAs(site, hall, cookie)
      return [status, body.code]
    }
    expect(await at(new Date(opensAt.getTime() - 1))).toEqual([409, 'registration-not-yet'])
    expect(await at(closesAt)).toEqual([409, 'registration-closed'])
    expect(await at(startsAt)).toEqual([409, 'registration-closed'])
    expect(await at(new Date(closesAt.getTime() - 1))).toEqual([201, undefined])
    site.setNow(openNow)
  })

  test.each([
    ['a sitting of another town hall', { sittingId: 999_999 }, 'sitting-unknown', 'sittingId'],
    ['a way of taking part that is not offered', { mode: 'online' as const }, 'mode-not-offered', 'mode'],
    ['no dong where seats are shared among them', { dong: null }, 'dong-required', 'dong'],
    ['a dong that is none', { dong: 'gangnam' }, 'dong-unknown', 'dong'],
    ['no answer to what must be answered', { answers: {} }, 'answer-required', 'answers.topic'],
    ['an answer that is not offered', { answers: { topic: '다른 것' } }, 'answer-unknown', 'answers.topic'],
  ])('refuses %s at its field', async (_, wish, code, field) => {
    const topic = {
      id: 'topic',
      labelKo: '관심',
      labelEn: 'Topic',
      choices: ['교통', '주거'],
      required: true,
    }
    const hall = await anOpenHall(site, { limits: [['dong', 'yeoui', 5]], formQuestions: [topic] })
    const { cookie } = await site.as.resident({ belonging: 'elsewhere', dong: null })
    const wished = { dong: 'yeoui', answers: { topic: '교통' }, ...wish }
    const { status, body } = await registerAs(site, hall, cookie, wished)
    expect([status, body.code, body.fields?.[0]?.field]).toEqual([422, code, field])
  })

  test.each([
    ['nobody', { members: [] }],
    ['seven people', { members: Array.from({ length: 7 }, () => ({ name: '가나다' })) }],
    ['a nameless one', { members: [{ name: ' ' }] }],
    ['an unknown need', { members: [{ name: '가나다', needs: ['helicopter'] }] }],
    ['an id that is none', { partyId: '1' }],
  ])('refuses %s', async (_, part) => {
    const hall = await anOpenHall(site)
    const { cookie } = await site.as.resident()
    const body = { ...wishFor(hall), ...part }
    const answer = await site.api('POST', `/api/town-halls/${hall.id}/registrations`, body, { cookie })
    expect([answer.status, answer.body.code]).toEqual([422, 'not-valid'])
  })

  test('is for people who are signed in, at a town hall that is announced', async () => {
    const hall = await anOpenHall(site)
    const path = `/api/town-halls/${hall.id}/registrations`
    expect((await site.api('POST', path, wishFor(hall))).status).toBe(401)
    const { cookie } = await site.as.resident()
    const draft = await anOpenHall(site, { state: 'draft' })
    expect((await registerAs(site, draft, cookie)).status).toBe(404)
    expect((await registerAs(site, { ...hall, id: 999_999 }, cookie)).status).toBe(404)
    expect((await site.api('GET', `/api/town-halls/${draft.id}/seats`)).status).toBe(404)
  })
})

describe('five hundred people who want two hundred seats', () => {
  test('fill exactly 200, and the rest waits in the order of its places', async () => {
    const hall = await anOpenHall(site, { limits: [['total', '', 200]] })
    const people = await gathered(Array.from({ length: 500 }), 10, () => site.as.resident())
    const answers = await gathered(people, 60, ({ cookie }) => registerAs(site, hall, cookie))
    expect(answers.every(({ status }) => status === 201)).toBe(true)
    const states = await statesOf(site, hall.sittingId)
    expect(states.map(({ place }) => place)).toEqual(Array.from({ length: 500 }, (_, at) => at + 1))
    expect(states.filter(({ state }) => state === 'confirmed')).toHaveLength(200)
    expect(states.slice(0, 200).every(({ state }) => state === 'confirmed')).toBe(true)
    const positions = answers.map(({ body }) => body.position as number | null).filter((one) => one !== null)
    expect(positions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, at) => at + 1))
    const seats = await site.api('GET', `/api/town-halls/${hall.id}/seats`)
    expect(seats.body.sittings[0].rooms).toEqual([
      { kind: 'total', key: '', seats: 200, held: 200, waiting: 300, full: true },
    ])
  }, 120_000)

  test('families come all or not at all, while others cancel and change', async () => {
    const hall = await anOpenHall(site, {
      limits: [
        ['total', '', 50],
        ['accessible', '', 3],
      ],
    })
    const crowd = await gathered(
      Array.from({ length: 60 }, (_, at) => at),
      20,
      (at) => newcomer(site, hall, { people: 1 + (at % 4), needs: at % 5 === 0 ? ['wheelchair'] : [] }),
    )
    await gathered(crowd, 30, async (one, at) => {
      if (at % 3 === 0) await one.cancel()
      if (at % 3 === 1) await one.accept()
    })
    await site.settle()
    const seated = await seatedIn(site, hall.sittingId)
    expect(seated).toBeLessThanOrEqual(50)
    const rows = await site.deps.sql`
      select p.id, count(m.id)::int as people, min(m.position) as first, max(m.position)::int as last
      from parties p join members m on m.party_id = p.id where p.sitting_id = ${hall.sittingId} group by p.id`
    expect(rows.every(({ people, last }) => people === last)).toBe(true)
    const [wheels] = await site.deps.sql`
      select count(*)::int as seats from parties p join members m on m.party_id = p.id
      where p.sitting_id = ${hall.sittingId} and p.state in ('offered', 'confirmed') and 'wheelchair' = any (m.needs)`
    expect(wheels!.seats).toBeLessThanOrEqual(3)
  })
})
