import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { answers, commitments } from '../../../server/petitions/answers/answers.tables.ts'
import { endorsements, petitionMoves, petitions } from '../../../server/petitions/petitions.tables.ts'
import { departments } from '../../../server/settings/settings.tables.ts'
import type { Petition } from '../../../shared/petitions.ts'
import { startApp } from '../../support/app.ts'
import { keyOf } from './fixtures.ts'
import { aPetition, day } from './listed.ts'

const now = new Date('2026-11-30T03:00:00Z')
const app = await startApp({ now })
const { deps } = app
const add = (about: Parameters<typeof aPetition>[1] = {}, online = 0) => aPetition(deps, about, online)
const read = (number: string) => app.api<Petition>('GET', `/api/petitions/${number}`)
const show = (number: string, lang = '') => app.page(`${lang}/petitions/${number}`)
/** What a reader sees, without the comments that bind it to the script. */
const seen = (html: string) => html.replace(/<!--.*?-->/g, '')

describe('a petition before it is public', () => {
  test.each(['draft', 'received', 'supplement_requested'] as const)('%s has no page', async (state) => {
    const { number } = await add({ state, openedAt: null, ...(state === 'draft' && { number: null }) })
    const asked = state === 'draft' ? '2026-0000' : number
    expect((await show(asked)).status).toBe(404)
    expect(await read(asked)).toMatchObject({ status: 404, body: { code: 'not-found' } })
    expect((await app.api('GET', `/api/petitions/${asked}/total`)).status).toBe(404)
  })

  test.each(['0', '2026-1', "2026-0001'", '%F0%9F%99%82'])('%s is no number', async (number) => {
    expect((await show(number)).status).toBe(404)
    expect((await app.api('GET', `/api/petitions/${number}`)).status).toBe(404)
  })
})

describe('the words of a petition', () => {
  test('arrive as they were written: lines, quotes, markup, any script', async () => {
    const problem =
      '첫 줄\n둘째 줄\n\n</script><script>alert("1")</script> “따옴표” & \'\'\n👩‍👩‍👧 한글 العربية 漢字 Z͑ͫ̓ͪ̂'
    const { number } = await add({ problem, title: '<b>굵게</b> & "따옴표"' })
    const { body } = await read(number)
    expect(body.text).toEqual({ problem, proposal: '조명을 놓아 주세요', effect: '' })
    expect(body.title).toBe('<b>굵게</b> & "따옴표"')
    const { html } = await show(number)
    expect(html).not.toContain('<b>굵게')
    expect(html).not.toContain('<script>alert')
    expect(html).toContain('👩‍👩‍👧 한글 العربية 漢字 Z͑ͫ̓ͪ̂')
  })

  test('of 20,000 letters stay whole', async () => {
    const problem = '아주긴글'.repeat(5000)
    const { number } = await add({ problem })
    expect((await read(number)).body.text?.problem).toBe(problem)
    expect((await show(number)).html).toContain(problem)
  })
})

