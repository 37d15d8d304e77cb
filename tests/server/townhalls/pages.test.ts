import { describe, expect, test } from 'vitest'
import { eq } from 'drizzle-orm'
import { gatheringLimits, townHalls, zones } from '../../../server/townhalls/townhalls.tables.ts'
import { startApp } from '../../support/app.ts'
import { anOpenHall, closesAt, newcomer, openNow, opensAt, startsAt } from './seats.fixtures.ts'

const site = await startApp({ now: openNow })
const { page, api, deps, setNow } = site

/** What a page says, without its markup and data. */
const text = (html: string) =>
  html
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
const fresh = () => deps.pages.drop('')
const read = async (path: string) => {
  fresh()
  const answer = await page(path)
  return { ...answer, says: text(answer.html) }
}

describe('the page of a town hall', () => {
  test('is the same for everyone: no cookie, no token, cached, in three languages', async () => {
    const hall = await anOpenHall(site)
    const { cookie } = await site.as.resident()
    const [one, other] = [
      await page(`/town-halls/${hall.id}`),
      await page(`/town-halls/${hall.id}`, { cookie }),
    ]
    expect(one.html).toBe(other.html)
    expect(one.headers.get('set-cookie')).toBeNull()
    expect(one.headers.get('cache-control')).toContain('s-maxage=1')
    for (const lang of ['/en', '/zh']) expect((await page(`${lang}/town-halls/${hall.id}`)).status).toBe(200)
  })

  test('says before the button is pressed what pressing it does', async () => {
    const hall = await anOpenHall(site, { limits: [['total', '', 1]] })
    expect((await read(`/town-halls/${hall.id}`)).says).toContain('신청하기')
    await newcomer(site, hall)
    await newcomer(site, hall)
    const full = await read(`/town-halls/${hall.id}`)
    expect(full.says).toContain('대기 2번째로 신청하기')
    expect(full.says).toContain('1자리 가운데 1자리 참')
    expect(full.says).toContain('대기 1건')
  })

  test('shows seats of each dong, full ones as full, and keeps back who few registered', async () => {
    const limits = [
      ['total', '', 30],
      ['dong', 'yeoui', 1],
      ['dong', 'dorim', 20],
    ] as [never, string, number][]
    const hall = await anOpenHall(site, { limits, quotasOpenAt: new Date('2026-12-01T03:00:00Z') })
    await newcomer(site, hall, { dong: 'yeoui' })
    await newcomer(site, hall, { dong: 'dorim' })
    const { says } = await read(`/town-halls/${hall.id}`)
    expect(says).toContain('여의동, 1자리 가운데 다 참')
    expect(says).toContain('도림동, 20자리 가운데 16자리 이상 남음')
    expect(says).toContain('양평1동, 자리 없음')
    expect(says).toContain('12월 1일(화) 낮 12시부터는 다른 동의 빈자리도 대기 차례대로 드립니다')
  })

  test('says when registration opens, that it closed, that it is on, over or cancelled and why', async () => {
    const hall = await anOpenHall(site)
    const at = `/town-halls/${hall.id}`
    setNow(new Date(opensAt.getTime() - 1000))
    expect((await read(at)).says).toContain('11월 20일(금) 오전 9시부터 신청을 받습니다')
    setNow(closesAt)
    expect((await read(at)).says).toContain('참가 신청이 끝났습니다')
    setNow(openNow)
    const become = async (change: Partial<typeof townHalls.$inferInsert>) => {
      await deps.db.update(townHalls).set(change).where(eq(townHalls.id, hall.id))
      return (await read(at)).says
    }
    expect(await become({ state: 'live' })).toContain('지금 열리고 있습니다')
    expect(await become({ state: 'ended' })).toContain('0명이 왔습니다')
    expect(await become({ state: 'archived' })).toContain('기록 공개')
    const cancelled = await become({ state: 'cancelled', cancelReason: '태풍이 옵니다' })
    expect(cancelled).toContain('이 타운홀미팅은 열리지 않습니다')
    expect(cancelled).toContain('태풍이 옵니다')
    expect(cancelled).not.toContain('신청하기')
  })

  test('says the gathering limit of its day in words', async () => {
    const hall = await anOpenHall(site, { form: 'hybrid', limits: [['total', '', 100]] })
    const { officerId } = await site.as.officer('administrator')
    const [row] = await deps.db
      .insert(gatheringLimits)
      .values({
        fromDay: '2026-12-01',
        untilDay: '2026-12-31',
        seats: 49,
        reason: '감염병 예방',
        setBy: officerId,
        createdAt: openNow,
      })
      .returning()
    const { says } = await read(`/town-halls/${hall.id}`)
    expect(says).toContain('12월 10일(목)에는 모임 인원 제한이 있어 한곳에 49명까지만 모입니다(감염병 예방)')
    await deps.db.update(gatheringLimits).set({ liftedAt: openNow }).where(eq(gatheringLimits.id, row!.id))
  })

  test('of small groups gives each sitting its own seats', async () => {
    const hall = await anOpenHall(site, { form: 'small-groups', sittings: 2, limits: [['total', '', 12]] })
    await newcomer(site, hall)
    const { says } = await read(`/town-halls/${hall.id}`)
    expect(says).toMatch(/1회차 12월 10일\(목\) 저녁 7시 · 영등포아트홀 11자리 남음/)
    expect(says).toMatch(/2회차 12월 10일\(목\) 저녁 7시 · 영등포아트홀 12자리 남음/)
  })

  test('of a draft is not there, nor anything below it', async () => {
    const hall = await anOpenHall(site, { state: 'draft' })
    for (const below of ['', '/draw', '/questions', '/registrations/new'])
      expect((await read(`/town-halls/${hall.id}${below}`)).status).toBe(404)
    expect((await api('GET', `/api/town-halls/${hall.id}`)).status).toBe(404)
    for (const wrong of ['0', '-1', 'x', '99999999999999999999', '1e3'])
      expect((await read(`/town-halls/${wrong}`)).status).toBe(404)
  })
})

