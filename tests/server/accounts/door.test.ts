import { describe, expect, test } from 'vitest'
import { callerOf } from '../../../server/platform/http/limits.ts'
import { ownPath } from '../../../server/platform/http/forms.ts'
import { startApp } from '../../support/app.ts'

const app = await startApp()
const codeFor = async (email: string) => /\d{6}/.exec((await app.mails(email))[0]!.text)![0]
const sidOf = (headers: Headers) =>
  headers
    .getSetCookie()
    .find((line) => line.startsWith('sid='))
    ?.split(';')[0]
const post = (path: string, form: Record<string, string>, cookie?: string) =>
  app.page(path, { form, ...(cookie && { cookie }) })

describe('the residents’ door', () => {
  test('asks for an address, then for its code, and goes on to where one came from', async () => {
    const asked = await app.page('/me')
    expect(asked).toMatchObject({ status: 303, location: '/sign-in?next=%2Fme' })
    const next = '/petitions/new?from=me'
    const door = await app.page(`/sign-in?next=${encodeURIComponent(next)}`)
    expect(door.html).toContain('name="next"')
    const sent = await post('/sign-in', { act: 'code', email: 'door@example.kr', next })
    expect(sent.status).toBe(200)
    expect(sent.html).toContain('door@example.kr로 인증번호를 보냈습니다')
    const code = await codeFor('door@example.kr')
    const entered = await post('/sign-in', { act: 'enter', email: 'door@example.kr', code, next })
    expect(entered).toMatchObject({ status: 303, location: next })
    const cookie = entered.headers.getSetCookie().find((line) => line.startsWith('sid='))
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Lax/)
    expect(cookie).toMatch(/Path=\//)
    expect((await app.page('/sign-in', { cookie: sidOf(entered.headers)! })).location).toBe('/me')
  })

  test('tells nobody which addresses have an account: page, mail and answer are the same', async () => {
    const known = await app.as.resident()
    const answers = await Promise.all(
      [known.email, 'unknown-one@residents.example'].map((email) =>
        app.api('POST', '/api/sign-in-codes', { email }),
      ),
    )
    expect(answers[0]!.body).toEqual(answers[1]!.body)
    expect(answers[0]!.body).toEqual({ sent: true, secondsUntilNext: 60, minutesValid: 10 })
    expect(await app.mails('unknown-one@residents.example')).toHaveLength(1)
    const wrong = await Promise.all(
      [known.email, 'never-asked@residents.example'].map((email) =>
        app.api('POST', '/api/sessions', { email, code: '000000' }),
      ),
    )
    expect(wrong.map(({ status, body }) => `${status} ${body.code}`)).toEqual([
      '422 code-wrong',
      '422 code-wrong',
    ])
  })

  test('signs nobody in by being opened: the link in the mail holds no code and shows a form', async () => {
    await post('/sign-in', { act: 'code', email: 'scanned@example.kr' })
    const [mail] = await app.mails('scanned@example.kr')
    const link = /https?:\S+/.exec(mail!.text)![0]
    expect(link).not.toContain(await codeFor('scanned@example.kr'))
    expect(link).not.toContain('scanned')
    const opened = await app.page(new URL(link).pathname + new URL(link).search)
    expect(opened.status).toBe(200)
    expect(opened.headers.getSetCookie()).toEqual([])
    expect(opened.html).toContain('name="email"')
    expect(opened.html).toContain('name="code"')
  })

  test.each([
    ['no address', { act: 'code', email: '' }, 'email'],
    ['no real address', { act: 'code', email: 'haneul' }, 'email'],
    ['a very long address', { act: 'code', email: `${'a'.repeat(300)}@example.kr` }, 'email'],
    ['script for an address', { act: 'code', email: '<script>alert(1)</script>@x' }, 'email'],
    ['no code', { act: 'enter', email: 'haneul@example.kr', code: '' }, 'code'],
    ['letters for a code', { act: 'enter', email: 'haneul@example.kr', code: 'abcdef' }, 'code'],
    ['a wrong code', { act: 'enter', email: 'haneul@example.kr', code: '123456' }, 'code'],
    ['nothing at all', {}, 'email'],
  ])('answers %s with the page, what was typed and a sentence', async (_, form, field) => {
    const answer = await post('/sign-in', form as Record<string, string>)
    expect(answer.status).toBe(422)
    expect(answer.html).toContain(`href="#${field}"`)
    expect(answer.html).toContain(`id="${field}-problem"`)
    expect(answer.html).not.toContain('<script>alert')
    if ('email' in form && form.email && form.email.length < 100)
      expect(answer.html).toContain(form.email.replace('<', '&lt;').split('>')[0])
  })

  test('goes on only to pages of this site', () => {
    expect(ownPath('/petitions?q=%EC%A3%BC%EC%B0%A8')).toBe('/petitions?q=%EC%A3%BC%EC%B0%A8')
    for (const bad of [
      'https://elsewhere.example',
      '//elsewhere.example',
      '/\\elsewhere.example',
      '/\t/elsewhere.example',
      'javascript:alert(1)',
      'petitions',
      '',
      null,
      ['/me'],
      '/..//elsewhere.example',
      `/${'a'.repeat(600)}`,
    ])
      expect(ownPath(bad)).toBeNull()
  })

  test('counts an IPv6 network as one caller', () => {
    expect(callerOf({ ip: '2001:db8:1:2:3:4:5:6' })).toBe('2001:db8:1:2')
    expect(callerOf({ ip: '2001:db8:1:2::9' })).toBe('2001:db8:1:2')
    expect(callerOf({ ip: '203.0.113.7' })).toBe('203.0.113.7')
    expect(callerOf({ ip: '::ffff:203.0.113.7' })).toBe('::ffff:203.0.113.7')
  })

  test('lets one caller ask three hundred times in ten minutes, then says until when to wait', async () => {
    const answers = []
    for (let i = 0; i < 305; i += 1)
      answers.push(await app.api('POST', '/api/sessions', { email: 'x', code: 'y' }))
    expect(answers.at(-1)).toMatchObject({ status: 429, body: { code: 'too-many-requests' } })
  })
})