describe('what is kept back', () => {
  const secret = '아무도 읽으면 안 되는 말'
  const about = { title: secret, problem: secret, proposal: secret, effect: secret }

  test('a hidden petition shows its reason only, from the next view on; shown again it is whole', async () => {
    const { id, number } = await add(about)
    expect((await show(number)).html).toContain(secret)
    const hide = (hiddenAt: Date | null) =>
      deps.db
        .update(petitions)
        .set({ hiddenAt, hiddenReason: hiddenAt && '집 주소가 있어 가렸습니다' })
        .where(eq(petitions.id, id))
    await hide(now)
    deps.pages.drop(number)
    const page = await show(number)
    expect([page.status, page.html.includes(secret)]).toEqual([200, false])
    expect(page.html).toContain('집 주소가 있어 가렸습니다')
    const { body } = await read(number)
    expect(body).toMatchObject({ text: null, author: null, history: [], hidden: { removed: false } })
    expect(JSON.stringify(body)).not.toContain(secret)
    await hide(null)
    deps.pages.drop(number)
    expect((await show(number)).html).toContain(secret)
  })

  test('a removed one is gone, with the reason', async () => {
    const { number } = await add({ ...about, hiddenAt: now, hiddenReason: '법원의 결정', removed: true })
    const page = await show(number)
    expect([page.status, page.html.includes(secret)]).toEqual([410, false])
    expect(page.html).toContain('법원의 결정')
    expect(await read(number)).toMatchObject({ status: 410, body: { code: 'gone' } })
    expect((await app.api('GET', `/api/petitions/${number}/total`)).status).toBe(410)
  })

  test('a rejection is public; its words only where the ground keeps them so', async () => {
    const rejected = { ...about, state: 'rejected', openedAt: null, decisionNote: '까닭을 적습니다' } as const
    const open = await add({ ...rejected, groundCode: 'in-court' })
    const kept = await add({ ...rejected, groundCode: 'privacy' })
    expect((await show(open.number)).html).toContain(secret)
    const page = await show(kept.number)
    expect([page.status, page.html.includes(secret)]).toEqual([200, false])
    expect(page.html).toContain('까닭을 적습니다')
    const { body } = await read(kept.number)
    expect(body).toMatchObject({ text: null, title: '내용을 공개하지 않는 청원' })
    expect(body.ground?.remedyKo).toBeTruthy()
  })

  test('what its author took back before anyone read it has a page without words', async () => {
    const { number } = await add({ ...about, state: 'withdrawn', openedAt: null })
    const { status, html } = await show(number)
    expect([status, html.includes(secret)]).toEqual([200, false])
  })

  test('what officers note among themselves never leaves the desk', async () => {
    const { id, number } = await add({ decisionNote: '보완을 부탁드렸던 글' })
    await deps.db.insert(petitionMoves).values({
      petitionId: id,
      at: day('2026-11-24'),
      move: 'publish',
      internalNote: secret,
      publicNote: '공개',
    })
    const { body } = await read(number)
    expect(JSON.stringify(body)).not.toContain(secret)
    expect(body.note).toBeNull()
    expect(body.history).toEqual([{ at: day('2026-11-24').toISOString(), move: 'publish', note: '공개' }])
  })
})

describe('the numbers of a petition', () => {
  test('by day and level sum to the total; small dongs are one sum', async () => {
    const { id, number } = await add({}, 13)
    const rows = Array.from({ length: 13 }, (_, i) => ({
      petitionId: id,
      personKey: keyOf(`${number} ${i}`),
      dong: i < 6 ? 'yeoui' : i < 11 ? 'dorim' : i === 11 ? 'mullae' : null,
      level: i % 2,
      route: 'online' as const,
      endorsedAt: i < 4 ? new Date('2026-11-25T14:59:59Z') : new Date('2026-11-25T15:00:00Z'),
      ordinal: i + 1,
    }))
    await deps.db
      .insert(endorsements)
      .values([
        ...rows,
        { ...rows[0]!, personKey: keyOf(`${number} gone`), withdrawnAt: now },
        { ...rows[0]!, personKey: keyOf(`${number} bad`), invalidatedAt: now, invalidReason: 'fraud' },
      ])
    const { body } = await read(number)
    // Midnight in Seoul parts the days.
    expect(body.byDay).toEqual([
      { day: '2026-11-25', count: 4 },
      { day: '2026-11-26', count: 9 },
    ])
    expect(body.byLevel).toEqual([
      { level: 1, count: 6 },
      { level: 0, count: 7 },
    ])
    expect(body.byDong).toEqual([
      { dong: 'yeoui', count: 6 },
      { dong: null, count: 7 },
    ])
    expect(body.total).toBe(13)
  })

  test('are right in the next answer after an endorsement, and the living number says so too', async () => {
    const { number } = await add()
    const { cookie } = await app.as.resident()
    await app.api('POST', `/api/petitions/${number}/endorsements`, undefined, { cookie })
    deps.pages.drop(number)
    expect((await read(number)).body).toMatchObject({ total: 1, byDay: [{ count: 1 }] })
    const total = await app.api('GET', `/api/petitions/${number}/total`)
    expect(total.body).toEqual({ total: 1, established: false, collecting: true })
    const etag = total.headers.get('etag')!
    const again = await app.api('GET', `/api/petitions/${number}/total`, undefined, {
      headers: { 'if-none-match': etag },
    })
    expect(again.status).toBe(304)
  })
})