describe('the list of town halls', () => {
  test('shows open ones first, then those to come, by date; past ones with what became of them', async () => {
    await deps.db.update(townHalls).set({ state: 'draft', cancelReason: null })
    const later = { titleKo: '나중에 열림', startsAt: new Date(startsAt.getTime() + 86_400_000) }
    await anOpenHall(site, { titleKo: '곧 열림', registrationOpensAt: new Date('2026-11-26T00:00:00Z') })
    await anOpenHall(site, later)
    await anOpenHall(site, { titleKo: '끝난 것', state: 'ended' })
    const { says } = await read('/town-halls')
    const places = ['나중에 열림', '곧 열림', '지난 타운홀미팅', '끝난 것'].map((title) =>
      says.indexOf(title),
    )
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places).not.toContain(-1)
    expect(says).toContain('0명이 왔습니다')
  })

  test('pages past ones by cursor, each once; a cursor it did not give is refused', async () => {
    for (let at = 0; at < 25; at += 1) await anOpenHall(site, { titleKo: `지난 ${at}`, state: 'archived' })
    const first = await api('GET', '/api/town-halls?when=past')
    expect(first.body.items).toHaveLength(20)
    const second = await api('GET', `/api/town-halls?when=past&after=${first.body.next}`)
    const ids = [...first.body.items, ...second.body.items].map(({ id }: { id: number }) => id)
    expect(new Set(ids).size).toBe(26)
    expect(first.body.total).toBe(26)
    expect(second.body.next).toBeNull()
    expect((await page('/town-halls?after=tomorrow')).status).toBe(422)
    expect((await api('GET', '/api/town-halls?after=tomorrow')).status).toBe(422)
  })

  test('leads to the next ones from the first page', async () => {
    const { says } = await read('/')
    expect(says).toContain('다음 타운홀미팅')
    expect(says).toContain('나중에 열림')
  })
})

describe('the page of a draw', () => {
  test('shows the committed hash before it and how it is computed again after it', async () => {
    const seedHash = Buffer.alloc(32, 7)
    const hall = await anOpenHall(site, { admission: 'draw', seedHash, sealedSeed: deps.secrets.seal('s') })
    const before = await read(`/town-halls/${hall.id}/draw`)
    expect(before.says).toContain(seedHash.toString('hex'))
    expect(before.says).toContain('추첨할 때 공개합니다')
    await deps.db
      .update(townHalls)
      .set({ seed: 'the seed', drawnAt: closesAt })
      .where(eq(townHalls.id, hall.id))
    const after = await read(`/town-halls/${hall.id}/draw`)
    expect(after.says).toContain('the seed')
    expect(after.says).toContain('npm run -s draw')
  })

  test('is not there where seats go in order', async () => {
    const hall = await anOpenHall(site)
    expect((await read(`/town-halls/${hall.id}/draw`)).status).toBe(404)
  })
})

test('zones are those of the day of the town hall', async () => {
  await deps.db.insert(zones).values([
    { code: 'west', nameKo: '서부 권역', nameEn: 'West', dongCodes: ['yangpyeong1'], fromDay: '2026-01-01' },
    {
      code: 'old',
      nameKo: '옛 권역',
      nameEn: 'Old',
      dongCodes: ['yeoui'],
      fromDay: '2020-01-01',
      untilDay: '2026-01-01',
    },
  ])
  const hall = await anOpenHall(site, { limits: [['zone', 'west', 5]] })
  const { body } = await api('GET', `/api/town-halls/${hall.id}`)
  expect(body.zones.map(({ code }: { code: string }) => code)).toContain('west')
  expect(body.zones.map(({ code }: { code: string }) => code)).not.toContain('old')
})
