import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { startApp } from '../../support/app.ts'
import { marks } from './desk-forms.ts'
import { aPhone, doorsOpen, ticketsOf } from './door.fixtures.ts'
import { anOpenHall, type Hall, newcomer, openNow, seatedIn, wishFor } from './seats.fixtures.ts'

const app = await startApp({ now: openNow })
const { sql } = app.deps
const { cookie, officerId } = await app.as.officer('communication', { name: '김하늘' })
const pathOf = (hall: Hall, id: number) => `/desk/town-halls/${hall.id}/parties/${id}`
const post = (path: string, form: Record<string, string | string[]> = {}, who = cookie) =>
  app.page(path, { cookie: who, form })
const put = (hall: Hall, id: number, members: unknown, who = cookie) =>
  app.api('PUT', `/api${pathOf(hall, id)}/people`, { members, reason: '전화로 말씀하심' }, { cookie: who })
const call = (hall: Hall, id: number, noun: string, body: unknown, who = cookie) =>
  app.api('POST', `/api${pathOf(hall, id)}/${noun}`, body, { cookie: who })
const namesOf = async (hall: Hall, id: number) =>
  (await call(hall, id, 'names', { reason: '바꿀 것을 확인' })).body.members as {
    id: number
    name: string
    code: string
    needs: string[]
  }[]
const acts = async (id: number) => {
  const rows = await sql`select act, actor_id, detail from audit_entries
    where about_kind = 'registration' and about_id = ${String(id)} order by id`
  return rows as unknown as { act: string; actor_id: string; detail: Record<string, unknown> }[]
}
/** Someone who called, entered by an officer. */
async function caller(hall: Hall, contact: { phone?: string; email?: string }, people = 1) {
  const body = { ...wishFor(hall, { people }), ...contact }
  const { body: reply } = await app.api('POST', `/api/desk/town-halls/${hall.id}/registrations`, body, {
    cookie,
  })
  return { id: reply.id as number, state: reply.state as string }
}

