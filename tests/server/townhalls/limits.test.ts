import { describe, expect, test } from 'vitest'
import { offerFreeSeats } from '../../../server/townhalls/seats/waiting.actions.ts'
import { registerFor } from '../../../server/townhalls/seats/registering.actions.ts'
import { gatheringLimits, zones } from '../../../server/townhalls/townhalls.tables.ts'
import { RegistrationBody } from '../../../shared/town-halls.ts'
import { startApp } from '../../support/app.ts'
import {
  anOpenHall,
  type Hall,
  newcomer,
  openNow,
  seatedIn,
  startsAt,
  statesOf,
  wishFor,
} from './seats.fixtures.ts'

const site = await startApp({ now: openNow })
const { db, sql } = site.deps
const statesIn = async (hall: Hall) => (await statesOf(site, hall.sittingId)).map(({ state }) => state)
const kindsOf = (reply: { lacking: { kind: string }[] }) => reply.lacking.map(({ kind }) => kind)

const limitTo = (hall: Hall, seats: number, kind = 'total') =>
  db.transaction(async (tx) => {
    await sql`update quotas set seats = ${seats} where sitting_id = ${hall.sittingId} and kind = ${kind}`
    await offerFreeSeats(site.deps, tx, hall.sittingId)
  })
const raise = async (hall: Hall, seats: number, kind = 'total') => {
  await sql`update quotas set seats = ${seats} where sitting_id = ${hall.sittingId} and kind = ${kind}`
  await db.transaction((tx) => offerFreeSeats(site.deps, tx, hall.sittingId))
}

describe('limits that overlap', () => {
  test('must all have room: in the hall, of a dong, of a zone of that day, of a kind, for wheelchairs', async () => {
    site.setNow(openNow)
    // Those that the district has end before it.
    await sql`update zones set until_day = '2026-11-01' where until_day is null`
    const day = { nameKo: '동부', nameEn: 'East', fromDay: '2026-01-01' }
    await db.insert(zones).values([
      { ...day, code: 'past', dongCodes: ['yeoui'], untilDay: '2026-12-01' },
      { ...day, code: 'east', dongCodes: ['singil1', 'yeoui'], fromDay: '2026-12-01' },
    ])
    const hall = await anOpenHall(site, {
      form: 'hybrid',
      limits: [
        ['total', '', 20],
        ['mode', 'in-person', 4],
        ['zone', 'east', 2],
        ['zone', 'past', 0],
        ['participant', 'proposer', 1],
        ['accessible', '', 1],
      ],
    })
    const seen = async (wish: Parameters<typeof newcomer>[2]) =>
      kindsOf((await newcomer(site, hall, wish)).answer.body)
    expect(await seen({ dong: 'yeoui', needs: ['wheelchair'] })).toEqual([])
    expect(await seen({ dong: 'mullae', needs: ['wheelchair'] })).toEqual(['accessible'])
    expect(await seen({ dong: 'mullae', needs: ['wheelchair'], mode: 'online' })).toEqual([])
    expect(await seen({ dong: 'singil1', kind: 'proposer' })).toEqual([])
    expect(await seen({ dong: 'yeoui' })).toEqual(['zone'])
    expect(await seen({ dong: 'mullae', kind: 'proposer' })).toEqual(['participant'])
    expect(await seen({ dong: 'mullae', people: 3 })).toEqual(['mode'])
    expect(await seen({ dong: 'mullae', people: 2 })).toEqual([])
    expect(await seen({ dong: 'mullae', people: 6, mode: 'online' })).toEqual([])
  })

  test('of dongs open at their time: whoever waits comes first, then newcomers', async () => {
    site.setNow(openNow)
    const opens = new Date(openNow.getTime() + 3_600_000)
    const hall = await anOpenHall(site, {
      limits: [
        ['total', '', 3],
        ['dong', 'yeoui', 1],
      ],
      quotasOpenAt: opens,
    })
    await newcomer(site, hall)
    const waits = await newcomer(site, hall, { people: 2 })
    expect(kindsOf(waits.answer.body)).toEqual(['dong'])
    site.setNow(opens)
    // Nobody who comes in between overtakes, although the sweep has not run.
    const late = await newcomer(site, hall)
    expect((await waits.mine()).state).toBe('offered')
    expect(late.answer.body).toMatchObject({ state: 'waiting', lacking: [{ kind: 'total', key: '' }] })
    site.setNow(openNow)
  })

  test('of dongs open by themselves too, with nobody coming', async () => {
    site.setNow(openNow)
    const opens = new Date(openNow.getTime() + 3_600_000)
    const hall = await anOpenHall(site, { limits: [['dong', 'yeoui', 0]], quotasOpenAt: opens })
    const waits = await newcomer(site, hall)
    await site.settle()
    expect((await waits.mine()).state).toBe('waiting')
    site.setNow(opens)
    await site.settle()
    expect((await waits.mine()).state).toBe('offered')
    site.setNow(openNow)
  })
})

