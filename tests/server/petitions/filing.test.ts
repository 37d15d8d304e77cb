import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { startApp } from '../../support/app.ts'
import { aFiling, filed, tuesday } from './filing.fixtures.ts'

const app = await startApp({ now: tuesday })
const { sql } = app.deps
const post = (cookie: string, body: unknown, headers: Record<string, string> = {}) =>
  app.api('POST', '/api/petitions', body, { cookie, headers })
const aResident = async () => (await app.as.resident()).cookie

describe('a resident who files', () => {
  test('gets a number, the day of the decision by working days, a mail, and is shown masked', async () => {
    const { cookie, email, personId } = await app.as.resident()
    const receipt = await filed(app, cookie)
    expect(receipt).toEqual({
      number: expect.stringMatching(/^2026-\d{4}$/),
      receivedAt: tuesday.toISOString(),
      // Seven working days after 24 November: Thursday 3 December, to its end.
      reviewDueAt: '2026-12-03T15:00:00.000Z',
      state: 'received',
    })
    const [row] = await sql`select *, (select total from petition_counts where petition_id = id) as total
      from petitions where number = ${receipt.number}`
    expect(row).toMatchObject({
      title: aFiling.title,
      problem: aFiling.problem,
      author_shown: '홍*동',
      sealed_contact: null,
      dong_codes: aFiling.dongs,
      state: 'received',
      route: 'online',
      total: 0,
    })
    const moves = await sql`select move from petition_moves where petition_id = ${row!.id}`
    expect(moves.map(({ move }) => move)).toEqual(['submit'])
    const entries =
      await sql`select actor_id::int as actor from audit_entries where act = 'petition.submit' and about_id = ${row!.id}`
    expect(entries).toEqual([{ actor: personId }])
    const [mail] = await app.mails(email)
    expect(mail).toMatchObject({ subject: expect.stringContaining(receipt.number) })
    expect(mail!.text).toContain('12월 3일(목)까지 공개 여부를')
    expect(mail!.text).toContain(`/petitions/${receipt.number}/mine`)
  })

  test('finds every letter again: line ends, Hangul composed, quotes, anything Unicode, 20,000 letters', async () => {
    const cookie = await aResident()
    const head = '“따옴표” <script>alert(1)</script> 👩‍👩‍👧 𠮷 \u0301 İ \t칸\n\n'
    const problem = head + '가'.repeat(20_000 - head.length)
    const { number } = await filed(app, cookie, {
      problem,
      proposal: '  \u1100\u1161\u11a8\r\n둘째 줄  ',
    })
    const [row] = await sql`select problem, proposal from petitions where number = ${number}`
    expect(row!.problem).toBe(problem)
    expect(row!.proposal).toBe('각\n둘째 줄')
  })

  test('gets the language in which it came', async () => {
    const { number } = (await post(await aResident(), aFiling, { 'accept-language': 'zh-CN' })).body
    expect(await sql`select lang from petitions where number = ${number}`).toEqual([{ lang: 'zh' }])
  })

  test.each([
    ['a visitor', 401, 'sign-in-required'],
    ['an officer', 403, 'not-allowed'],
    ['someone who has not said where they belong', 422, 'belonging-required'],
    ['someone from elsewhere', 403, 'filing-not-of-the-district'],
  ])('is not %s', async (who, status, code) => {
    const cookies: Record<string, () => Promise<string>> = {
      'a visitor': async () => '',
      'an officer': async () => (await app.as.officer('communication')).cookie,
      'someone who has not said where they belong': async () =>
        (await app.as.resident({ belonging: null })).cookie,
      'someone from elsewhere': async () => (await app.as.resident({ belonging: 'elsewhere' })).cookie,
    }
    expect(await post(await cookies[who]!(), aFiling)).toMatchObject({ status, body: { code } })
  })

  test('five times a day is enough; the next day one goes on', async () => {
    const cookie = await aResident()
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(cookie, aFiling)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5)
    const refused = answers.find(({ status }) => status === 429)!
    expect(refused.body).toMatchObject({ code: 'filed-enough-today' })
    expect(refused.body.detail).toContain('5건까지')
    app.setNow(new Date('2026-11-24T15:00:00Z'))
    expect((await post(cookie, aFiling)).status).toBe(201)
    app.setNow(tuesday)
  })
})

