import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { startApp } from '../../support/app.ts'
import { aFiling, aForm, codeFor, tuesday } from './filing.fixtures.ts'

const app = await startApp({ now: tuesday })
const { sql } = app.deps

/** The first cookie that an answer sets, as a `Cookie` header value. */
const cookieOf = (headers: Headers) => headers.getSetCookie()[0]!.split(';')[0]!
const versionIn = (html: string) => /name="version" value="([\w-]*)"/.exec(html)![1]!
const draftOf = (location: string | null) => /[0-9a-f-]{36}/.exec(location!)![0]

describe('the first step', () => {
  test('says what is a petition here, a complaint, a statutory petition, and how to file by phone', async () => {
    const { status, html } = await app.page('/petitions/new')
    expect(status).toBe(200)
    for (const word of ['eungdapso.seoul.go.kr', 'cheongwon.go.kr', '02-2670-3114', '근무일로 7일'])
      expect(html).toContain(word)
    expect((await app.page('/en/petitions/new')).html).toContain('Within 7 working days')
    expect((await app.page('/zh/petitions/new')).html).toContain('7个工作日')
  })
})

describe('a visitor without scripts', () => {
  const email = 'haneul@example.kr'

  test('writes, looks, proves an address and files; nothing typed is lost on the way', async () => {
    const start = await app.page('/petitions/new/write')
    expect(start.status).toBe(303)
    const path = `/petitions/new/${draftOf(start.location)}`
    expect((await app.page(path)).html).toContain('무엇을 바꾸고 싶으세요?')

    const look = await app.page(path, { form: aForm })
    expect(look).toMatchObject({ status: 200 })
    expect(look.html).toContain('홍*동 님의 청원')
    expect(look.html).toContain('12월 3일(목)까지')
    expect(look.headers.get('cache-control')).toBe('no-store')

    const wrongAddress = await app.page(path, { form: { ...aForm, act: 'code', email: 'haneul' } })
    expect(wrongAddress.status).toBe(422)
    expect(wrongAddress.html).toContain(aFiling.proposal)

    const sent = await app.page(path, { form: { ...aForm, act: 'code', email } })
    expect(sent.html).toContain(`${email}로 보냈습니다`)
    const wrongCode = await app.page(path, { form: { ...aForm, act: 'enter', email, code: '000000' } })
    expect(wrongCode.status).toBe(422)
    expect(wrongCode.html).toContain(aFiling.proposal)

    const code = await codeFor(app, email)
    const entered = await app.page(path, { form: { ...aForm, act: 'enter', email, code } })
    expect(entered).toMatchObject({ status: 303, location: `${path}/look` })
    const cookie = cookieOf(entered.headers)

    const mine = await app.page(`${path}/look`, { cookie })
    expect(mine.html).toContain(aFiling.title)
    const version = versionIn(mine.html)
    const untold = await app.page(`${path}/look`, { cookie, form: { version } })
    expect(untold.status).toBe(422)
    expect(untold.html).toContain('id="overFourteen"')

    const about = {
      belonging: 'lives',
      dong: 'daerim3',
      overFourteen: 'true',
      identity: 'true',
      sensitive: 'true',
    }
    const filed = await app.page(`${path}/look`, { cookie, form: { version, ...about } })
    expect(filed).toMatchObject({
      status: 303,
      location: expect.stringMatching(/^\/petitions\/2026-\d{4}\/receipt$/),
    })
    const receipt = await app.page(filed.location!, { cookie })
    expect(receipt.headers.get('cache-control')).toBe('no-store')
    expect(receipt.html).toContain(filed.location!.split('/')[2]!)
    expect(receipt.html).toContain('h***@example.kr')

    const again = await app.page(`${path}/look`, { cookie, form: { version, ...about } })
    expect(again).toMatchObject({ status: 303, location: filed.location })
    expect((await app.page(path, { cookie })).location).toBe(filed.location)
  })

  test('goes back to the text with everything in it', async () => {
    const back = await app.page(`/petitions/new/${randomUUID()}`, { form: { ...aForm, act: 'edit' } })
    expect(back.status).toBe(200)
    for (const text of [aFiling.title, aFiling.proposal, aFiling.displayName])
      expect(back.html).toContain(text)
    expect(back.html).toMatch(/value="daerim3" checked/)
  })

  test('whose address is taken by another’s text gets a new one when signed in', async () => {
    const draftId = randomUUID()
    const { cookie } = await app.as.resident()
    await app.api('PUT', `/api/petitions/drafts/${draftId}`, { title: '남의 글' }, { cookie })
    const path = `/petitions/new/${draftId}`
    const other = 'other@example.kr'
    await app.page(path, { form: { ...aForm, act: 'code', email: other } })
    const code = await codeFor(app, other)
    const entered = await app.page(path, { form: { ...aForm, act: 'enter', email: other, code } })
    expect(entered.status).toBe(303)
    expect(draftOf(entered.location)).not.toBe(draftId)
    const look = await app.page(entered.location!, { cookie: cookieOf(entered.headers) })
    expect(look.html).toContain(aFiling.title)
  })
})

