import { describe, expect, test } from 'vitest'
import { zoneChanges } from '../../../server/townhalls/desk/zones.rules.ts'
import { zonesOn } from '../../../server/townhalls/townhalls.queries.ts'
import { startApp } from '../../support/app.ts'
import { anOpenHall, newcomer, openNow, statesOf } from './seats.fixtures.ts'

const app = await startApp({ now: openNow })
const { cookie } = await app.as.officer('communication')
const post = (path: string, form: Record<string, string | string[]> = {}) => app.page(path, { cookie, form })
const zoneOf = async (day: string, dong: string) =>
  (await zonesOn(app.deps.db, day))
    .filter(({ dongCodes }) => dongCodes.includes(dong))
    .map(({ code }) => code)

const zone = (changes: Record<string, string | string[]> = {}) => ({
  row: '',
  code: 'zone-6',
  nameKo: '강변권',
  nameEn: 'Riverside',
  fromDay: '2026-12-01',
  dongs: ['yeoui', 'dangsan2'],
  ...changes,
})

describe('zones', () => {
  test('begin as the office grouped its 18 dongs in five', async () => {
    const zones = await zonesOn(app.deps.db, '2026-11-25')
    expect(zones).toHaveLength(5)
    expect(new Set(zones.flatMap(({ dongCodes }) => dongCodes)).size).toBe(18)
  })

  test('are grouped anew from a day on: a dong is in one zone, and past days keep theirs', async () => {
    expect((await post('/desk/zones', zone())).status).toBe(303)
    expect(await zoneOf('2026-11-30', 'yeoui')).toEqual(['zone-5'])
    expect(await zoneOf('2026-12-01', 'yeoui')).toEqual(['zone-6'])
    expect(await zoneOf('2026-11-30', 'dangsan2')).toEqual(['zone-2'])
    expect(await zoneOf('2026-12-01', 'dangsan1')).toEqual(['zone-2'])
    const days = await Promise.all(
      ['2026-11-30', '2026-12-01', '2027-01-01'].map((day) => zonesOn(app.deps.db, day)),
    )
    for (const zones of days) {
      const all = zones.flatMap(({ dongCodes }) => dongCodes)
      expect(all).toHaveLength(18)
      expect(new Set(all).size).toBe(18)
    }
  })

  test('mend what begins on the same day', async () => {
    await post('/desk/zones', zone({ fromDay: '2026-12-01', dongs: ['yeoui', 'dangsan1', 'dangsan2'] }))
    expect(await zoneOf('2026-12-01', 'dangsan1')).toEqual(['zone-6'])
    expect((await app.page('/desk/zones', { cookie })).html).toContain('강변권')
  })

  test.each([
    ['no dong', { dongs: [] }, 'dongs'],
    ['a dong that is none', { dongs: ['gangnam'] }, 'dongs'],
    ['a code with spaces', { code: 'my zone' }, 'code'],
    ['no name', { nameKo: '' }, 'nameKo'],
    ['a day before what the code means already', { fromDay: '2026-11-01' }, 'fromDay'],
    ['no day', { fromDay: '' }, 'fromDay'],
  ])('are refused with %s', async (_what, changes, field) => {
    const { status, html } = await post('/desk/zones', zone(changes))
    expect([409, 422]).toContain(status)
    expect(html).toContain(`href="#zone-new-${field}"`)
  })

  test('a grouping planned for later is not run over', () => {
    const later = {
      id: 1,
      code: 'b',
      nameKo: '',
      nameEn: '',
      dongCodes: ['x'],
      fromDay: '2027-02-01',
      untilDay: null,
    }
    const wanted = { code: 'a', nameKo: 'a', nameEn: 'a', fromDay: '2027-01-01', dongs: ['x'] }
    expect(() => zoneChanges(wanted, [later], new Set(['x']))).toThrow('date-must-be-later')
  })
})

describe('zones for programs', () => {
  const send = (body: unknown, who = cookie) =>
    app.api('POST', '/api/desk/zones', body, who ? { cookie: who } : {})

  test('are written as on the page, and everyone reads those of a day', async () => {
    const body = { ...zone({ code: 'zone-7', fromDay: '2027-05-01', dongs: ['mullae'] }) }
    expect((await send(body, '')).status).toBe(401)
    expect((await send(body, (await app.as.officer('mayor')).cookie)).status).toBe(403)
    expect(await send(body)).toMatchObject({ status: 201, body: { code: 'zone-7' } })
    const on = async (day: string) =>
      (await app.api('GET', `/api/zones?on=${day}`)).body.items.filter(
        ({ dongCodes }: { dongCodes: string[] }) => dongCodes.includes('mullae'),
      )
    expect(await on('2027-05-01')).toMatchObject([{ code: 'zone-7', fromDay: '2027-05-01' }])
    expect(await on('2027-04-30')).not.toMatchObject([{ code: 'zone-7' }])
    const { body: all } = await app.api('GET', '/api/desk/zones', undefined, { cookie })
    expect(all.items.map(({ code }: { code: string }) => code)).toContain('zone-7')
  })

  test.each([
    ['a dong that is none', { dongs: ['gangnam'] }, 'dong-unknown'],
    ['no dong', { dongs: [] }, 'dong-unknown'],
    ['a day that does not exist', { fromDay: '2027-02-31' }, 'not-valid'],
  ])('are refused with %s', async (_what, changes, code) => {
    const { status, body } = await send(zone({ code: 'zone-8', ...changes }))
    expect(status).toBe(422)
    expect(body.code).toContain(code)
    expect((await app.api('GET', '/api/zones?on=never')).status).toBe(422)
  })
})