describe('a limit that is changed', () => {
  test('downwards puts nobody out, shows as over-full and offers nothing until it fits', async () => {
    site.setNow(openNow)
    const hall = await anOpenHall(site, { limits: [['total', '', 3]] })
    const seated = [await newcomer(site, hall), await newcomer(site, hall), await newcomer(site, hall)]
    const waits = await newcomer(site, hall)
    await limitTo(hall, 1)
    await site.settle()
    expect(await seatedIn(site, hall.sittingId)).toBe(3)
    const rooms = (await site.api('GET', `/api/town-halls/${hall.id}/seats`)).body.sittings[0].rooms
    expect(rooms).toEqual([{ kind: 'total', key: '', seats: 1, held: 3, waiting: 1, full: true }])
    await seated[0]!.cancel()
    await seated[1]!.cancel()
    expect((await waits.mine()).state).toBe('waiting')
    await seated[2]!.cancel()
    expect((await waits.mine()).state).toBe('offered')
  })

  test('upwards offers to as many as it suits, in order', async () => {
    site.setNow(openNow)
    const hall = await anOpenHall(site, { limits: [['total', '', 0]] })
    for (const people of [1, 3, 1, 2, 1]) await newcomer(site, hall, { people })
    await raise(hall, 4)
    expect(await statesIn(hall)).toEqual(['offered', 'offered', 'waiting', 'waiting', 'waiting'])
    await raise(hall, 6)
    expect(await statesIn(hall)).toEqual(['offered', 'offered', 'offered', 'waiting', 'offered'])
  })
})

describe('seats that the office keeps back', () => {
  test('are for those whom an officer registers, whose contact is sealed and whose entry is recorded', async () => {
    site.setNow(openNow)
    const hall = await anOpenHall(site, {
      limits: [
        ['total', '', 2],
        ['reserved', '', 1],
      ],
    })
    await newcomer(site, hall)
    expect((await newcomer(site, hall)).answer.body.state).toBe('waiting')
    const { officerId } = await site.as.officer('communication')
    const enter = (
      reserved: boolean,
      contact = { phone: null as string | null, email: 'guest@example.kr' as string | null },
    ) =>
      registerFor(site.deps, { officerId }, hall.id, RegistrationBody.parse(wishFor(hall)), {
        reserved,
        contact,
        lang: 'ko',
      })
    expect((await enter(false)).reply.state).toBe('waiting')
    const { reply } = await enter(true)
    expect(reply.state).toBe('confirmed')
    expect((await enter(true)).reply).toMatchObject({ state: 'waiting', position: 3 })
    const mails = await site.mails('guest@example.kr')
    expect(mails.some(({ subject }) => subject.startsWith('자리가 확정'))).toBe(true)
    await expect(enter(true, { phone: null, email: null })).rejects.toMatchObject({
      code: 'contact-required',
    })
    const [row] = await sql`select sealed_contact from parties where id = ${reply.id}`
    expect((row!.sealed_contact as Buffer).toString('latin1')).not.toContain('guest')
    const acts =
      await sql`select act from audit_entries where about_kind = 'registration' and about_id = ${String(reply.id)}`
    expect(acts.map(({ act }) => act)).toEqual(['registration.enter'])
    const [total] = (await site.api('GET', `/api/town-halls/${hall.id}/seats`)).body.sittings[0].rooms
    expect(total).toMatchObject({ kind: 'total', seats: 1, held: 1, full: true })
  })

  test('someone at the door is seated or refused with the reason, and never waits', async () => {
    site.setNow(new Date(startsAt.getTime() + 60_000))
    const hall = await anOpenHall(site, { limits: [['total', '', 1]], state: 'live' })
    const { officerId } = await site.as.officer('communication')
    const come = () =>
      registerFor(site.deps, { officerId }, hall.id, RegistrationBody.parse(wishFor(hall)), {
        reserved: false,
        contact: { phone: null, email: null },
        lang: 'ko',
        walkIn: true,
      })
    expect((await come()).reply.state).toBe('confirmed')
    await expect(come()).rejects.toMatchObject({ code: 'no-room', params: { lacking: '전체 자리' } })
    expect(await statesIn(hall)).toEqual(['confirmed'])
    site.setNow(openNow)
  })
})