describe('what is wrong comes back as the page with everything typed', () => {
  const wrong: [string, Record<string, string | string[]>, string][] = [
    ['no title', { title: '' }, '제목을 써 주세요.'],
    ['no category', { category: '' }, '분야를 골라 주세요.'],
    ['an unknown category', { category: 'space' }, '지금은 쓰지 않는 분야입니다'],
    ['no proposal', { proposal: ' \n ' }, '바라는 것을 한 가지 이상 써 주세요.'],
    ['no dong', { dongs: [] }, '어느 동의 일인지 골라 주세요.'],
    ['an unknown dong', { dongs: ['singil2'] }, '영등포구에 없는 동이 섞여 있습니다.'],
    ['no name', { displayName: '' }, '이름을 써 주세요.'],
    ['a text that is too long', { problem: '가'.repeat(20_001) }, '20,000자까지'],
    ['300 KB', { problem: 'x'.repeat(300 * 1024) }, '20,000자까지'],
    ['a control character', { effect: '밝아\u0007집니다' }, '읽을 수 없는 글자가'],
  ]
  test.each(wrong)('%s', async (_name, change, sentence) => {
    const typed = { ...aForm, effect: '밤에도 안심하고 걷습니다', ...change }
    const { cookie } = await app.as.resident()
    for (const who of ['', cookie]) {
      const answer = await app.page(`/petitions/new/${randomUUID()}`, { cookie: who, form: typed })
      expect(answer.status).toBe(422)
      expect(answer.html).toContain(sentence)
      expect(answer.html).toContain('role="alert"')
      for (const field of ['title', 'proposal', 'displayName'] as const)
        expect(answer.html).toContain(String(typed[field]).trim())
      expect(answer.html.length).toBeGreaterThan(String(typed.problem).length)
    }
  })

  test('in the page’s language, with the language kept', async () => {
    const answer = await app.page(`/en/petitions/new/${randomUUID()}`, { form: { act: 'look' } })
    expect(answer.status).toBe(422)
    expect(answer.html).toContain('Please write a title.')
    expect(answer.html).toContain('action="/en/petitions/new/')
  })

  test('nothing typed can become code', async () => {
    const title = '"><script>alert(1)</script></textarea>'
    const { html } = await app.page(`/petitions/new/${randomUUID()}`, {
      form: { ...aForm, title, category: '' },
    })
    expect(html).not.toContain('<script>alert')
  })

  test('an address that is no draft, and a body of 2 MB', async () => {
    expect((await app.page('/petitions/new/1')).status).toBe(404)
    expect((await app.page('/petitions/new/1', { form: aForm })).status).toBe(404)
    const big = { ...aForm, problem: 'x'.repeat(2 * 1024 * 1024) }
    const answer = await app.page(`/petitions/new/${randomUUID()}`, { form: big })
    expect(answer.status).toBe(413)
    expect(answer.html).toContain('너무 큽니다')
  })
})