describe('a limit on gatherings', () => {
  const limit = (changes = {}) => ({
    fromDay: '2026-12-01',
    untilDay: '2026-12-31',
    seats: '2',
    reason: '감염병 확산',
    ...changes,
  })

  test('puts nobody out: it names the sittings over it, and newcomers wait', async () => {
    const hall = await anOpenHall(app, { limits: [['total', '', 5]] })
    for (let each = 0; each < 3; each += 1) await newcomer(app, hall)
    expect((await post('/desk/gathering-limits', limit())).status).toBe(303)
    const { html } = await app.page('/desk/gathering-limits', { cookie })
    expect(html).toContain('1명 넘침')
    expect(html).toContain(
      `/desk/town-halls/${hall.id}?sitting=${hall.sittingId}&amp;state=confirmed#parties`,
    )
    const late = await newcomer(app, hall)
    expect(late.answer.body).toMatchObject({ state: 'waiting', lacking: [{ kind: 'gathering' }] })
    expect((await app.page(`/desk/town-halls/${hall.id}`, { cookie })).html).toContain('모임 인원 제한')
  })

  test('is lifted, and who waited for it is offered a seat at once', async () => {
    const hall = await anOpenHall(app, { limits: [['total', '', 5]] })
    for (let each = 0; each < 3; each += 1) await newcomer(app, hall)
    expect((await statesOf(app, hall.sittingId)).map(({ state }) => state)).toEqual([
      'confirmed',
      'confirmed',
      'waiting',
    ])
    const { body } = await app.api('GET', '/api/desk/gathering-limits', undefined, { cookie })
    for (const { id } of body.items) await post(`/desk/gathering-limits/${id}/lifting`)
    expect((await statesOf(app, hall.sittingId)).map(({ state }) => state)).toEqual([
      'confirmed',
      'confirmed',
      'offered',
    ])
    expect((await post(`/desk/gathering-limits/${body.items[0].id}/lifting`)).status).toBe(404)
  })

  test('set while people register counts everyone before it and moves everyone after it', async () => {
    const startsAt = new Date('2027-02-10T10:00:00Z')
    const hall = await anOpenHall(app, { form: 'hybrid', startsAt, limits: [['total', '', 100]] })
    const crowd = Array.from({ length: 30 }, () => newcomer(app, hall))
    const days = { fromDay: '2027-02-10', untilDay: '2027-02-10' }
    const limits = Array.from({ length: 8 }, (_, more) =>
      post('/desk/gathering-limits', limit({ ...days, seats: String(4 + more) })),
    )
    expect((await Promise.all(limits)).map(({ status }) => status)).toEqual(Array(8).fill(303))
    await Promise.all(crowd)
    const rows = await app.deps
      .sql`select mode, moved_online as moved from parties where sitting_id = ${hall.sittingId} order by place`
    expect(rows).toHaveLength(30)
    const inHall = rows.findLastIndex(({ mode }) => mode === 'in-person') + 1
    expect(inHall).toBeGreaterThanOrEqual(4)
    expect(rows.slice(0, inHall).every(({ mode }) => mode === 'in-person')).toBe(true)
    expect(rows.slice(inHall).every(({ mode, moved }) => mode === 'online' && moved)).toBe(true)
    // Nobody was seated in the hall once a limit that it had reached was there.
    const { body } = await app.api('GET', '/api/desk/gathering-limits', undefined, { cookie })
    const set = body.items.filter(({ fromDay }: { fromDay: string }) => fromDay === days.fromDay)
    const lifted = set.map(({ id }: { id: number }) => post(`/desk/gathering-limits/${id}/lifting`))
    expect((await Promise.all(lifted)).map(({ status }) => status)).toEqual(Array(8).fill(303))
  })

  test.each([
    ['days in the wrong order', { untilDay: '2026-11-30' }, 'untilDay'],
    ['days that have passed', { fromDay: '2026-11-01', untilDay: '2026-11-02' }, 'untilDay'],
    ['no number', { seats: '' }, 'seats'],
    ['a number below nothing', { seats: '-1' }, 'seats'],
    ['no reason', { reason: '' }, 'reason'],
  ])('is refused with %s, and what was typed stays', async (_what, changes, field) => {
    const { status, html } = await post('/desk/gathering-limits', limit(changes))
    expect(status).toBe(422)
    expect(html).toContain(`href="#${field}"`)
    if (field !== 'reason') expect(html).toContain('감염병 확산')
  })
})