describe('the people of a party, changed at the desk', () => {
  test('are renamed, added and taken off; who stays keeps the ticket, and the party reads of it', async () => {
    const hall = await anOpenHall(app, { limits: [['total', '', 4]] })
    const family = await newcomer(app, hall, { people: 2 })
    const id = family.answer.body.id as number
    const [first, second] = await namesOf(hall, id)
    const done = await put(hall, id, [
      { id: first!.id, name: '고친 이름', needs: ['sign-language'] },
      { name: '새 사람', needs: [] },
      { name: '또 새 사람' },
    ])
    expect(done).toMatchObject({ status: 200, body: { people: 3, state: 'confirmed' } })
    const now = await namesOf(hall, id)
    expect(now[0]).toEqual({ ...first, name: '고친 이름', needs: ['sign-language'] })
    expect(now.map(({ id: one }) => one)).not.toContain(second!.id)
    expect(await seatedIn(app, hall.sittingId)).toBe(3)
    const [mail] = await app.mails(family.email)
    expect(mail!.subject).toContain('참가 신청이 바뀌었습니다')
    expect(mail!.pictures!.map(({ alt }) => alt.replace('-', ''))).toEqual(now.map(({ code }) => code))
    expect((await acts(id)).findLast(({ act }) => act === 'registration.change')).toMatchObject({
      actor_id: String(officerId),
      detail: { from: 2, to: 3, reason: '전화로 말씀하심' },
    })
    app.setNow(doorsOpen)
    const phone = await aPhone(app, hall, {}, cookie)
    expect((await phone.scan({ code: second!.code })).outcome).toBe('unknown')
    expect((await phone.scan({ code: first!.code })).outcome).toBe('accepted')
    app.setNow(openNow)
  })

  test('find a full hall: nothing changes; taking one off offers the seat to the next', async () => {
    const hall = await anOpenHall(app, { limits: [['total', '', 2]] })
    const family = await newcomer(app, hall, { people: 2 })
    const waits = await newcomer(app, hall)
    const id = family.answer.body.id as number
    const [first, second] = await namesOf(hall, id)
    const kept = [first, second].map((one) => ({ id: one!.id, name: one!.name, needs: [] }))
    const refused = await put(hall, id, [...kept, { name: '한 사람 더' }])
    expect(refused).toMatchObject({ status: 409, body: { code: 'no-room' } })
    expect(await namesOf(hall, id)).toHaveLength(2)
    await put(hall, id, [kept[0]])
    expect((await waits.mine()).state).toBe('offered')
  })

  test('by a form that keeps what was typed, at each field', async () => {
    const hall = await anOpenHall(app, { limits: [['total', '', 2]] })
    const id = (await newcomer(app, hall)).answer.body.id as number
    const shown = await post(`${pathOf(hall, id)}/names`, { reason: '이름이 틀렸다고 하심' })
    const member = /name="member-0" value="(\d+)"/.exec(shown.html)![1]!
    expect(shown.html).toContain('오는 사람 바꾸기')
    const form = { 'member-0': member, 'name-0': '', 'name-1': '둘째 사람', reason: '' }
    const wrong = await post(`${pathOf(hall, id)}/people`, form)
    expect(wrong.status).toBe(422)
    for (const field of ['name-0', 'reason']) expect(marks(wrong.html, field), field).toBe(true)
    expect(wrong.html).toContain('둘째 사람')
    const full = await post(`${pathOf(hall, id)}/people`, {
      ...form,
      'name-0': '첫째',
      'name-2': '셋째',
      reason: '전화로 말씀하심',
    })
    expect(full.status).toBe(409)
    expect(full.html).toContain('전체 자리')
    expect(full.html).toContain('셋째')
    const done = await post(`${pathOf(hall, id)}/people`, {
      ...form,
      'name-0': '첫째',
      'gone-1': '',
      reason: '전화로 말씀하심',
    })
    expect(done.location).toContain('done=changed')
    expect((await namesOf(hall, id)).map(({ name }) => name)).toEqual(['첫째', '둘째 사람'])
  })

  test('are of this party and town hall only, and nobody else changes them', async () => {
    const hall = await anOpenHall(app)
    const other = await anOpenHall(app)
    const one = (await newcomer(app, hall)).answer.body.id as number
    const two = (await newcomer(app, hall)).answer.body.id as number
    const [stranger] = await namesOf(hall, two)
    expect((await put(hall, one, [{ id: stranger!.id, name: '남' }])).body.code).toBe('member-unknown')
    expect((await put(other, one, [{ name: '남' }])).status).toBe(404)
    expect((await put(hall, one, [])).status).toBe(422)
    expect(
      (
        await put(
          hall,
          one,
          Array.from({ length: 9 }, () => ({ name: '남' })),
        )
      ).status,
    ).toBe(422)
    expect((await put(hall, one, [{ name: '남' }], (await app.as.officer('mayor')).cookie)).status).toBe(403)
    expect((await put(hall, one, [{ name: '남' }], (await app.as.resident()).cookie)).status).toBe(403)
  })

  test('changed by two officers at once are those of one of them, never a mix', async () => {
    const hall = await anOpenHall(app, { limits: [['total', '', 3]] })
    const id = (await newcomer(app, hall)).answer.body.id as number
    const [first] = await namesOf(hall, id)
    const answers = await Promise.all(
      ['가', '나', '다'].map((name) =>
        put(hall, id, [
          { id: first!.id, name: first!.name },
          { name: `${name} 하나` },
          { name: `${name} 둘` },
        ]),
      ),
    )
    // Each names only the first as staying: those whom another added meanwhile are taken off again.
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    const names = (await namesOf(hall, id)).slice(1).map(({ name }) => name)
    expect(new Set(names.map((name) => name[0])).size).toBe(1)
    expect(await seatedIn(app, hall.sittingId)).toBe(3)
  })
})

