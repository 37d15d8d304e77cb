import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { petitions } from '../../../server/petitions/petitions.tables.ts'
import type { PetitionList } from '../../../shared/petitions.ts'
import { startApp } from '../../support/app.ts'
import { aPetition, day } from './listed.ts'

const now = new Date('2026-11-30T03:00:00Z')
const app = await startApp({ now })
const { deps } = app
const add = (about: Parameters<typeof aPetition>[1] = {}) => aPetition(deps, about)

async function search(q: string, more = 'stage=all') {
  deps.pages.drop('')
  const { status, body } = await app.api<PetitionList>(
    'GET',
    `/api/petitions?${more}&q=${encodeURIComponent(q)}`,
  )
  expect([q, status]).toEqual([q, 200])
  return body
}
const titles = async (q: string, more?: string) => (await search(q, more)).items.map(({ title }) => title)

/** Sent petitions stay: a test that begins anew hides what is there. */
beforeEach(async () => {
  await deps.db
    .update(petitions)
    .set({ hiddenAt: now, hiddenReason: '앞선 시험' })
    .where(sql`hidden_at is null`)
})

describe('a search finds', () => {
  test.each([
    '주차',
    '차',
    '불법 주차단속',
    '불법주차 단속',
    '불법주차단속',
    '단속을',
    '주차를 단속해 주세요',
    'ㅈㅊ ㄷㅅ',
    'ㅂㅂㅈㅊ',
    '불법'.normalize('NFD'),
    'qnfqjqwnck',
    '불법주ㅊ',
    '15',
    '15분',
    '새벽마다',
  ])('%s', async (q) => {
    await add({ title: '15분마다 불법 주차를 단속해 주세요', problem: '새벽마다 길이 막힙니다.' })
    await add({ title: '도림천에 그늘막을', problem: '여름에 덥습니다.', proposal: '그늘막' })
    expect(await titles(q)).toEqual(['15분마다 불법 주차를 단속해 주세요'])
  })

  test('a petition by its number, also without the zeros', async () => {
    await add({ number: '2019-0042', title: '이름으로는 못 찾는 글' })
    expect(await titles('2019-0042')).toEqual(['이름으로는 못 찾는 글'])
    expect(await titles('2019-42')).toEqual(['이름으로는 못 찾는 글'])
  })

  test('nothing that only looks like it, but while someone types what the syllable may become', async () => {
    await add({ title: '주찬이네 골목에 가로등을', problem: '어둡습니다' })
    await add({ title: '불법 주차 단속', problem: '막힙니다' })
    expect(await titles('골모')).toEqual([])
    expect(await titles('골모', 'stage=all&typing=yes')).toEqual(['주찬이네 골목에 가로등을'])
    expect(await titles('주차')).toEqual(['불법 주차 단속'])
    expect(await titles('불법주찯', 'stage=all&typing=yes')).toEqual(['불법 주차 단속'])
  })

  test('titles before texts, as typed before loosely, then the newest', async () => {
    const age = (days: number) => ({ openedAt: day(`2026-11-${String(28 - days).padStart(2, '0')}`) })
    await add({ title: '글에만 있는 말', problem: '주차장을 늘려 주세요', ...age(0) })
    await add({ title: '주차장 옆 나무', ...age(1) })
    await add({ title: '주차장을 늘려 주세요', ...age(9) })
    await add({ title: '공영주차장을 더', ...age(5) })
    expect(await titles('주차장을')).toEqual([
      '공영주차장을 더',
      '주차장을 늘려 주세요',
      '주차장 옆 나무',
      '글에만 있는 말',
    ])
  })

  test('through filters, with the passage and both marked, and page after page', async () => {
    for (let i = 0; i < 5; i += 1)
      await add({
        title: `가로등 ${i}`,
        problem: `골목이 어둡습니다. ${'길게 '.repeat(60)}가로등이 꺼져 있습니다.`,
        dongCodes: ['dorim'],
      })
    await add({ title: '가로등 여섯', dongCodes: ['yeoui'] })
    const first = await search('가로등', 'stage=all&dong=dorim&limit=2')
    const [item] = first.items
    expect(item!.marks!.title.map(({ from, to }) => item!.title.slice(from, to))).toEqual(['가로등'])
    expect(item!.excerpt.startsWith('…')).toBe(true)
    expect(item!.marks!.excerpt.map(({ from, to }) => item!.excerpt.slice(from, to))).toEqual(['가로등'])
    const second = await search('가로등', `stage=all&dong=dorim&limit=2&after=${first.next}`)
    const third = await search('가로등', `stage=all&dong=dorim&limit=2&after=${second.next}`)
    expect([first.total, second.total, third.next]).toEqual([5, 5, null])
    const all = [first, second, third].flatMap(({ items }) => items.map(({ number }) => number))
    expect(new Set(all).size).toBe(5)
  })

  test('on the other keyboard, saying so, on the next page too', async () => {
    for (let i = 0; i < 3; i += 1) await add({ title: `주차장 ${i}` })
    const first = await search('wnckwkd', 'stage=all&limit=2')
    expect(first).toMatchObject({ readAs: '주차장', total: 3 })
    expect((await search('wnckwkd', `stage=all&limit=2&after=${first.next}`)).items).toHaveLength(1)
    await add({ title: 'CCTV 설치' })
    const own = await search('cctv')
    expect(own).toMatchObject({ total: 1 })
    expect(own.readAs).toBeUndefined()
  })

  test('nothing where it was hidden, withheld or not public yet, and all of it again when it is shown', async () => {
    const { id } = await add({ title: '숨긴 이야기 코끼리' })
    await add({ title: '접수한 코끼리', state: 'received', openedAt: null })
    await add({ title: '코끼리 씨를 벌주세요', state: 'rejected', openedAt: null, groundCode: 'privacy' })
    const hide = (hiddenAt: Date | null) =>
      deps.db
        .update(petitions)
        .set({ hiddenAt, hiddenReason: hiddenAt && '확인 중' })
        .where(sql`id = ${id}`)
    expect(await titles('코끼리')).toEqual(['숨긴 이야기 코끼리'])
    await hide(now)
    expect(await titles('코끼리')).toEqual([])
    await hide(null)
    expect(await titles('코끼리')).toEqual(['숨긴 이야기 코끼리'])
    await deps.db.execute(sql`update rejection_grounds set text_public = true where code = 'privacy'`)
    expect(await titles('코끼리')).toHaveLength(2)
    await deps.db.execute(sql`update rejection_grounds set text_public = false where code = 'privacy'`)
    expect(await titles('코끼리')).toHaveLength(1)
  })

  test('what is collecting only until it closes', async () => {
    await add({ title: '어제 닫힌 다람쥐', closesAt: day('2026-11-29') })
    expect(await titles('다람쥐', 'stage=collecting')).toEqual([])
    expect(await search('다람쥐', 'stage=collecting')).toMatchObject({ total: 0, unfiltered: 1 })
  })
})

