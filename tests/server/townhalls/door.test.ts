import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { makeTicketKeys, openTicketKey, signTicket } from '../../../server/townhalls/seats/tickets.ts'
import { startApp } from '../../support/app.ts'
import { aGuest, aPhone, doorsOpen, newToken, rowsAtDoor, ticketsOf } from './door.fixtures.ts'
import { anOpenHall, type Hall, newcomer, openNow } from './seats.fixtures.ts'

const site = await startApp({ now: openNow })
let hall: Hall
beforeEach(async () => {
  site.setNow(openNow)
  hall = await anOpenHall(site, { limits: [['total', '', 10]] })
})

describe('a ticket at the door', () => {
  test('lets each of a party in, one by one, and out again', async () => {
    const { tickets } = await aGuest(site, hall, 2)
    const phone = await aPhone(site, hall)
    site.setNow(doorsOpen)
    const first = await phone.scan({ ticket: tickets[0]!.ticket })
    expect(first).toMatchObject({ outcome: 'accepted', member: { name: '참***1', people: 2, inside: 1 } })
    const second = await phone.scan({ code: tickets[1]!.code.toLowerCase() })
    expect(second).toMatchObject({ outcome: 'accepted', member: { people: 2, inside: 2 } })
    expect((await phone.ask('GET', '/api/door/count')).body).toMatchObject({
      inside: 2,
      came: 2,
      expected: 2,
    })
    expect(await phone.scan({ ticket: tickets[0]!.ticket, kind: 'exit' })).toMatchObject({
      outcome: 'accepted',
      member: { inside: 1 },
    })
    expect(await rowsAtDoor(site, hall.sittingId)).toEqual({ inside: 1, came: 2 })
    expect((await phone.scan({ ticket: tickets[0]!.ticket })).outcome).toBe('accepted')
  })

  test('is refused to who is inside, with since when and by which door', async () => {
    const { ticket } = await aGuest(site, hall)
    const [front, side] = [await aPhone(site, hall), await aPhone(site, hall, { name: '옆문' })]
    site.setNow(doorsOpen)
    await front.scan({ ticket })
    expect(await side.scan({ ticket })).toMatchObject({
      outcome: 'already-inside',
      conflict: false,
      since: doorsOpen.toISOString(),
      door: '정문',
    })
  })

  test('at two doors at once makes one entry and one refusal, and the count is what the rows say', async () => {
    const guests = [await aGuest(site, hall), await aGuest(site, hall), await aGuest(site, hall)]
    const phones = [await aPhone(site, hall), await aPhone(site, hall, { name: '옆문' })]
    const scans = guests.flatMap(({ ticket }) => phones.map((phone) => phone.scan({ ticket })))
    const outcomes = (await Promise.all(scans)).map(({ outcome }) => outcome)
    expect(outcomes.toSorted()).toEqual([...Array(3).fill('accepted'), ...Array(3).fill('already-inside')])
    expect(await rowsAtDoor(site, hall.sittingId)).toEqual({ inside: 3, came: 3 })
    const { inside, came } = (await phones[0]!.ask('GET', '/api/door/count')).body
    expect({ inside, came }).toEqual({ inside: 3, came: 3 })
  })

  test('sent twice under one id, also at once, is one check-in with one answer', async () => {
    const { ticket } = await aGuest(site, hall)
    const phone = await aPhone(site, hall)
    const id = randomUUID()
    const answers = await Promise.all([phone.scan({ ticket, id }), phone.scan({ ticket, id })])
    expect(answers.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted'])
    expect(await phone.scan({ ticket, id })).toEqual(answers[0])
    expect(await rowsAtDoor(site, hall.sittingId)).toEqual({ inside: 1, came: 1 })
    const other = await aPhone(site, hall)
    expect(await other.scan({ ticket, id })).toMatchObject({ outcome: 'id-used', member: null })
  })
})

describe('what is refused, with its reason', () => {
  test('someone who waits, cancelled, or was taken off their party', async () => {
    const small = await anOpenHall(site, { limits: [['total', '', 2]] })
    const seated = await aGuest(site, small, 2)
    const waiting = await aGuest(site, small)
    const phone = await aPhone(site, small)
    expect(await phone.scan({ ticket: waiting.ticket })).toMatchObject({ outcome: 'not-confirmed' })
    const body = await seated.mine()
    await seated.change({
      mode: 'in-person',
      kind: 'resident',
      dong: null,
      answers: {},
      note: '',
      members: [{ id: seated.tickets[0]!.memberId, name: '남은 사람', needs: [] }],
    })
    expect(body.people).toBe(2)
    expect(await phone.scan({ ticket: seated.tickets[1]!.ticket })).toMatchObject({ outcome: 'cancelled' })
    await seated.cancel()
    expect(await phone.scan({ ticket: seated.ticket })).toMatchObject({ outcome: 'cancelled' })
    expect(await phone.scan({ ticket: seated.ticket, kind: 'exit' })).toMatchObject({ outcome: 'not-inside' })
    expect(await rowsAtDoor(site, small.sittingId)).toEqual({ inside: 0, came: 0 })
  })

  test('someone who takes part online', async () => {
    const hybrid = await anOpenHall(site, { form: 'hybrid', limits: [['total', '', 5]] })
    const person = await newcomer(site, hybrid, { mode: 'online' })
    const [mine] = await ticketsOf(site, hybrid, person.answer.body.id)
    const phone = await aPhone(site, hybrid)
    expect(await phone.scan({ code: mine!.code })).toMatchObject({ outcome: 'online' })
  })

  test('another sitting of the day, another day, another town hall', async () => {
    const two = await anOpenHall(site, { sittings: 2 })
    const there = { ...two, sittingId: two.sittingIds[1]! }
    const guest = await aGuest(site, there)
    const phone = await aPhone(site, two)
    expect(await phone.scan({ ticket: guest.ticket })).toMatchObject({
      outcome: 'other-sitting',
      elsewhere: { place: '영등포아트홀' },
      member: null,
    })
    expect(await phone.scan({ code: guest.code })).toMatchObject({ outcome: 'other-sitting', member: null })
    const later = await anOpenHall(site, { startsAt: new Date('2026-12-17T10:00:00Z') })
    const next = await aGuest(site, later)
    expect(await phone.scan({ ticket: next.ticket })).toMatchObject({ outcome: 'other-day' })
    expect(await rowsAtDoor(site, later.sittingId)).toEqual({ inside: 0, came: 0 })
  })

  test('forged, altered and senseless tickets and codes', async () => {
    const guest = await aGuest(site, hall)
    const phone = await aPhone(site, hall)
    const strange = makeTicketKeys(site.deps.secrets)
    const forged = signTicket(
      openTicketKey(site.deps.secrets, strange.sealedTicketKey),
      guest.memberId,
      hall.sittingId,
    )
    expect(await phone.scan({ ticket: forged })).toMatchObject({ outcome: 'not-signed', member: null })
    const altered = guest.ticket.replace(/^t1\.\d+/, 't1.999999')
    expect(await phone.scan({ ticket: altered })).toMatchObject({ outcome: 'not-signed' })
    const nowhere = guest.ticket.replace(/^(t1\.\d+)\.\d+/, '$1.999999')
    expect(await phone.scan({ ticket: nowhere })).toMatchObject({ outcome: 'not-signed' })
    expect(await phone.scan({ ticket: 'https://example.kr/menu' })).toMatchObject({ outcome: 'unknown' })
    expect(await phone.scan({ code: 'AAAA AAAA' })).toMatchObject({ outcome: 'unknown' })
    expect(await phone.scan({ code: '가나다' })).toMatchObject({ outcome: 'unknown' })
    expect(await rowsAtDoor(site, hall.sittingId)).toEqual({ inside: 0, came: 0 })
  })

  test('a name, on a phone that may not search', async () => {
    const guest = await aGuest(site, hall)
    const plain = await aPhone(site, hall)
    expect(await plain.scan({ memberId: guest.memberId })).toMatchObject({ outcome: 'no-search-right' })
    const searching = await aPhone(site, hall, { maySearch: true })
    expect(await searching.scan({ memberId: guest.memberId })).toMatchObject({ outcome: 'accepted' })
  })
})

describe('noted with the network gone', () => {
  test('is settled in its order, when it happened', async () => {
    const guest = await aGuest(site, hall)
    const phone = await aPhone(site, hall)
    site.setNow(doorsOpen)
    const at = (minutes: number) => new Date(doorsOpen.getTime() - minutes * 60_000)
    const items = await phone.handIn([
      { ticket: guest.ticket, at: at(20) },
      { ticket: guest.ticket, kind: 'exit', at: at(10) },
      { ticket: guest.ticket, at: at(5) },
    ])
    expect(items.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted'])
    expect((await phone.ask('GET', '/api/door/count')).body.present).toEqual({
      [guest.memberId]: at(5).toISOString(),
    })
  })

  test('twice at two doors is one stay and a conflict with both stories', async () => {
    const guest = await aGuest(site, hall)
    const [front, side] = [await aPhone(site, hall), await aPhone(site, hall, { name: '옆문' })]
    const early = new Date(doorsOpen.getTime() - 600_000)
    site.setNow(early)
    await front.scan({ ticket: guest.ticket })
    site.setNow(doorsOpen)
    const noted = new Date(doorsOpen.getTime() - 300_000)
    const [late] = await side.handIn([{ ticket: guest.ticket, at: noted }])
    expect(late).toMatchObject({ outcome: 'already-inside', conflict: true, door: '정문' })
    expect(await rowsAtDoor(site, hall.sittingId)).toEqual({ inside: 1, came: 1 })
    const { body } = await site.api('GET', `/api/desk/town-halls/${hall.id}/door/conflicts`, undefined, {
      cookie: front.officer,
    })
    expect(body.items).toMatchObject([
      {
        outcome: 'already-inside',
        name: '참***1',
        door: '옆문',
        at: noted.toISOString(),
        otherDoor: '정문',
        otherAt: early.toISOString(),
      },
    ])
  })

  test('at two doors, settling at once, is one stay and one conflict', async () => {
    const guest = await aGuest(site, hall)
    const phones = [await aPhone(site, hall), await aPhone(site, hall, { name: '옆문' })]
    site.setNow(doorsOpen)
    const answers = await Promise.all(phones.map((phone) => phone.handIn([{ ticket: guest.ticket }])))
    expect(
      answers
        .flat()
        .map(({ conflict }) => conflict)
        .toSorted(),
    ).toEqual([false, true])
    expect(await rowsAtDoor(site, hall.sittingId)).toEqual({ inside: 1, came: 1 })
  })

  test('for someone who cancelled meanwhile is a conflict, and they are counted where they are: inside', async () => {
    const guest = await aGuest(site, hall)
    const phone = await aPhone(site, hall)
    await guest.cancel()
    site.setNow(doorsOpen)
    const [late] = await phone.handIn([{ ticket: guest.ticket }])
    expect(late).toMatchObject({ outcome: 'cancelled', conflict: true })
    expect(await rowsAtDoor(site, hall.sittingId)).toEqual({ inside: 1, came: 1 })
    expect(await phone.scan({ ticket: guest.ticket, kind: 'exit' })).toMatchObject({ outcome: 'accepted' })
    const { body } = await site.api('GET', `/api/desk/town-halls/${hall.id}/door/conflicts`, undefined, {
      cookie: phone.officer,
    })
    expect(body.items).toMatchObject([{ outcome: 'cancelled', otherAt: openNow.toISOString() }])
  })

  test('an exit that another door has told already gives the stay its end', async () => {
    const guest = await aGuest(site, hall)
    const [front, side] = [await aPhone(site, hall), await aPhone(site, hall)]
    site.setNow(doorsOpen)
    expect(await side.scan({ ticket: guest.ticket, kind: 'exit' })).toMatchObject({ outcome: 'not-inside' })
    const [late] = await front.handIn([{ ticket: guest.ticket, at: new Date(doorsOpen.getTime() - 60_000) }])
    expect(late).toMatchObject({ outcome: 'accepted', conflict: false })
    expect(await rowsAtDoor(site, hall.sittingId)).toEqual({ inside: 0, came: 1 })
  })
})

describe('undoing', () => {
  test('takes back the last of this phone, once, and keeps the record of both', async () => {
    const [one, two] = [await aGuest(site, hall), await aGuest(site, hall)]
    const [phone, other] = [await aPhone(site, hall), await aPhone(site, hall)]
    site.setNow(doorsOpen)
    const first = await phone.scan({ ticket: one.ticket })
    site.setNow(new Date(doorsOpen.getTime() + 1000))
    const second = await phone.scan({ ticket: two.ticket })
    const undo = (id: string, undoes: string, who = phone) =>
      who.ask('POST', '/api/door/undo', { id, undoes })
    expect((await undo(randomUUID(), first.id)).body.code).toBe('undo-not-last')
    expect((await undo(randomUUID(), second.id, other)).status).toBe(404)
    const id = randomUUID()
    expect((await undo(id, second.id)).body.count).toMatchObject({ inside: 1, came: 1 })
    expect((await undo(id, second.id)).status).toBe(200)
    expect((await undo(randomUUID(), second.id)).body.code).toBe('undo-not-last')
    expect(await phone.scan({ ticket: two.ticket })).toMatchObject({ outcome: 'accepted' })
    const rows = await site.deps.sql`select outcome from check_ins where sitting_id = ${hall.sittingId}`
    expect(rows.map(({ outcome }) => outcome as string).toSorted()).toEqual([
      'accepted',
      'accepted',
      'accepted',
      'undone',
    ])
  })

  test('of an exit lets someone be inside again', async () => {
    const guest = await aGuest(site, hall)
    const phone = await aPhone(site, hall)
    site.setNow(doorsOpen)
    await phone.scan({ ticket: guest.ticket })
    site.setNow(new Date(doorsOpen.getTime() + 1000))
    const exit = await phone.scan({ ticket: guest.ticket, kind: 'exit' })
    const done = await phone.ask('POST', '/api/door/undo', { id: randomUUID(), undoes: exit.id })
    expect(done.body.count).toMatchObject({ inside: 1, came: 1 })
  })
})

test('tokens are compared as a whole: one that is made up opens nothing', async () => {
  const headers = { authorization: `Bearer ${newToken()}` }
  const { status, body } = await site.api('GET', '/api/door/count', undefined, { headers })
  expect({ status, code: body.code }).toEqual({ status: 401, code: 'door-device-unknown' })
})