describe('the page', () => {
  test('is the same for everyone: no cookie, nothing of the reader, one act without a token', async () => {
    const { number } = await add()
    const { cookie } = await app.as.resident()
    const [visitor, resident] = [await show(number), await app.page(`/petitions/${number}`, { cookie })]
    expect(resident.html).toBe(visitor.html)
    expect(visitor.headers.get('set-cookie')).toBeNull()
    expect(visitor.headers.get('cache-control')).toContain('s-maxage=1')
    expect(visitor.html).toContain(`action="/petitions/${number}/endorsements"`)
  })

  test('tells what happens next and by when, in each language', async () => {
    const { number } = await add({}, 640)
    const { html } = await show(number)
    // 360 are missing over the 24 days to midnight of 24 December; ten days on, 3 January, is a Sunday.
    expect(seen(html)).toContain('남은 24일 동안 하루 15명이 더 공감하면 구청장이 답합니다.')
    expect(seen(html)).toContain('12월 24일(목) 밤 12시 마감')
    expect(seen(html)).toContain('1월 4일(월)까지')
    expect((await show(number, '/en')).html).toContain('What happens next')
    expect((await show(number, '/zh')).html).toContain('接下来会这样')
  })

  test('of an answered petition gives the answer, its video and its promises; drafts of answers stay inside', async () => {
    const asked = { state: 'closed', response: 'answered', responseKind: 'mayor' } as const
    const dates = { responseDueAt: new Date('2026-11-28T15:00:00Z'), answeredAt: day('2026-11-27') }
    const { id, number } = await add({ ...asked, ...dates }, 1284)
    const [department] = await deps.db.select().from(departments).limit(1)
    const [one, other] = [await app.as.officer('department'), await app.as.officer('mayor')]
    const written = {
      petitionId: id,
      kind: 'mayor' as const,
      version: 1,
      transcript: '원고입니다',
      departmentId: department!.id,
      draftedBy: one.officerId,
      createdAt: now,
      updatedAt: now,
    }
    const [given] = await deps.db
      .insert(answers)
      .values([
        {
          ...written,
          interim: false,
          state: 'published',
          title: '내년 1월부터 엽니다',
          body: '두 분을 더 모시겠습니다.',
          videoLink: 'https://youtu.be/abc',
          approvedBy: other.officerId,
          approvedVersion: 1,
          publishedAt: dates.answeredAt,
        },
        { ...written, interim: true, state: 'draft', title: '아직 쓰는 중', body: '초안' },
      ])
      .returning({ id: answers.id })
    await deps.db.insert(commitments).values({
      answerId: given!.id,
      position: 0,
      text: '예산을 넣는다',
      departmentId: department!.id,
      dueAt: day('2027-01-05'),
    })
    const { html } = await show(number)
    expect(html).toContain('기한보다 1일 먼저 답함')
    expect(html).toContain('https://youtu.be/abc')
    expect(html).toContain('예산을 넣는다')
    expect(html).not.toContain('아직 쓰는 중')
    expect(html).not.toContain(`action="/petitions/${number}/endorsements"`)
    expect((await read(number)).body.answers).toMatchObject([{ title: '내년 1월부터 엽니다' }])
  })

  test('of a merged petition leads to the first', async () => {
    const first = await add({ title: '먼저 낸 청원입니다' })
    const { number } = await add({ state: 'merged', openedAt: null, mergedInto: first.id })
    expect((await show(number)).html).toContain(`href="/petitions/${first.number}"`)
    expect((await read(number)).body.mergedInto).toBe(first.number)
  })

  test('of a late answer says how late, with its date', async () => {
    const late = { state: 'closed', response: 'due', responseKind: 'department' } as const
    const { number } = await add({ ...late, responseDueAt: new Date('2026-11-27T15:00:00Z') })
    expect((await show(number)).html).toContain('11월 27일(금)까지 답하기로 했습니다. 3일 지났습니다.')
  })
})

describe('following', () => {
  test('has a page of its own, for those who did not endorse too', async () => {
    const { number } = await add()
    const { cookie } = await app.as.resident()
    const path = `/petitions/${number}/subscription`
    expect((await app.page(path, { cookie })).status).toBe(200)
    const saved = await app.page(path, { cookie, form: { onAnswer: 'true' } })
    expect([saved.status, saved.location]).toEqual([303, path])
    expect((await app.page(path, { cookie })).html).toMatch(/name="onAnswer"[^>]*checked/)
  })
})