describe('what is wrong is refused with its field', () => {
  const refused: [string, unknown, string, string?][] = [
    ['nothing at all', {}, 'not-valid', 'title'],
    ['an empty title', { ...aFiling, title: '   ' }, 'not-valid', 'title'],
    ['a title of three letters', { ...aFiling, title: '조명을' }, 'not-valid', 'title'],
    ['a title of two lines', { ...aFiling, title: '조명을\n놓아 주세요' }, 'not-valid', 'title'],
    ['a title that is too long', { ...aFiling, title: '가'.repeat(101) }, 'not-valid', 'title'],
    ['a text that is too long', { ...aFiling, problem: '가'.repeat(20_001) }, 'not-valid', 'problem'],
    ['a number for a text', { ...aFiling, problem: 7 }, 'not-valid', 'problem'],
    ['half a letter', { ...aFiling, problem: 'a\ud800b' }, 'not-valid', 'problem'],
    ['a NUL', { ...aFiling, proposal: 'a\u0000b' }, 'not-valid', 'proposal'],
    ['no name', { ...aFiling, displayName: '' }, 'not-valid', 'displayName'],
    ['an unknown category', { ...aFiling, category: 'space' }, 'category-unknown', 'category'],
    ['an unknown dong', { ...aFiling, dongs: ['singil2'] }, 'dong-unknown', 'dongs'],
    ['a draft id that is none', { ...aFiling, draftId: '1' }, 'not-valid', 'draftId'],
  ]
  test.each(refused)('%s', async (_name, body, code, field) => {
    const answer = await post(await aResident(), body)
    expect(answer.status).toBe(422)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.body.code).toBe(code)
    expect(answer.body.fields.map((one: { field: string }) => one.field)).toContain(field)
  })

  test('a text far too long is told its true limit', async () => {
    const answer = await post(await aResident(), { ...aFiling, title: '가'.repeat(500) })
    expect(answer.body.fields[0].message).toContain('100자까지')
  })

  test('a category that was retired', async () => {
    const row = {
      code: 'old-one',
      name_ko: '옛 분야',
      name_en: 'Old',
      position: 99,
      retired_at: '2026-01-01',
    }
    await sql`insert into categories ${sql(row)}`
    const answer = await post(await aResident(), { ...aFiling, category: 'old-one' })
    expect(answer).toMatchObject({ status: 422, body: { code: 'category-unknown' } })
  })

  test('a body of 300 KB, broken JSON and another format', async () => {
    const cookie = await aResident()
    const big = await post(cookie, { ...aFiling, problem: 'a'.repeat(300 * 1024) })
    expect(big).toMatchObject({ status: 413, body: { code: 'too-large' } })
    expect(await post(cookie, '{"title":')).toMatchObject({ status: 400, body: { code: 'bad-request' } })
    const headers = { 'content-type': 'application/xml' }
    expect((await post(cookie, '<title/>', headers)).status).toBe(415)
  })

  test('in the reader’s language', async () => {
    const answer = await post(await aResident(), {}, { 'accept-language': 'en' })
    expect(answer.body.fields[0].message).toBe('Please write a title.')
  })
})

