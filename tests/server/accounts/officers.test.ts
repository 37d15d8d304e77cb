import { beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../../support/app.ts'
import { anOfficer, codeOf, password } from './officer-support.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp({ env: { TRUST_PROXY: '1' } })
})

let caller = 0
/** As from a caller of their own, so that the limit per caller does not speak. */
const from = () => ({ headers: { 'x-forwarded-for': `192.0.2.${(caller += 1)}` } })
const signIn = (body: Record<string, string>) => app.api('POST', '/api/desk/sessions', body, from())

const acts = async (officerId: number | 'unknown') => {
  const rows = await app.deps
    .sql`select act from audit_entries where about_kind = 'officer' and about_id = ${String(officerId)} order by id`
  return rows.map((row) => row.act)
}

describe('an officer signing in', () => {
  test('gets in with password and code, and the log says so', async () => {
    const { email, secret, officerId } = await anOfficer(app, 'mayor')
    const answer = await signIn({ email: email.toUpperCase(), password, code: codeOf(secret) })
    expect(answer).toMatchObject({ status: 201, body: { name: '이담당', role: 'mayor' } })
    expect(await acts(officerId)).toEqual(['officer.sign-in'])
  })

  test('comes from the form to the desk, or to the page they wanted', async () => {
    const { email, secret } = await anOfficer(app)
    const form = { email, password, code: codeOf(secret) }
    const answer = await app.page('/desk/sign-in', { form, ...from() })
    expect([answer.status, answer.location]).toEqual([303, '/desk'])
    const again = { email, password, code: codeOf(secret, 1), next: '/desk/petitions?q=길' }
    const second = await app.page('/en/desk/sign-in', { form: again, ...from() })
    expect(second.location).toBe('/en/desk/petitions?q=%EA%B8%B8')
  })

  test.each([
    'https://evil.example/desk',
    '//evil.example/desk',
    '/desk//evil',
    '/desk\\evil',
    '/me',
    '/desk-x',
  ])('is never led to %s', async (next) => {
    const { email, secret } = await anOfficer(app)
    const form = { email, password, code: codeOf(secret), next }
    expect((await app.page('/desk/sign-in', { form, ...from() })).location).toBe('/desk')
  })

  test('cannot use a code twice, nor one that is older than one used', async () => {
    const { email, secret } = await anOfficer(app)
    expect((await signIn({ email, password, code: codeOf(secret) })).status).toBe(201)
    for (const code of [codeOf(secret), codeOf(secret, -1)])
      expect(await signIn({ email, password, code })).toMatchObject({ body: { code: 'credentials-wrong' } })
    expect((await signIn({ email, password, code: codeOf(secret, 1) })).status).toBe(201)
  })

  test('uses a code once, though it comes four times at the same moment', async () => {
    const { email, secret } = await anOfficer(app)
    const code = codeOf(secret)
    const answers = await Promise.all(Array.from({ length: 4 }, () => signIn({ email, password, code })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422, 422, 422])
  })

  test('is refused with a code of two half minutes ago', async () => {
    const { email, secret } = await anOfficer(app)
    expect((await signIn({ email, password, code: codeOf(secret, -3) })).status).toBe(422)
  })

  test('is told where the form is wrong; the address stays, the password does not come back', async () => {
    const form = { email: '담당 <a@b>', password: 'only-for-tests', code: '12' }
    const { status, html } = await app.page('/desk/sign-in', { form, ...from() })
    expect(status).toBe(422)
    expect(html).toContain('담당 &lt;a@b>')
    expect(html).toContain('인증 앱의 여섯 자리 숫자를 써 주세요.')
    expect(html).not.toContain('only-for-tests')
  })

  test.each([
    ['nothing', {}],
    ['everything twice', { email: ['a@b.kr', 'c@d.kr'], password: ['a', 'b'], code: ['1', '2'] }],
    ['too long', { email: 'a@b.kr', password: 'x'.repeat(5000), code: '123456' }],
    ['what no keyboard makes', { email: '\u0000@b.kr', password: '\u0000', code: '１２３４５６' }],
  ])('sends %s and is refused, not failed', async (_what, form) => {
    expect((await app.page('/desk/sign-in', { form: form as never, ...from() })).status).toBe(422)
  })
})

describe('guessing', () => {
  const wrong = { password: 'only-for-tests: wrong', code: '000000' }

  test.each(['a real address', 'an unknown address'])(
    'at %s: five failures lock for a quarter of an hour, with the same answers',
    async (kind) => {
      const { email: real } = await anOfficer(app)
      const email = kind === 'a real address' ? real : 'nobody@office.example'
      const answers = []
      for (let i = 0; i < 6; i += 1) answers.push(await signIn({ email, ...wrong }))
      expect(answers.map(({ body }) => body.code)).toEqual([
        ...Array(4).fill('credentials-wrong'),
        'account-locked',
        'account-locked',
      ])
      expect(answers.at(-1)).toMatchObject({ status: 423, body: { title: expect.stringContaining('15분') } })
    },
  )

  test('locks out the right password too, until the time has passed', async () => {
    const { email, secret, officerId } = await anOfficer(app)
    for (let i = 0; i < 5; i += 1) await signIn({ email, ...wrong })
    const right = { email, password, code: codeOf(secret) }
    expect((await signIn(right)).status).toBe(423)
    await app.deps
      .sql`update officers set locked_until = locked_until - interval '16 minutes' where id = ${officerId}`
    expect((await signIn(right)).status).toBe(201)
    expect((await acts(officerId)).filter((act) => act === 'officer.sign-in-failed')).toHaveLength(6)
  })

  test('with the right password and wrong codes is counted as well', async () => {
    const { email } = await anOfficer(app)
    let last
    for (let i = 0; i < 5; i += 1) last = await signIn({ email, password, code: '000000' })
    expect(last!.status).toBe(423)
  })

  test('counts every one of five failures that come at once', async () => {
    const { email } = await anOfficer(app)
    const answers = await Promise.all(Array.from({ length: 5 }, () => signIn({ email, ...wrong })))
    expect(answers.filter(({ status }) => status === 423)).toHaveLength(1)
  })

  test('stops after sixty attempts of one caller', async () => {
    const one = from()
    const statuses = []
    for (let i = 0; i < 61; i += 1)
      statuses.push((await app.api('POST', '/api/desk/sessions', {}, one)).status)
    expect(statuses.slice(0, 60).every((status) => status === 422)).toBe(true)
    expect(statuses[60]).toBe(429)
  })
})
