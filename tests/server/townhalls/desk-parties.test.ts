import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { sessions } from '../../../server/accounts/accounts.tables.ts'
import { auditEntries } from '../../../server/audit/audit.tables.ts'
import { csvOf } from '../../../server/platform/files/csv.ts'
import { parties } from '../../../server/townhalls/seats/registrations.tables.ts'
import { startApp } from '../../support/app.ts'
import { marks } from './desk-forms.ts'
import { anOpenHall, type Hall, newcomer, openNow, statesOf } from './seats.fixtures.ts'

const app = await startApp({ now: openNow })
const { db } = app.deps
const { cookie, officerId } = await app.as.officer('communication', { name: '김하늘' })
const open = (path: string, who = cookie) => app.page(path, { cookie: who })
const post = (path: string, form: Record<string, string | string[]> = {}, who = cookie) =>
  app.page(path, { cookie: who, form })
const rowOf = async (id: number) => (await db.select().from(parties).where(eq(parties.id, id)))[0]!
const entriesOf = (kind: string, id: number, act: string) =>
  db
    .select()
    .from(auditEntries)
    .where(
      and(eq(auditEntries.aboutKind, kind), eq(auditEntries.aboutId, String(id)), eq(auditEntries.act, act)),
    )

const caller = (hall: Hall, changes: Record<string, string | string[]> = {}) => ({
  partyId: randomUUID(),
  sittingId: String(hall.sittingId),
  mode: 'in-person',
  kind: 'resident',
  dong: 'yeoui',
  'name-0': '홍길동',
  phone: '010-1234-5678',
  email: '',
  lang: 'ko',
  note: '',
  ...changes,
})
const enter = async (hall: Hall, changes = {}) => {
  const { location } = await post(`/desk/town-halls/${hall.id}/registrations`, caller(hall, changes))
  return Number(/parties\/(\d+)/.exec(location ?? '')?.[1])
}
/** An officer whose last check of the password was long ago. */
async function notRechecked() {
  const other = await app.as.officer('communication')
  await db.update(sessions).set({ recheckedUntil: null }).where(eq(sessions.officerId, other.officerId))
  return other.cookie
}

describe('someone who calls', () => {
  test('is entered with the people of their party, and sent twice they are entered once', async () => {
    const hall = await anOpenHall(app, { limits: [['total', '', 5]] })
    const form = caller(hall, { 'name-2': '홍길순', 'needs-2': ['wheelchair', 'sign-language'] })
    const first = await post(`/desk/town-halls/${hall.id}/registrations`, form)
    const second = await post(`/desk/town-halls/${hall.id}/registrations`, form)
    expect(first.status).toBe(303)
    expect(second.location).toBe(first.location)
    expect(await statesOf(app, hall.sittingId)).toMatchObject([{ state: 'confirmed', people: 2 }])
    expect((await open(first.location!)).html).toContain('신청을 대신 넣었습니다')
  })

  test('gets a reserved seat where the hall is full for others', async () => {
    const limits = [['total', '', 2] as const, ['reserved', '', 1] as const].map(
      ([kind, key, seats]) => [kind, key, seats] as ['total' | 'reserved', string, number],
    )
    const hall = await anOpenHall(app, { limits })
    await newcomer(app, hall)
    await newcomer(app, hall)
    await enter(hall, { reserved: 'true' })
    expect((await statesOf(app, hall.sittingId)).map(({ state }) => state)).toEqual([
      'confirmed',
      'waiting',
      'confirmed',
    ])
  })

  test('is asked for what is missing, each at its field, and nothing is lost', async () => {
    const hall = await anOpenHall(app)
    const { status, html } = await post(
      `/desk/town-halls/${hall.id}/registrations`,
      caller(hall, { 'name-0': '', phone: '', mode: '', note: '창가 자리를 원하십니다' }),
    )
    expect(status).toBe(422)
    for (const field of ['name-0', 'phone']) expect(marks(html, field), field).toBe(true)
    expect(html).toContain('href="#mode"')
    expect(html).toContain('창가 자리를 원하십니다')
    const wrong = await post(`/desk/town-halls/${hall.id}/registrations`, caller(hall, { mode: 'online' }))
    expect(wrong.status).toBe(422)
    expect(wrong.html).toContain('href="#mode"')
  })
})