describe('numbers', () => {
  test('of fifty people at once have no gap and no double', async () => {
    const cookies = await Promise.all(Array.from({ length: 50 }, aResident))
    const answers = await Promise.all(cookies.map((cookie) => post(cookie, aFiling)))
    expect(answers.every(({ status }) => status === 201)).toBe(true)
    const rows = await sql`select number from petitions where number is not null order by number`
    const numbers = rows.map(({ number }) => Number((number as string).slice(5)))
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  })

  test('begin anew with the year of Seoul', async () => {
    app.setNow(new Date('2026-12-31T15:00:00Z'))
    expect((await filed(app, await aResident())).number).toBe('2027-0001')
    app.setNow(tuesday)
  })
})

describe('sending twice', () => {
  test('the same draft, ten times at once, is one petition and one receipt', async () => {
    const { cookie, email } = await app.as.resident()
    const draftId = randomUUID()
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(cookie, { ...aFiling, draftId })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(9).fill(200), 201])
    expect(new Set(answers.map(({ body }) => body.number)).size).toBe(1)
    expect(await sql`select count(*)::int as n from petitions where draft_id = ${draftId}`).toEqual([
      { n: 1 },
    ])
    expect(await app.mails(email)).toHaveLength(1)
  })

  test('someone else’s draft is refused, sent or not', async () => {
    const draftId = randomUUID()
    await post(await aResident(), { ...aFiling, draftId })
    const answer = await post(await aResident(), { ...aFiling, draftId })
    expect(answer).toMatchObject({ status: 403, body: { code: 'not-yours' } })
  })

  test('with one key, ten times at once, is one petition; another text under the key is refused', async () => {
    const { cookie, personId } = await app.as.resident()
    const key = { 'idempotency-key': randomUUID() }
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(cookie, aFiling, key)))
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.number}`)).size).toBe(1)
    expect(answers[0]!.status).toBe(201)
    const rows = await sql`select count(*)::int as n from petitions where author_id = ${personId}`
    expect(rows).toEqual([{ n: 1 }])
    expect(await post(cookie, { ...aFiling, effect: '밝아집니다' }, key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    })
    expect((await post(await aResident(), aFiling, key)).status).toBe(201)
  })

  test('a refused request leaves its key free, and a key is forgotten after a day', async () => {
    const cookie = await aResident()
    const key = { 'idempotency-key': randomUUID() }
    expect((await post(cookie, { ...aFiling, category: 'space' }, key)).status).toBe(422)
    expect((await post(cookie, aFiling, key)).status).toBe(201)
    await sql`update idempotent_replies set created_at = created_at - interval '25 hours' where key = ${key['idempotency-key']}`
    expect((await post(cookie, { ...aFiling, effect: '밝아집니다' }, key)).status).toBe(201)
    await sql`update idempotent_replies set created_at = created_at - interval '25 hours'`
    await app.settle()
    expect(await sql`select count(*)::int as n from idempotent_replies`).toEqual([{ n: 0 }])
  })

  test('a key that is none is refused', async () => {
    const answer = await post(await aResident(), aFiling, { 'idempotency-key': 'again' })
    expect(answer.status).toBe(422)
  })
})

describe('petitions like the one being written', () => {
  test('are found by title, hidden and unpublished ones are not', async () => {
    const { number } = await filed(app, await aResident(), { title: '문래공원 앞에 의자를 놓아 주세요' })
    const find = async () =>
      (
        await app.api(
          'GET',
          `/api/petitions/similar?title=${encodeURIComponent('문래공원에 의자를 놓아 주세요')}`,
        )
      ).body.items.map((item: { number: string }) => item.number)
    expect(await find()).toEqual([])
    await sql`update petitions set state = 'open', opened_at = received_at, closes_at = '2026-12-24T15:00:00Z', threshold = 1000 where number = ${number}`
    expect(await find()).toEqual([number])
    await sql`update petitions set hidden_at = received_at, hidden_reason = '확인 중' where number = ${number}`
    expect(await find()).toEqual([])
    const odd = await app.api('GET', '/api/petitions/similar?title=%00%25_%27')
    expect(odd).toMatchObject({ status: 200, body: { items: [] } })
  })
})
