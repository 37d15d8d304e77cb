import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { foldTallies, tallies } from '../../../server/petitions/reading/tallies.queries.ts'
import { petitions } from '../../../server/petitions/petitions.tables.ts'
import type { PetitionList } from '../../../shared/petitions.ts'
import { startApp } from '../../support/app.ts'
import { aPetition, day } from './listed.ts'

const now = new Date('2026-11-30T03:00:00Z')
const app = await startApp({ now })
const { deps } = app
const add = (about: Parameters<typeof aPetition>[1] = {}, online = 0) => aPetition(deps, about, online)

async function list(query: string) {
  deps.pages.drop('')
  const { status, body } = await app.api<PetitionList>('GET', `/api/petitions?${query}`)
  expect(status).toBe(200)
  return body
}
const numbers = async (query: string) => (await list(query)).items.map(({ number }) => number)

/** Sent petitions stay: a test that begins anew hides what is there. */
beforeEach(async () => {
  await deps.db
    .update(petitions)
    .set({ hiddenAt: now, hiddenReason: '앞선 시험' })
    .where(sql`hidden_at is null`)
})

const rejected = { state: 'rejected', openedAt: null, groundCode: 'in-court' } as const
const withdrawnEarly = { state: 'withdrawn', openedAt: null } as const
const answered = { state: 'closed', response: 'answered', responseKind: 'mayor' } as const

describe('the stages of the list', () => {
  test('are filters: a petition collects and awaits an answer at once', async () => {
    const due = { response: 'due', responseKind: 'mayor', responseDueAt: day('2026-12-20') } as const
    const both = await add(due, 1046)
    const over = await add({ closesAt: day('2026-11-29') })
    const ended = await add(rejected)
    const done = await add({ ...answered, answeredAt: day('2026-11-28') })
    await add({ state: 'received', openedAt: null })
    await add(withdrawnEarly)
    expect(await numbers('')).toEqual([both.number])
    expect(await numbers('stage=awaiting')).toEqual([both.number])
    expect(await numbers('stage=answered')).toEqual([done.number])
    expect(await numbers('stage=ended')).toEqual([ended.number])
    expect((await numbers('stage=all')).toSorted()).toEqual(
      [both, over, ended, done].map(({ number }) => number).toSorted(),
    )
  })

  test('leave out what is hidden, at once, and count it no longer', async () => {
    const { id, number } = await add()
    await add()
    expect(await list('')).toMatchObject({ total: 2 })
    await deps.db
      .update(petitions)
      .set({ hiddenAt: now, hiddenReason: '확인하고 있습니다' })
      .where(sql`id = ${id}`)
    const after = await list('')
    expect(after.total).toBe(1)
    expect(after.items.map((item) => item.number)).not.toContain(number)
  })

  test('keep back the words of what was rejected on a ground that withholds them, from search too', async () => {
    await add({ ...rejected, groundCode: 'privacy', title: '홍길동 씨를 벌주세요' })
    const { items } = await list('stage=ended')
    expect(items[0]).toMatchObject({ title: '내용을 공개하지 않는 청원', excerpt: '' })
    expect(await numbers(`stage=ended&q=${encodeURIComponent('홍길동')}`)).toEqual([])
  })
})

describe('the order of the list', () => {
  test.each([
    ['newest', ['young', 'mid', 'old']],
    ['most', ['mid', 'old', 'young']],
    ['closing', ['old', 'young', 'mid']],
    ['rising', ['old', 'mid', 'young']],
  ])('%s first', async (sort, expected) => {
    const rows = {
      old: { openedAt: day('2026-11-05'), closesAt: day('2026-12-05'), rankTotal: 20, rankRising: 9 },
      mid: { openedAt: day('2026-11-15'), closesAt: day('2026-12-25'), rankTotal: 30, rankRising: 8 },
      young: { openedAt: day('2026-11-25'), closesAt: day('2026-12-15'), rankTotal: 10, rankRising: 1 },
    }
    const names = new Map<string, string>()
    for (const [name, row] of Object.entries(rows)) names.set((await add(row)).number, name)
    expect((await numbers(`sort=${sort}`)).map((number) => names.get(number))).toEqual(expected)
  })

  test('goes on from page to page without a gap or a repeat, also where many are equal', async () => {
    const all = []
    for (let i = 0; i < 7; i += 1) all.push((await add({ rankTotal: i % 2 })).number)
    for (const sort of ['newest', 'most', 'closing', 'rising']) {
      const seen: string[] = []
      let after = ''
      do {
        const page = await list(`sort=${sort}&limit=3${after && `&after=${after}`}`)
        seen.push(...page.items.map(({ number }) => number))
        after = page.next ?? ''
      } while (after !== '')
      expect(seen.toSorted()).toEqual(all.toSorted())
    }
  })

  test.each(['zzz', '%00', 'e30', Buffer.from('["collecting","most",1,1]').toString('base64url')])(
    'answers a broken place %s clearly: the API refuses, the page begins anew and says so',
    async (after) => {
      await add()
      const { status, body } = await app.api('GET', `/api/petitions?after=${after}`)
      expect(status).toBe(422)
      expect(['cursor-unknown', 'not-valid']).toContain(body.code)
      const page = await app.page(`/petitions?after=${after}`)
      expect(page.status).toBe(422)
      expect(page.html).toContain('밤길에 조명을')
    },
  )
})

