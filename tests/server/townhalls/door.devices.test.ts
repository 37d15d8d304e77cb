import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { startApp } from '../../support/app.ts'
import { inParallel } from '../../support/parallel.ts'
import { aGuest, aPhone, doorsOpen, newToken, rowsAtDoor } from './door.fixtures.ts'
import { anOpenHall, type Hall, newcomer, openNow, startsAt } from './seats.fixtures.ts'

const site = await startApp({ now: openNow })
const hour = 3_600_000
let hall: Hall
beforeEach(async () => {
  site.setNow(openNow)
  hall = await anOpenHall(site, { limits: [['total', '', 3]] })
})
const claim = (link: string, token: string) => site.api('POST', '/api/door/devices', { link, token })

describe('the link of a phone', () => {
  test('opens one phone, which may ask again where the answer was lost', async () => {
    const phone = await aPhone(site, hall)
    expect((await claim(phone.link, phone.token)).status).toBe(200)
    const second = await claim(phone.link, newToken())
    expect({ status: second.status, code: second.body.code }).toEqual({ status: 410, code: 'door-link-used' })
  })

  test('opened on several phones at once works on one', async () => {
    const { cookie } = await site.as.officer('communication')
    const body = { id: randomUUID(), name: '정문', sitting: hall.sittingId }
    const made = await site.api('POST', `/api/desk/town-halls/${hall.id}/door/devices`, body, { cookie })
    const link = String(made.body.link).split('#')[1]!
    const answers = await Promise.all([1, 2, 3, 4].map(() => claim(link, newToken())))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 410, 410, 410])
  })

  test('is no token itself, and the office sees neither', async () => {
    const phone = await aPhone(site, hall)
    const headers = { authorization: `Bearer ${phone.link}` }
    expect((await site.api('GET', '/api/door/count', undefined, { headers })).status).toBe(401)
    const at = `/desk/town-halls/${hall.id}/door`
    const { html } = await site.page(at, { cookie: phone.officer })
    expect(html).toContain('정문')
    expect(html).not.toContain(phone.link)
    expect(html).not.toContain(phone.token)
  })

  test('is shown once, as an address whose end never reaches a server', async () => {
    const { cookie } = await site.as.officer('communication')
    const form = { id: randomUUID(), name: '뒷문', sitting: String(hall.sittingId), maySearch: 'true' }
    const at = `/desk/town-halls/${hall.id}/door`
    const made = await site.page(`${at}/devices`, { cookie, form })
    expect(made.status).toBe(200)
    expect(made.headers.get('cache-control')).toBe('no-store')
    const link = /\/door#([\w-]{43})/.exec(made.html)![1]!
    expect((await site.page(at, { cookie })).html).not.toContain(link)
    // Sent again before the phone opened it: one device, a new link, and the first opens nothing.
    const again = await site.page(`${at}/devices`, { cookie, form })
    expect((await claim(link, newToken())).status).toBe(410)
    const next = /\/door#([\w-]{43})/.exec(again.html)![1]!
    expect((await claim(next, newToken())).status).toBe(200)
    const rows = await site.deps.sql`select id from door_devices where id = ${form.id}`
    expect(rows).toHaveLength(1)
  })

  test.each([
    ['name', { name: ' ' }],
    ['name', { name: '문'.repeat(41) }],
    ['sitting', { sitting: '999999' }],
    ['sitting', { sitting: '' }],
  ])('is not made of a wrong %s; the form comes back with what was typed', async (field, wrong) => {
    const { cookie } = await site.as.officer('communication')
    const form = {
      id: randomUUID(),
      name: '뒷문',
      sitting: String(hall.sittingId),
      mayAdmit: 'true',
      ...wrong,
    }
    const { status, html } = await site.page(`/desk/town-halls/${hall.id}/door/devices`, { cookie, form })
    expect(status).toBe(422)
    expect(html).toContain(`id="${field}-problem"`)
    expect(html).toMatch(/name="mayAdmit"[^>]*checked/)
  })

  test('is not made for a sitting that is over, nor by a department', async () => {
    site.setNow(new Date(startsAt.getTime() + 5 * hour))
    const form = { id: randomUUID(), name: '뒷문', sitting: String(hall.sittingId) }
    const at = `/desk/town-halls/${hall.id}/door/devices`
    const { cookie } = await site.as.officer('communication')
    const late = await site.page(at, { cookie, form })
    expect(late.status).toBe(422)
    const department = await site.as.officer('department')
    expect((await site.page(at, { cookie: department.cookie, form })).status).toBe(403)
  })
})