describe('one’s own page', () => {
  test('asks for what is missing, keeps it, and shows it', async () => {
    const who = await app.as.resident({ belonging: null })
    const { cookie } = who
    const page = await app.page('/me', { cookie })
    expect(page.html).toContain('/me/profile')
    const bad = await post(
      '/me/profile',
      { belonging: 'lives', dong: 'nowhere', lang: 'ko', displayName: '김하늘' },
      cookie,
    )
    expect(bad.status).toBe(422)
    expect(bad.html).toContain('김하늘')
    const form = {
      belonging: 'works',
      dong: 'mullae',
      overFourteen: 'true',
      identity: 'true',
      sensitive: 'true',
      notices: 'true',
      displayName: '김하늘',
      lang: 'zh',
    }
    for (const gone of ['overFourteen', 'identity', 'sensitive'] as const) {
      const { [gone]: _, ...rest } = form
      const refused = await post('/me/profile', rest, cookie)
      expect(refused.status).toBe(422)
      expect(refused.html).toContain(`id="${gone}-problem"`)
    }
    expect(await post('/me/profile', form, cookie)).toMatchObject({
      status: 303,
      location: '/me?done=profile',
    })
    const shown = await app.page('/me', { cookie })
    expect(shown.html).toContain('문래동')
    expect(shown.html).toContain('김하늘')
    const consents = await app.deps.sql`select kind, text_version from consents
      where person_id = ${who.personId} and withdrawn_at is null order by kind`
    expect(consents.map((row) => row.kind)).toEqual(['identity', 'notices', 'sensitive'])
  })

  test('tells all that is missing at once', async () => {
    const { cookie } = await app.as.resident({ belonging: null })
    const { html, status } = await post('/me/profile', { lang: 'ko', displayName: '김\u0001' }, cookie)
    expect(status).toBe(422)
    for (const field of ['belonging', 'dong', 'overFourteen', 'identity', 'sensitive', 'displayName'])
      expect(html).toContain(`id="${field}-problem"`)
  })

  test('shows no address in full', async () => {
    const who = await app.as.resident()
    const { html } = await app.page('/me', { cookie: who.cookie })
    expect(html).not.toContain(who.email)
    expect(html).toContain('***@residents.example')
  })

  test('lets each consent be taken back, with what follows', async () => {
    const { cookie, personId } = await app.as.resident()
    expect((await app.page('/me/consents/sensitive', { cookie })).html).toContain('다시 동의하실 때까지')
    expect((await post('/me/consents/sensitive/withdrawal', {}, cookie)).status).toBe(303)
    expect((await app.api('GET', '/api/me', undefined, { cookie })).body.profile).toBeNull()
    await post('/me/consents/notices', {}, cookie)
    await post('/me/consents/notices', {}, cookie)
    const held = async () =>
      (
        await app.deps
          .sql`select kind from consents where person_id = ${personId} and withdrawn_at is null order by kind`
      ).map((row) => row.kind)
    expect(await held()).toEqual(['identity', 'notices'])
    await post('/me/consents/notices/withdrawal', {}, cookie)
    expect(await held()).toEqual(['identity'])
  })

  test('closes the account after a question, and signs out', async () => {
    const { cookie } = await app.as.resident()
    expect((await app.page('/me/closing', { cookie })).status).toBe(200)
    expect((await post('/me/closing', {}, cookie)).status).toBe(400)
    expect(await post('/me/closing', { sure: 'yes' }, cookie)).toMatchObject({ status: 303, location: '/' })
    expect((await app.page('/me', { cookie })).location).toContain('/sign-in')
  })

  test('takes off only what is one’s own', async () => {
    const [one, other] = [await app.as.resident(), await app.as.resident()]
    const [row] = await app.deps.sql`select id::int as id from identities where person_id = ${other.personId}`
    for (const id of [String(row!.id), '0', 'x', '9'.repeat(30)])
      expect((await post(`/me/identities/${id}/removal`, {}, one.cookie)).status).toBe(404)
    expect((await post(`/me/identities/${row!.id}/removal`, {}, other.cookie)).status).toBe(409)
  })
})