describe('a limit on gatherings', () => {
  const limitGatherings = async (seats: number, day: string) => {
    const { officerId } = await site.as.officer('administrator')
    const at = { createdAt: openNow, setBy: officerId, reason: '감염병 예방' }
    const rows = await db
      .insert(gatheringLimits)
      .values({ ...at, fromDay: day, untilDay: day, seats })
      .returning({ id: gatheringLimits.id })
    return rows[0]!.id
  }

  test('caps the hall on its day: newcomers go online where they can, else wait; nobody confirmed is put out', async () => {
    site.setNow(openNow)
    // A day of its own, so that the limit touches no other test's sittings.
    const day = '2026-12-15'
    const onDay = {
      startsAt: new Date(`${day}T10:00:00Z`),
      limits: [['total', '', 100]] as [['total', '', number]],
    }
    const hybrid = await anOpenHall(site, { form: 'hybrid', ...onDay })
    const inHall = await anOpenHall(site, onDay)
    for (const hall of [hybrid, inHall]) await newcomer(site, hall, { people: 3 })
    const limit = await limitGatherings(2, day)
    await site.settle()
    expect(await seatedIn(site, hybrid.sittingId)).toBe(3)
    expect(await statesIn(inHall)).toEqual(['confirmed'])

    const moved = await newcomer(site, hybrid)
    expect(moved.answer.body).toMatchObject({ state: 'confirmed', mode: 'online', movedOnline: true })
    expect((await site.mails(moved.email))[0]!.text).toContain(
      '온라인으로 함께하실 수 있게 신청을 옮겼습니다',
    )
    const waits = await newcomer(site, inHall)
    expect(waits.answer.body).toMatchObject({
      state: 'waiting',
      movedOnline: false,
      lacking: [{ kind: 'gathering' }],
    })
    const rooms = (await site.api('GET', `/api/town-halls/${inHall.id}/seats`)).body.sittings[0].rooms
    expect(rooms).toContainEqual({ kind: 'gathering', key: '', seats: 2, held: 3, waiting: 1, full: true })

    await sql`update gathering_limits set lifted_at = ${openNow.toISOString()} where id = ${limit}`
    await site.settle()
    expect((await waits.mine()).state).toBe('offered')
  })
})

describe('what few people would be known by', () => {
  test('is not in the public numbers', async () => {
    site.setNow(openNow)
    const hall = await anOpenHall(site, {
      limits: [
        ['total', '', 20],
        ['dong', 'yeoui', 10],
        ['accessible', '', 1],
      ],
    })
    await newcomer(site, hall, { needs: ['wheelchair'] })
    const { body, headers } = await site.api('GET', `/api/town-halls/${hall.id}/seats`)
    expect(body.sittings[0].rooms).toEqual([
      { kind: 'total', key: '', seats: 20, held: 1, waiting: 0, full: false },
      { kind: 'dong', key: 'yeoui', seats: 10, held: null, waiting: 0, full: false },
      { kind: 'accessible', key: '', seats: 1, held: null, waiting: 0, full: true },
    ])
    expect(headers.get('cache-control')).toContain('public')
  })
})