describe('a phone', () => {
  test('that was taken back is told so by every call', async () => {
    const phone = await aPhone(site, hall)
    const at = `/desk/town-halls/${hall.id}/door/devices/${phone.id}/revocation`
    expect((await site.page(at, { cookie: phone.officer, form: {} })).status).toBe(303)
    const calls = [
      phone.ask('GET', '/api/door/roster'),
      phone.ask('GET', '/api/door/count'),
      phone.ask('POST', '/api/door/undo', {}),
      phone.ask('POST', '/api/door/walk-ins', {}),
      phone.send({}),
    ]
    const codes = (await Promise.all(calls)).map(({ body }) => (body as unknown as { code: string }).code)
    expect(new Set(codes)).toEqual(new Set(['door-device-revoked']))
  })

  test('whose time is over hands in what it has, for two days, and nothing else', async () => {
    const guest = await aGuest(site, hall)
    const phone = await aPhone(site, hall)
    site.setNow(new Date(startsAt.getTime() + 5 * hour))
    expect((await phone.ask('GET', '/api/door/roster')).body.code).toBe('door-device-expired')
    const now = await phone.send({
      id: randomUUID(),
      code: guest.code,
      kind: 'entry',
      at: '2026-12-10T10:00:00Z',
    })
    expect(now.status).toBe(403)
    const [late] = await phone.handIn([{ code: guest.code, at: doorsOpen }])
    expect(late).toMatchObject({ outcome: 'accepted' })
    site.setNow(new Date(startsAt.getTime() + 60 * hour))
    expect((await phone.ask('GET', '/api/door/count')).body.code).toBe('door-device-expired')
    expect((await phone.send({ items: [] })).status).toBe(403)
  })

  test('gets no right from a session, and a session none from it', async () => {
    const phone = await aPhone(site, hall)
    const { cookie } = await site.as.officer('administrator')
    expect((await site.api('GET', '/api/door/roster', undefined, { cookie })).status).toBe(401)
    expect((await phone.ask('GET', `/api/desk/town-halls/${hall.id}/door/devices`)).status).toBe(401)
    expect((await phone.ask('GET', '/api/me')).status).toBe(401)
  })

  test('of one town hall writes nothing at another', async () => {
    const other = await anOpenHall(site)
    const phone = await aPhone(site, hall)
    const item = { id: randomUUID(), code: 'AAAAAAAA', kind: 'entry', at: openNow.toISOString() }
    const { status, body } = await phone.ask('POST', `/api/town-halls/${other.id}/check-ins`, item)
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'door-other-hall' })
  })

  test('that floods is slowed down, and another is not', async () => {
    const [phone, other] = [await aPhone(site, hall), await aPhone(site, hall)]
    const seen: number[] = []
    await inParallel(Array.from({ length: 125 }), 10, async () => {
      seen.push((await phone.ask('GET', '/api/door/count')).status)
    })
    expect(new Set(seen)).toEqual(new Set([200, 429]))
    expect((await other.ask('GET', '/api/door/count')).status).toBe(200)
  })
})

describe('the roster', () => {
  test('holds no codes and, without the right to search, no whole names', async () => {
    const guest = await aGuest(site, hall)
    const phone = await aPhone(site, hall)
    const { status, body, headers } = await phone.ask('GET', '/api/door/roster')
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body.members).toMatchObject([{ id: guest.memberId, state: 'confirmed', fullName: null }])
    expect(JSON.stringify(body)).not.toContain(guest.code)
    expect(JSON.stringify(body)).not.toContain('참가자')
  })

  test('with whole names is recorded each time it is handed out, and not where the phone has it already', async () => {
    await aGuest(site, hall)
    const phone = await aPhone(site, hall, { maySearch: true })
    const first = await phone.ask('GET', '/api/door/roster')
    expect(first.body.members[0].fullName).toBe('참가자 1')
    const tag = first.headers.get('etag')!
    expect((await phone.ask('GET', '/api/door/roster', undefined, { 'if-none-match': tag })).status).toBe(304)
    await phone.ask('POST', '/api/door/names-shown', { memberIds: [first.body.members[0].id, 999_999] })
    const acts = await site.deps.sql`
      select act from audit_entries where detail ->> 'deviceId' = ${phone.id} order by id`
    expect(acts.map(({ act }) => act as string)).toEqual(['door.roster', 'registration.name'])
  })
})