describe('whatever is typed', () => {
  test.each([
    '%',
    '_',
    `'; drop table petitions; --`,
    '"주차',
    '\\',
    '.*',
    '(a+)+$',
    '{1,2}',
    '[[',
    '👨‍👩‍👧‍👦',
    'ㅡ',
    'null',
    '<script>alert(1)</script>',
    '가'.repeat(100),
    'a '.repeat(50).trim(),
    '\u200b\u3000',
  ])('%s is answered', async (q) => {
    await add({ title: '보통 제목' })
    expect((await search(q)).items).toEqual([])
  })

  test('signs mean themselves', async () => {
    await add({ title: '100% 전기 버스', problem: '매연이 심합니다' })
    expect(await titles('100%')).toHaveLength(1)
    expect(await titles('1__%')).toEqual([])
  })

  test('what is too long or unreadable is refused clearly: the API with a problem, the page with a sentence', async () => {
    for (const q of ['가'.repeat(101), 'a'.repeat(10_000), '주차\u0000', '주차\u0007']) {
      const { status, body } = await app.api('GET', `/api/petitions?q=${encodeURIComponent(q)}`)
      expect([status, body.code]).toEqual([422, 'not-valid'])
      const page = await app.page(`/petitions?q=${encodeURIComponent(q)}`)
      expect(page.status).toBe(422)
    }
  })

  test('a place in another list or search is not known', async () => {
    for (let i = 0; i < 3; i += 1) await add({ title: `가로등 ${i}` })
    const { next } = await search('가로등', 'stage=all&limit=2')
    for (const query of [`stage=all&after=${next}`, `stage=collecting&q=a&after=${next}`]) {
      const { body } = await app.api('GET', `/api/petitions?${query}`)
      expect(body.code).toBe('cursor-unknown')
    }
  })
})