describe('the API of one’s account', () => {
  test('says who one is, keeps the profile, and refuses what is wrong by field', async () => {
    const { cookie, email } = await app.as.resident({ belonging: null })
    const profile = {
      belonging: 'lives',
      dong: 'yeoui',
      overFourteen: true,
      displayName: '김하늘',
      consents: { identity: true, sensitive: true, notices: false },
    }
    const put = (body: unknown) => app.api('PUT', '/api/me/profile', body, { cookie })
    expect((await put({ ...profile, dong: 'x' })).body).toMatchObject({
      status: 422,
      code: 'belonging-required',
    })
    expect((await put({ ...profile, overFourteen: false })).body).toMatchObject({ code: 'age-required' })
    expect(
      (await put({ ...profile, consents: { ...profile.consents, sensitive: false } })).body,
    ).toMatchObject({
      code: 'consent-required',
    })
    expect((await put({ ...profile, displayName: 'a\u0000b' })).status).toBe(422)
    expect((await put('{')).status).toBe(400)
    expect((await put(profile)).body).toMatchObject({ email, profile: { belonging: 'lives', dong: 'yeoui' } })
    expect((await put({ ...profile, displayName: null })).body).toMatchObject({ name: '김하늘' })
    expect((await put({ ...profile, belonging: 'elsewhere' })).body).toMatchObject({
      profile: { dong: null },
    })
  })

  test('knows an officer, and no visitor', async () => {
    const officer = await app.as.officer('communication', { name: '이담당' })
    expect((await app.api('GET', '/api/me', undefined, { cookie: officer.cookie })).body).toMatchObject({
      kind: 'officer',
      name: '이담당',
      role: 'communication',
    })
    expect((await app.api('GET', '/api/me')).body).toMatchObject({ status: 401, code: 'sign-in-required' })
    expect((await app.page('/me', { cookie: officer.cookie })).location).toBe('/desk')
  })
})