describe('names and contact', () => {
  test('are nowhere until a reason is given, and every look is recorded', async () => {
    const hall = await anOpenHall(app)
    const id = await enter(hall)
    const path = `/desk/town-halls/${hall.id}/parties/${id}`
    for (const page of [path, `/desk/town-halls/${hall.id}`]) {
      const { html } = await open(page)
      expect(html).not.toContain('홍길동')
      expect(html).not.toContain('1234-5678')
    }
    expect((await post(`${path}/names`, { reason: '' })).status).toBe(422)
    const shown = await post(`${path}/names`, { reason: '자리 안내 전화' })
    expect(shown.html).toContain('홍길동')
    expect(shown.html).toContain('010-1234-5678')
    expect(await entriesOf('registration', id, 'registration.names')).toMatchObject([
      { actorId: officerId, detail: { reason: '자리 안내 전화' } },
    ])
  })

  test('are kept from who was not checked again, and from the mayor’s office', async () => {
    const hall = await anOpenHall(app)
    const id = await enter(hall)
    const stale = await notRechecked()
    const late = await post(`/desk/town-halls/${hall.id}/parties/${id}/names`, { reason: '전화' }, stale)
    expect(late.location).toContain('/desk/recheck?next=')
    expect((await open(`/desk/town-halls/${hall.id}/people`, stale)).location).toContain('/desk/recheck')
    expect(
      (await app.api('GET', `/desk/town-halls/${hall.id}/people.csv`, undefined, { cookie: stale })).status,
    ).toBe(403)
    const mayor = (await app.as.officer('mayor')).cookie
    expect((await open(`/desk/town-halls/${hall.id}/people`, mayor)).status).toBe(403)
    expect(await entriesOf('townhall', hall.id, 'townhall.people')).toEqual([])
  })

  test('stand on the printed list by name, with needs, and are recorded', async () => {
    const hall = await anOpenHall(app, { limits: [['total', '', 5]] })
    await enter(hall, { 'name-0': '한마음' })
    await enter(hall, { 'name-0': '가나다', 'needs-0': ['sign-language'] })
    const { html } = await open(`/desk/town-halls/${hall.id}/people`)
    expect(html.indexOf('가나다')).toBeLessThan(html.indexOf('한마음'))
    expect(html).toContain('수어 통역')
    expect(await entriesOf('townhall', hall.id, 'townhall.people')).toHaveLength(1)
  })
})