describe('filters and search', () => {
  test('combine, and every count is the length of its list', async () => {
    await add({ dongCodes: ['dorim', 'daerim3'] })
    await add({ dongCodes: ['dorim'], categoryCode: 'city' })
    await add({ categoryCode: null })
    for (const query of [
      '',
      'dong=dorim',
      'dong=daerim3',
      'category=city',
      'category=city&dong=dorim',
      'dong=yeoui',
    ]) {
      const { items, total } = await list(query)
      expect([query, total]).toEqual([query, items.length])
    }
    expect((await list('category=city&dong=dorim')).total).toBe(1)
  })

  test('finds every word in title or text, typed in any form, and takes signs as they are', async () => {
    const { number } = await add({ title: '도림천 산책로에 조명을', problem: '100% 어둡습니다' })
    await add()
    const find = (q: string) => numbers(`q=${encodeURIComponent(q)}`)
    expect(await find('도림천')).toEqual([number])
    expect(await find('도림천'.normalize('NFD'))).toEqual([number])
    expect(await find('  조명   도림 ')).toEqual([number])
    expect(await find('100%')).toEqual([number])
    expect(await find('1__%')).toEqual([])
    expect(await find("'; drop table petitions; --")).toEqual([])
    expect((await list(`q=${encodeURIComponent('조명')}`)).total).toBe(2)
  })

  test('an address with something unknown shows the first list and says so', async () => {
    const { number } = await add()
    const page = await app.page('/petitions?sort=most&stage=nonsense')
    expect(page.status).toBe(422)
    expect(page.html).toContain(number)
    expect((await app.api('GET', '/api/petitions?stage=nonsense')).body.code).toBe('not-valid')
    const stray = await app.page('/petitions?utm_source=x&stage=all')
    expect([stray.status, stray.location]).toEqual([308, '/petitions?stage=all'])
  })

  test('an empty list says what to do', async () => {
    const none = await app.page(`/petitions?q=${encodeURIComponent('자전거거치대')}`)
    expect(none.html).toContain('‘자전거거치대’ 청원은 아직 없습니다')
    expect(none.html).toContain('/petitions/new')
  })
})

describe('the kept counts', () => {
  test('follow every change, and are the same after they were summed up', async () => {
    const { id } = await add({ dongCodes: ['yeoui'] })
    const before = await tallies(deps.db)
    for (let i = 0; i < 30; i += 1) {
      await deps.db
        .update(petitions)
        .set(i % 2 ? { state: 'open', closedAt: null } : { state: 'closed', closedAt: now })
        .where(sql`id = ${id}`)
    }
    const sorted = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).toSorted()
    expect(sorted(await tallies(deps.db))).toEqual(sorted(before))
    await foldTallies(deps.db, 0)
    await Promise.all([foldTallies(deps.db, 0), foldTallies(deps.db, 0), add()])
    const rows = await deps.db.execute<{ stage: string; found: number; counted: number }>(sql`
      select stage, (select count(*)::int from petitions p where stage = any(list_stages(p.state, p.response, p.hidden_at is not null, p.opened_at is not null))) as found,
        (select sum(count)::int from petition_tallies t where t.stage = stages.stage and t.dong = '') as counted
      from unnest(array['collecting', 'all']) as stages (stage)`)
    for (const { found, counted } of rows) expect(counted).toBe(found)
  })

  test('serve the tabs of the page', async () => {
    await add()
    await add({ ...answered, answeredAt: day('2026-11-28') })
    deps.pages.drop('')
    const { html } = await app.page('/petitions')
    expect(html.replace(/<!--.*?-->/g, '')).toMatch(/모두<small class="num">2<\/small>/)
  })
})

describe('the answer itself', () => {
  test('may be kept a second by caches, has an ETag, and is 304 for who has it', async () => {
    await add()
    const first = await app.api('GET', '/api/petitions')
    expect(first.headers.get('cache-control')).toContain('s-maxage=1')
    expect(first.headers.get('vary')).toContain('accept-language')
    const etag = first.headers.get('etag')!
    const again = await app.api('GET', '/api/petitions', undefined, { headers: { 'if-none-match': etag } })
    expect([again.status, again.body]).toEqual([304, ''])
  })
})