describe('a party without mail', () => {
  test('is on the list of calls with all there is to tell, until an officer marks it as told', async () => {
    const hall = await anOpenHall(app, { limits: [['total', '', 1]] })
    const holder = await newcomer(app, hall)
    const { id, state } = await caller(hall, { phone: '010-1234-5678' })
    expect(state).toBe('waiting')
    await holder.cancel()
    const page = await app.page(pathOf(hall, id), { cookie })
    for (const words of ['전화로 알려 주세요', '대기 순서를 받음', '자리가 나서 답을 기다림'])
      expect(page.html).toContain(words)
    expect(page.html).not.toContain('1234-5678')
    const list = await app.page(`/desk/town-halls/${hall.id}`, { cookie })
    expect(list.html).toContain('전화로 알릴 신청 1건')
    const only = async () =>
      (await app.api('GET', `/api/desk/town-halls/${hall.id}/parties?calls=true`, undefined, { cookie })).body
    expect(await only()).toMatchObject({ total: 1, items: [{ id, calls: 2 }] })

    const last = Number(/name="last" value="(\d+)"/.exec(page.html)![1])
    // What came after the page was seen stays to be told.
    await call(hall, id, 'acceptance', { reason: '전화로 받겠다고 하심' })
    const marked = await Promise.all([
      call(hall, id, 'calls', { last }),
      call(hall, id, 'calls', { last }),
      post(`${pathOf(hall, id)}/calls`, { last: String(last) }),
    ])
    expect(marked.map(({ status }) => status)).toEqual([200, 200, 303])
    expect(await only()).toMatchObject({ total: 1, items: [{ calls: 1 }] })
    expect((await acts(id)).filter(({ act }) => act === 'registration.tell')).toMatchObject([
      { actor_id: String(officerId), detail: { told: ['waiting', 'offer'] } },
    ])
    const { html } = await app.page(pathOf(hall, id), { cookie })
    expect(html).toContain('자리가 확정됨')
    const open = Number(/name="last" value="(\d+)"/.exec(html)![1])
    await post(`${pathOf(hall, id)}/calls`, { last: String(open) })
    expect(await only()).toMatchObject({ total: 0, items: [] })
  })

  test('answers an offer on the phone, and its ticket code opens the door', async () => {
    const hall = await anOpenHall(app, { limits: [['total', '', 1]] })
    const holder = await newcomer(app, hall)
    const one = await caller(hall, { phone: '010-1111-2222' })
    const two = await caller(hall, { phone: '010-3333-4444' })
    expect((await call(hall, one.id, 'acceptance', { reason: '받겠다고 하심' })).body.code).toBe('no-offer')
    await holder.cancel()
    expect((await call(hall, one.id, 'acceptance', { reason: '' })).status).toBe(422)
    const declined = await post(`${pathOf(hall, one.id)}/declination`, { reason: '못 오신다고 함' })
    expect(declined.location).toContain('done=declination')
    const races = await Promise.all([
      call(hall, two.id, 'acceptance', { reason: '받겠다고 하심' }),
      call(hall, two.id, 'declination', { reason: '사양하심' }),
    ])
    expect(races.map(({ status }) => status).toSorted()).toEqual([200, 410])
    const reader = (await app.as.officer('mayor')).cookie
    expect((await call(hall, two.id, 'acceptance', { reason: '받겠다고 하심' }, reader)).status).toBe(403)
    expect((await acts(one.id)).at(-1)).toMatchObject({
      act: 'registration.decline',
      detail: { reason: '못 오신다고 함' },
    })
  })

  test('hears of a new time, a reminder and a cancelled town hall like everyone', async () => {
    const hall = await anOpenHall(app, { limits: [['total', '', 5]] })
    const { id } = await caller(hall, { phone: '010-1234-5678' }, 2)
    await caller(hall, { email: `${randomUUID()}@example.kr` })
    app.setNow(new Date('2026-12-08T10:00:00Z'))
    await app.settle()
    await post(`/desk/town-halls/${hall.id}/cancellation`, { reason: '태풍' })
    await app.settle()
    const { html } = await app.page(pathOf(hall, id), { cookie })
    for (const words of ['자리가 확정됨', '곧 열림', '타운홀미팅이 취소됨']) expect(html).toContain(words)
    const rows = await sql`select distinct c.party_id::int as id from party_calls c
      join parties p on p.id = c.party_id where p.town_hall_id = ${hall.id}`
    expect(rows).toEqual([{ id }])
    app.setNow(openNow)
  })

  test('of another town hall, or that is none, is not there', async () => {
    const hall = await anOpenHall(app)
    const other = await anOpenHall(app)
    const { id } = await caller(hall, { phone: '010-1234-5678' })
    for (const noun of ['calls', 'acceptance', 'names'])
      expect((await call(other, id, noun, { last: 1, reason: '이유' })).status, noun).toBe(404)
    expect((await call(hall, id, 'calls', { last: 'x' })).status).toBe(422)
    expect((await ticketsOf(app, hall, id)).length).toBe(1)
  })
})