describe('the files of a town hall', () => {
  test('the list opens in a spreadsheet and holds no formula', async () => {
    const hall = await anOpenHall(app)
    await enter(hall, { 'name-0': '=HYPERLINK("http://evil.example","x")' })
    const { body, headers } = await app.api<string>(
      'GET',
      `/desk/town-halls/${hall.id}/people.csv`,
      undefined,
      {
        cookie,
      },
    )
    expect(headers.get('content-type')).toContain('text/csv')
    expect(headers.get('content-disposition')).toContain('attachment')
    expect(body).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`)
    expect(body.split('\r\n')[0]).toContain('회차,순서,이름')
    expect(await entriesOf('townhall', hall.id, 'townhall.export')).toHaveLength(1)
  })

  test.each([
    ['=1+1', `'=1+1`],
    ['+82 10', `'+82 10`],
    ['-3', `'-3`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\t=1', `'\t=1`],
    ['a "b", c', '"a ""b"", c"'],
    ['두\n줄', '"두\n줄"'],
    ['보통', '보통'],
  ])('%j is written as %j', (value, cell) => {
    expect(csvOf([[value]])).toBe(`\uFEFF${cell}\r\n`)
  })

  test('a number stays a number', () => {
    expect(csvOf([[-3, true]])).toBe('\uFEFF-3,true\r\n')
  })
})

describe('a party is moved as was agreed with it', () => {
  const move = (hall: Hall, id: number, form: Record<string, string>) =>
    post(`/desk/town-halls/${hall.id}/parties/${id}/move`, form)

  test('to another sitting with room: it keeps its seats, is told, and the freed ones are offered', async () => {
    const hall = await anOpenHall(app, { limits: [['total', '', 1]], sittings: 2 })
    const first = await newcomer(app, hall)
    await newcomer(app, hall)
    const { id } = (await first.mine()) as { id: number }
    const form = { sittingId: String(hall.sittingIds[1]), mode: 'in-person', agreement: '전화로 동의하심' }
    expect((await move(hall, id, form)).status).toBe(303)
    expect(await rowOf(id)).toMatchObject({ state: 'confirmed', sittingId: hall.sittingIds[1] })
    expect(await statesOf(app, hall.sittingId)).toMatchObject([{ state: 'offered' }])
    expect(await entriesOf('registration', id, 'registration.move')).toMatchObject([
      { detail: { reason: '전화로 동의하심' } },
    ])
    expect(await app.mails(first.email)).toHaveLength(2)
  })

  test('not into a full sitting, not without an agreement, not to another town hall', async () => {
    const hall = await anOpenHall(app, { limits: [['total', '', 1]], sittings: 2 })
    const first = await newcomer(app, hall)
    await newcomer(app, hall, { sittingId: hall.sittingIds[1]! })
    const { id } = (await first.mine()) as { id: number }
    const form = { sittingId: String(hall.sittingIds[1]), mode: 'in-person', agreement: '동의하심' }
    const full = await move(hall, id, form)
    expect(full.status).toBe(409)
    expect(full.html).toContain('동의하심')
    expect((await move(hall, id, { ...form, agreement: '' })).status).toBe(422)
    const other = await anOpenHall(app)
    expect((await move(hall, id, { ...form, sittingId: String(other.sittingId) })).status).toBe(422)
    expect((await move(other, id, form)).status).toBe(404)
    expect(await rowOf(id)).toMatchObject({ state: 'confirmed', sittingId: hall.sittingId })
  })

  test('two at once for the last seat of a sitting: one gets it', async () => {
    const hall = await anOpenHall(app, { limits: [['total', '', 1]], sittings: 3 })
    const [a, b] = await Promise.all([
      newcomer(app, hall),
      newcomer(app, hall, { sittingId: hall.sittingIds[1]! }),
    ])
    const ids = [((await a.mine()) as { id: number }).id, ((await b.mine()) as { id: number }).id]
    const form = { sittingId: String(hall.sittingIds[2]), mode: 'in-person', agreement: '동의하심' }
    const done = await Promise.all(ids.map((id) => move(hall, id, form)))
    expect(done.map(({ status }) => status).toSorted()).toEqual([303, 409])
    expect(await statesOf(app, hall.sittingIds[2]!)).toHaveLength(1)
  })
})

describe('a party is offered seats before its turn', () => {
  const offer = (hall: Hall, id: number, reason = '이동이 어려우심') =>
    post(`/desk/town-halls/${hall.id}/parties/${id}/offer`, { reason })

  test('where there is room for all of it', async () => {
    const hall = await anOpenHall(app, { limits: [['total', '', 2]] })
    await newcomer(app, hall)
    const pair = await newcomer(app, hall, { people: 2 })
    const { id } = (await pair.mine()) as { id: number }
    expect((await offer(hall, id)).status).toBe(409)
    await app.deps.sql`update quotas set seats = 3 where sitting_id = ${hall.sittingId}`
    expect((await offer(hall, id)).status).toBe(303)
    expect(await rowOf(id)).toMatchObject({ state: 'offered' })
    expect((await offer(hall, id)).status).toBe(409)
    expect(await entriesOf('registration', id, 'registration.offer')).toHaveLength(1)
  })
})

describe('a registration is cancelled by the office', () => {
  test('with a reason that the party reads; the seat goes to the next', async () => {
    const hall = await anOpenHall(app, { limits: [['total', '', 1]] })
    const first = await newcomer(app, hall)
    await newcomer(app, hall)
    const { id } = (await first.mine()) as { id: number }
    const path = `/desk/town-halls/${hall.id}/parties/${id}/cancellation`
    expect((await post(path, { reason: '' })).status).toBe(422)
    expect((await post(path, { reason: '두 번 신청하심' })).status).toBe(303)
    expect((await statesOf(app, hall.sittingId)).map(({ state }) => state)).toEqual(['cancelled', 'offered'])
    expect((await app.mails(first.email))[0]!.text).toContain('두 번 신청하심')
  })
})
