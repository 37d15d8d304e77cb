import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { startApp } from '../../support/app.ts'
import { aGuest, aPhone, doorsOpen, rowsAtDoor } from './door.fixtures.ts'
import { anOpenHall, type Hall, newcomer, openNow, seatedIn, statesOf } from './seats.fixtures.ts'

const site = await startApp({ now: openNow })
const { sql } = site.deps
let hall: Hall
beforeEach(async () => {
  site.setNow(openNow)
  hall = await anOpenHall(site, {
    limits: [
      ['total', '', 4],
      ['accessible', '', 1],
    ],
  })
})
const wish = (more = {}) => ({ id: randomUUID(), kind: 'resident', dong: null, people: 2, ...more })

describe('a walk-in that was a mistake', () => {
  test('is taken back with all its people: nobody of it is inside, its seats are free, the record stays', async () => {
    const phone = await aPhone(site, hall)
    site.setNow(doorsOpen)
    const body = wish({ people: 3 })
    await phone.ask('POST', '/api/door/walk-ins', body)
    const undo = () => phone.ask('POST', '/api/door/walk-ins/undo', { id: body.id })
    const [one, two] = await Promise.all([undo(), undo()])
    for (const answer of [one, two])
      expect(answer).toMatchObject({ status: 200, body: { count: { inside: 0, came: 0, expected: 0 } } })
    expect(await statesOf(site, hall.sittingId)).toMatchObject([{ state: 'cancelled', people: 3 }])
    expect(await seatedIn(site, hall.sittingId)).toBe(0)
    const rows = await sql`select outcome, count(*)::int from check_ins where sitting_id = ${hall.sittingId}
      group by outcome order by outcome`
    expect(rows).toEqual([
      { outcome: 'accepted', count: 3 },
      { outcome: 'undone', count: 3 },
    ])
    const entries = await sql`select detail from audit_entries where act = 'door.walk-in-undo'`
    expect(entries.map(({ detail }) => detail as object)).toMatchObject([{ people: 3, deviceId: phone.id }])
  })

  test('gives its seats to whoever waits', async () => {
    const small = await anOpenHall(site, { limits: [['total', '', 1]] })
    const phone = await aPhone(site, small, { mayAdmit: true })
    const body = wish({ people: 1 })
    await phone.ask('POST', '/api/door/walk-ins', body)
    const waits = await newcomer(site, small)
    expect(waits.answer.body.state).toBe('waiting')
    await phone.ask('POST', '/api/door/walk-ins/undo', { id: body.id })
    expect((await waits.mine()).state).toBe('offered')
  })

  test('cannot be taken back by another phone, after something else, nor where it is none', async () => {
    const guest = await aGuest(site, hall)
    const [phone, other] = [await aPhone(site, hall), await aPhone(site, hall)]
    site.setNow(doorsOpen)
    const body = wish({ people: 1 })
    await phone.ask('POST', '/api/door/walk-ins', body)
    const undo = (by: typeof phone, id: string) => by.ask('POST', '/api/door/walk-ins/undo', { id })
    expect((await undo(other, body.id)).status).toBe(404)
    expect((await undo(phone, guest.answer.body.partyId as string)).status).toBe(404)
    expect((await undo(phone, randomUUID())).status).toBe(404)
    expect((await undo(phone, 'nothing')).status).toBe(422)
    site.setNow(new Date(doorsOpen.getTime() + 60_000))
    await phone.scan({ code: guest.code })
    expect((await undo(phone, body.id)).body.code).toBe('undo-not-last')
    expect(await rowsAtDoor(site, hall.sittingId)).toEqual({ inside: 2, came: 2 })
  })
})

describe('a walk-in in a wheelchair', () => {
  test('has one of the seats for it, or is refused with that reason, and the door sees the need', async () => {
    const phone = await aPhone(site, hall)
    site.setNow(doorsOpen)
    const come = (wheelchairs: number) => phone.ask('POST', '/api/door/walk-ins', wish({ wheelchairs }))
    const first = await come(1)
    expect(first.body.items.map(({ member }: { member: { needs: string[] } }) => member.needs)).toEqual([
      ['wheelchair'],
      [],
    ])
    const second = await come(1)
    expect(second).toMatchObject({ status: 409, body: { code: 'no-room' } })
    expect(second.body.detail).toContain('휠체어 자리')
    expect((await come(3)).status).toBe(422)
    expect((await come(0)).status).toBe(200)
  })
})

describe('a conflict at the door', () => {
  test('is marked as dealt with once, by whom and when, and goes behind what is open', async () => {
    const guests = [await aGuest(site, hall), await aGuest(site, hall)]
    const { cookie, officerId } = await site.as.officer('communication', { name: '박문' })
    const [front, side] = [await aPhone(site, hall, {}, cookie), await aPhone(site, hall, {}, cookie)]
    site.setNow(doorsOpen)
    for (const { code } of guests) {
      await front.handIn([{ code }])
      await side.handIn([{ code }])
    }
    const path = `/desk/town-halls/${hall.id}/door`
    const listed = async () =>
      (await site.api('GET', `/api${path}/conflicts`, undefined, { cookie })).body.items as {
        id: string
        settledAt: string | null
        settledBy: string | null
      }[]
    const [first, second] = await listed()
    const settle = (id: string, who = cookie, of = path) =>
      site.api('POST', `/api${of}/conflicts/${id}/settlement`, {}, { cookie: who })
    const other = await anOpenHall(site)
    expect((await settle(first!.id, cookie, `/desk/town-halls/${other.id}/door`)).status).toBe(404)
    expect((await settle(randomUUID())).status).toBe(404)
    expect((await settle(first!.id, (await site.as.officer('mayor')).cookie)).status).toBe(403)
    const answers = await Promise.all([settle(first!.id), settle(first!.id)])
    expect(answers.map(({ status }) => status)).toEqual([204, 204])
    expect(await listed()).toMatchObject([
      { id: second!.id, settledAt: null, settledBy: null },
      { id: first!.id, settledAt: doorsOpen.toISOString(), settledBy: '박문' },
    ])
    const entries = await sql`select actor_id from audit_entries where act = 'door.settle'`
    expect(entries).toEqual([{ actor_id: String(officerId) }])
    const page = await site.page(path, { cookie })
    expect(page.html).toContain('박문')
    const pressed = await site.page(`${path}/conflicts/${second!.id}/settlement`, { cookie, form: {} })
    expect(pressed.location).toBe(`${path}#conflicts`)
    expect((await listed()).every(({ settledAt }) => settledAt !== null)).toBe(true)
  })
})