describe('a draft', () => {
  const put = (
    cookie: string,
    draftId: string,
    text: Record<string, unknown>,
    version: string | null = null,
  ) => app.api('PUT', `/api/petitions/drafts/${draftId}`, { ...text, version }, { cookie })

  test('is kept as typed, whatever is missing, and sealed where it names someone', async () => {
    const { cookie } = await app.as.resident()
    const draftId = randomUUID()
    const text = { title: '조명', dongs: ['all'], displayName: '홍길동' }
    const { status, body } = await put(cookie, draftId, text)
    expect(status).toBe(200)
    const kept = await app.api('GET', `/api/petitions/drafts/${draftId}`, undefined, { cookie })
    expect(kept.body).toMatchObject({ text, version: body.version })
    const [row] =
      await sql`select author_shown, sealed_contact, number from petitions where draft_id = ${draftId}`
    expect(row!.author_shown).toBeNull()
    expect(Buffer.from(row!.sealed_contact as Buffer).toString()).not.toContain('홍길동')
    const page = await app.page(`/petitions/new/${draftId}`, { cookie })
    expect(page.html).toMatch(/value="all" checked/)
    expect((await app.page('/petitions/drafts', { cookie })).html).toContain('조명')
    expect((await app.page('/petitions/new/write', { cookie })).location).toBe('/petitions/drafts')
  })

  test('written in two windows: the later one is told, shown both, and decides', async () => {
    const { cookie } = await app.as.resident()
    const draftId = randomUUID()
    const first = (await put(cookie, draftId, { title: '처음 글' })).body.version as string
    expect((await put(cookie, draftId, { title: '창 하나의 글' }, first)).status).toBe(200)
    expect(await put(cookie, draftId, { title: '창 둘의 글' }, first)).toMatchObject({
      status: 409,
      body: { code: 'changed-meanwhile' },
    })
    // The same text again is no clash.
    expect((await put(cookie, draftId, { title: '창 하나의 글' }, first)).status).toBe(200)

    const stale = { ...aForm, title: '창 둘의 글입니다', version: first }
    const answer = await app.page(`/petitions/new/${draftId}`, { cookie, form: stale })
    expect(answer.status).toBe(409)
    expect(answer.html).toContain('창 하나의 글')
    expect(answer.html).toContain('창 둘의 글입니다')
    const decided = { ...stale, version: versionIn(answer.html) }
    expect((await app.page(`/petitions/new/${draftId}`, { cookie, form: decided })).status).toBe(303)
  })

  test('changed after it was looked at is shown again instead of sent', async () => {
    const { cookie } = await app.as.resident()
    const draftId = randomUUID()
    const path = `/petitions/new/${draftId}`
    await app.page(path, { cookie, form: aForm })
    const seen = versionIn((await app.page(`${path}/look`, { cookie })).html)
    await put(cookie, draftId, { ...aFiling, effect: '더 밝습니다' }, seen)
    const answer = await app.page(`${path}/look`, { cookie, form: { version: seen } })
    expect(answer.status).toBe(409)
    expect(answer.html).toContain('더 밝습니다')
  })

  test('is its owner’s alone', async () => {
    const draftId = randomUUID()
    await put((await app.as.resident()).cookie, draftId, { title: '내 글' })
    const { cookie } = await app.as.resident()
    expect((await app.page(`/petitions/new/${draftId}`, { cookie })).status).toBe(403)
    expect(await put(cookie, draftId, { title: '빼앗기' })).toMatchObject({
      status: 403,
      body: { code: 'not-yours' },
    })
    expect((await app.api('GET', `/api/petitions/drafts/${draftId}`, undefined, { cookie })).status).toBe(403)
    const removal = await app.page(`/petitions/drafts/${draftId}/removal`, { cookie, form: { x: '' } })
    expect(removal.status).toBe(404)
    expect((await app.page(`/petitions/new/${draftId}`)).html).not.toContain('내 글')
  })

  test('can be thrown away; a sent one cannot be saved any more', async () => {
    const { cookie } = await app.as.resident()
    const draftId = randomUUID()
    await put(cookie, draftId, aFiling)
    await app.page(`/petitions/drafts/${draftId}/removal`, { cookie, form: { x: '' } })
    expect((await app.api('GET', `/api/petitions/drafts/${draftId}`, undefined, { cookie })).status).toBe(404)
    await app.api('POST', '/api/petitions', { ...aFiling, draftId }, { cookie })
    expect(await put(cookie, draftId, aFiling)).toMatchObject({ status: 409, body: { code: 'already-sent' } })
  })

  test('of which there are twenty: one more is refused, and what was typed stays', async () => {
    const { cookie } = await app.as.resident()
    const answers = await Promise.all(
      Array.from({ length: 22 }, (_, at) => put(cookie, randomUUID(), { title: `글 ${at}` })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20)
    const answer = await app.page(`/petitions/new/${randomUUID()}`, {
      cookie,
      form: { ...aForm, act: 'save' },
    })
    expect(answer.status).toBe(409)
    expect(answer.html).toContain(aFiling.proposal)
  })

  test('saved to be left leads to the list of drafts', async () => {
    const { cookie } = await app.as.resident()
    const form = { act: 'save', title: '나중에' }
    const left = await app.page(`/petitions/new/${randomUUID()}`, { cookie, form })
    expect(left).toMatchObject({ status: 303, location: '/petitions/drafts' })
  })

  test('from outside the district can be written, and is not sent', async () => {
    const { cookie } = await app.as.resident({ belonging: 'elsewhere' })
    const path = `/petitions/new/${randomUUID()}`
    await app.page(path, { cookie, form: aForm })
    const look = await app.page(`${path}/look`, { cookie })
    expect(look.html).toContain('epeople.go.kr')
    const answer = await app.page(`${path}/look`, { cookie, form: { version: versionIn(look.html) } })
    expect(answer.status).toBe(403)
    expect(answer.html).toContain(aFiling.title)
  })
})