describe('walk-ins', () => {
  const wish = (more = {}) => ({ id: randomUUID(), kind: 'resident', dong: 'yeoui', people: 2, ...more })

  test('are seated and let in, once, though it was sent twice', async () => {
    const phone = await aPhone(site, hall)
    site.setNow(doorsOpen)
    const body = wish()
    const answers = [
      await phone.ask('POST', '/api/door/walk-ins', body),
      await phone.ask('POST', '/api/door/walk-ins', body),
    ]
    for (const { status, body: said } of answers) {
      expect(status).toBe(200)
      expect(said.items.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['accepted', 'accepted'])
      expect(said.count).toEqual({ inside: 2, came: 2, expected: 2 })
    }
    const [party] = await site.deps.sql`select walk_in, state from parties where party_id = ${body.id}`
    expect(party).toEqual({ walk_in: true, state: 'confirmed' })
  })

  test('are refused in a full hall and over a gathering limit, all or none', async () => {
    const phone = await aPhone(site, hall)
    site.setNow(doorsOpen)
    await phone.ask('POST', '/api/door/walk-ins', wish())
    const full = await phone.ask('POST', '/api/door/walk-ins', wish())
    expect({ status: full.status, code: full.body.code }).toEqual({ status: 409, code: 'no-room' })
    expect(await rowsAtDoor(site, hall.sittingId)).toEqual({ inside: 2, came: 2 })
    const roomy = await anOpenHall(site, {
      limits: [['total', '', 50]],
      startsAt: new Date('2027-01-10T10:00:00Z'),
    })
    const { officerId } = await site.as.officer('communication')
    await site.deps.sql`
      insert into gathering_limits (from_day, until_day, seats, reason, set_by, created_at)
      values ('2027-01-10', '2027-01-10', 1, '감염병', ${officerId}, ${openNow.toISOString()})`
    const there = await aPhone(site, roomy)
    const over = await there.ask('POST', '/api/door/walk-ins', wish())
    expect({ status: over.status, code: over.body.code }).toEqual({ status: 409, code: 'no-room' })
  })

  test('come after everyone who waits, unless a phone with that right decides otherwise', async () => {
    const { id: townHallId, sittingId } = hall
    await newcomer(site, hall, { people: 2 })
    await newcomer(site, hall, { people: 2 })
    const [plain, trusted] = [await aPhone(site, hall), await aPhone(site, hall, { mayAdmit: true })]
    site.setNow(doorsOpen)
    for (const [phone, aside] of [
      [plain, true],
      [trusted, false],
    ] as const) {
      const { status, body } = await phone.ask('POST', '/api/door/walk-ins', wish({ people: 1, aside }))
      expect({ status, code: body.code }).toEqual({ status: 409, code: 'people-waiting' })
    }
    const let1 = await trusted.ask('POST', '/api/door/walk-ins', wish({ people: 1, aside: true }))
    expect(let1.status).toBe(200)
    const [entry] = await site.deps.sql`
      select detail from audit_entries where act = 'registration.enter' and (detail ->> 'townHallId')::int = ${townHallId}`
    expect(entry!.detail).toMatchObject({ walkIn: true, people: 1 })
    const asides = await site.deps.sql`
      select detail from audit_entries where act = 'door.aside' and about_id = ${trusted.id}`
    expect(asides.map(({ detail }) => detail as object)).toMatchObject([{ people: 1, waiting: 2 }])
    expect(await rowsAtDoor(site, sittingId)).toEqual({ inside: 1, came: 1 })
  })

  test('racing for the last seat at two doors: one is seated', async () => {
    const phones = [await aPhone(site, hall), await aPhone(site, hall)]
    site.setNow(doorsOpen)
    await phones[0]!.ask('POST', '/api/door/walk-ins', wish({ people: 2 }))
    const answers = await Promise.all(
      phones.map((phone) => phone.ask('POST', '/api/door/walk-ins', wish({ people: 1 }))),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await rowsAtDoor(site, hall.sittingId)).toEqual({ inside: 3, came: 3 })
  })
})

describe('what makes no sense is refused, and nothing is written', () => {
  const item = { id: randomUUID(), code: 'AAAAAAAA', kind: 'entry', at: openNow.toISOString() }
  test.each([
    ['nobody', { ...item, code: undefined }],
    ['two at once', { ...item, memberId: 1 }],
    ['no id', { ...item, id: 'first' }],
    ['no way', { ...item, kind: 'through' }],
    ['no time', { ...item, at: 'yesterday' }],
    ['a code as long as a book', { ...item, code: 'A'.repeat(41) }],
    ['a ticket as long as a book', { ...item, code: undefined, ticket: 't'.repeat(301) }],
    ['no items', { items: [] }],
    ['too many items', { items: Array.from({ length: 101 }, () => item) }],
    ['a list', [item]],
    ['nothing', null],
  ])('a check-in of %s', async (_name, body) => {
    const phone = await aPhone(site, hall)
    const { status } = await phone.send(body)
    expect([400, 422]).toContain(status)
    expect(await site.deps.sql`select id from check_ins where sitting_id = ${hall.sittingId}`).toEqual([])
  })

  test.each([
    ['/api/door/walk-ins', { id: randomUUID(), kind: 'guest', dong: null, people: 1 }],
    ['/api/door/walk-ins', { id: randomUUID(), kind: 'resident', dong: null, people: 0 }],
    ['/api/door/walk-ins', { id: randomUUID(), kind: 'resident', dong: null, people: 7 }],
    ['/api/door/walk-ins', { id: 'x', kind: 'resident', dong: null, people: 1 }],
    ['/api/door/undo', { id: randomUUID() }],
    ['/api/door/undo', { id: randomUUID(), undoes: 'the last' }],
    ['/api/door/names-shown', { memberIds: [] }],
    ['/api/door/names-shown', { memberIds: ['김'] }],
  ])('%s of %j', async (path, body) => {
    const phone = await aPhone(site, hall, { maySearch: true })
    expect((await phone.ask('POST', path, body)).status).toBe(422)
  })

  test('an undo of what this phone never did', async () => {
    const phone = await aPhone(site, hall)
    const { status } = await phone.ask('POST', '/api/door/undo', { id: randomUUID(), undoes: randomUUID() })
    expect(status).toBe(404)
  })
})
