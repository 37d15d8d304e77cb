import { beforeAll, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../../support/app.ts'
import { anOfficer, codeOf, password } from './officer-support.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp({ env: { TRUST_PROXY: '1' } })
})

let made = 0
const from = () => ({ headers: { 'x-forwarded-for': `192.0.2.${(made += 1)}` } })
const post = (cookie: string, path: string, form: Record<string, string> = {}) =>
  app.page(path, { form, cookie, ...from() })

/** Signs in as a person would. */
async function enter({ email, secret }: { email: string; secret: string }, steps = 0) {
  const body = { email, password, code: codeOf(secret, steps) }
  const answer = await app.api('POST', '/api/desk/sessions', body, from())
  return { status: answer.status, cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' }
}

describe('what an officer does here', () => {
  test('is changed by an administrator and holds at the next click', async () => {
    const { cookie } = await app.as.officer('administrator')
    const officer = await app.as.officer('communication')
    const path = `/desk/officers/${officer.officerId}`
    expect((await app.page('/desk/officers', { cookie: officer.cookie })).status).toBe(403)
    const form = { name: '박새롬', phone: '02-2670-3114', role: 'administrator', departmentId: '' }
    expect((await post(cookie, path, form)).status).toBe(303)
    expect((await app.page('/desk/officers', { cookie: officer.cookie })).html).toContain('박새롬')
    expect((await post(cookie, path, { ...form, role: 'mayor' })).status).toBe(303)
    expect((await app.page('/desk/officers', { cookie: officer.cookie })).status).toBe(403)
  })

  test('comes back as it was typed when something is missing or unknown', async () => {
    const { cookie } = await app.as.officer('administrator')
    const { officerId } = await app.as.officer('communication')
    const path = `/desk/officers/${officerId}`
    const form = { name: '고새롬', phone: '', role: 'department', departmentId: '' }
    for (const departmentId of ['', '999999']) {
      const again = await post(cookie, path, { ...form, departmentId })
      expect(again.status).toBe(422)
      expect(again.html).toContain('고새롬')
    }
    expect((await post(cookie, '/desk/officers/999999', form)).status).toBe(404)
  })
})

describe('an officer who is switched off', () => {
  test('is out at once, cannot come back, and comes back when switched on', async () => {
    const { cookie } = await app.as.officer('administrator')
    const officer = await anOfficer(app)
    const inside = await enter(officer)
    expect((await app.page('/desk/me', { cookie: inside.cookie })).status).toBe(200)
    expect((await post(cookie, `/desk/officers/${officer.officerId}/suspension`)).status).toBe(303)
    expect((await app.page('/desk/me', { cookie: inside.cookie })).location).toContain('/desk/sign-in')
    expect((await enter(officer, 1)).status).toBe(422)
    expect((await post(cookie, `/desk/officers/${officer.officerId}/suspension`)).status).toBe(409)
    expect((await post(cookie, `/desk/officers/${officer.officerId}/suspension/removal`)).status).toBe(303)
    expect((await enter(officer, 1)).status).toBe(201)
  })

  test.each([
    '/desk/officers/999999/suspension',
    '/desk/officers/x/suspension',
    '/desk/officers/999999/second-factor',
  ])('%s is not there', async (path) => {
    const { cookie } = await app.as.officer('administrator')
    expect((await post(cookie, path)).status).toBe(404)
  })
})

describe('the last administrator', () => {
  test('stays: of two who switch each other off, one is refused', async () => {
    const site = await startApp()
    const [one, other] = [await site.as.officer('administrator'), await site.as.officer('administrator')]
    const off = (by: typeof one, whom: typeof one) =>
      site.page(`/desk/officers/${whom.officerId}/suspension`, { form: {}, cookie: by.cookie })
    const answers = await Promise.all([off(one, other), off(other, one)])
    const refused = answers.filter(({ status }) => status !== 303)
    expect(refused).toHaveLength(1)
    const [row] = await site.deps.sql`
      select count(*)::int as left from officers where role = 'administrator' and disabled_at is null`
    expect(row!.left).toBe(1)
  })

  test('cannot switch themself off, and is told why', async () => {
    const site = await startApp()
    const { cookie, officerId } = await site.as.officer('administrator')
    const answer = await site.page(`/desk/officers/${officerId}/suspension`, { form: {}, cookie })
    expect(answer.status).toBe(409)
    expect(answer.html).toContain('하나 남은 관리자')
  })
})

describe('a second factor that is renewed', () => {
  test('ends the old one and every session, and comes by mail with a new password', async () => {
    const { cookie } = await app.as.officer('administrator')
    const officer = await anOfficer(app)
    const inside = await enter(officer)
    expect((await post(cookie, `/desk/officers/${officer.officerId}/second-factor`)).status).toBe(303)
    expect((await app.page('/desk/me', { cookie: inside.cookie })).status).toBe(303)
    expect((await enter(officer, 1)).status).toBe(422)
    const [mail] = await app.mails(officer.email)
    const path = new URL(/http\S+/.exec(mail!.text)![0]).pathname
    const { html } = await app.page(path, from())
    const secret = /<code[^>]*>([A-Z2-7 ]+)<\/code>/.exec(html)![1]!.replaceAll(' ', '')
    const form = { name: '이담당', password, code: codeOf(secret) }
    expect((await app.page(path, { form, ...from() })).status).toBe(303)
    expect((await enter({ ...officer, secret }, 1)).status).toBe(201)
    expect(await app.deps.sql`select from officers where email = ${officer.email}`).toHaveLength(1)
  })

  test('is another administrator’s business, not one’s own', async () => {
    const { cookie, officerId } = await app.as.officer('administrator')
    expect((await post(cookie, `/desk/officers/${officerId}/second-factor`)).status).toBe(403)
  })

  test('cannot be accepted by someone who was switched off meanwhile', async () => {
    const { cookie } = await app.as.officer('administrator')
    const officer = await anOfficer(app)
    await post(cookie, `/desk/officers/${officer.officerId}/second-factor`)
    const [mail] = await app.mails(officer.email)
    await post(cookie, `/desk/officers/${officer.officerId}/suspension`)
    expect((await app.page(new URL(/http\S+/.exec(mail!.text)![0]).pathname, from())).status).toBe(410)
  })
})

describe('one’s own account at the desk', () => {
  const better = 'only-for-tests: 산 너머 남촌에는 누가'

  test('changes the password with password and code, and signs other devices out', async () => {
    const officer = await anOfficer(app)
    const [here, there] = [await enter(officer, -1), await enter(officer)]
    const form = { password, code: codeOf(officer.secret, 1), newPassword: better }
    expect((await post(here.cookie, '/desk/me/password', form)).location).toBe('/desk/me?changed=1')
    expect((await app.page('/desk/me', { cookie: here.cookie })).status).toBe(200)
    expect((await app.page('/desk/me', { cookie: there.cookie })).status).toBe(303)
  })

  test.each([
    ['a wrong password', { password: 'only-for-tests: wrong' }, 422],
    ['a weak new one', { newPassword: 'sotong2026!!' }, 422],
    ['nothing', { password: '', newPassword: '', code: '' }, 422],
  ])('%s is refused', async (_what, about, status) => {
    const officer = await anOfficer(app)
    const { cookie } = await enter(officer)
    const form = { password, code: codeOf(officer.secret, 1), newPassword: better, ...about }
    expect((await post(cookie, '/desk/me/password', form)).status).toBe(status)
  })
})

describe('the check before personal data', () => {
  const recheckedUntil = async (officerId: number) => {
    const [row] = await app.deps
      .sql`select rechecked_until as at from sessions where officer_id = ${officerId}`
    return row!.at ? Date.parse(String(row!.at)) : null
  }
  const forget = (officerId: number) =>
    app.deps.sql`update sessions set rechecked_until = null where officer_id = ${officerId}`

  test('holds for a quarter of an hour after signing in and after a check', async () => {
    const officer = await anOfficer(app)
    const { cookie } = await enter(officer)
    expect(await recheckedUntil(officer.officerId)).toBeGreaterThan(Date.now() + 14 * 60_000)
    await forget(officer.officerId)
    const form = { password, code: codeOf(officer.secret, 1), next: '/desk/petitions/2026-0001' }
    const answer = await post(cookie, '/desk/recheck', form)
    expect(answer.location).toBe('/desk/petitions/2026-0001')
    const until = (await recheckedUntil(officer.officerId))!
    expect(until).toBeGreaterThan(Date.now() + 14 * 60_000)
    expect(until).toBeLessThanOrEqual(Date.now() + 15 * 60_000)
  })

  test('is refused with a used code, and leads nowhere else than to the desk', async () => {
    const officer = await anOfficer(app)
    const { cookie } = await enter(officer)
    await forget(officer.officerId)
    const used = { password, code: codeOf(officer.secret), next: '//evil.example' }
    expect((await post(cookie, '/desk/recheck', used)).status).toBe(422)
    expect(await recheckedUntil(officer.officerId)).toBeNull()
    const right = { ...used, code: codeOf(officer.secret, 1) }
    expect((await post(cookie, '/desk/recheck', right)).location).toBe('/desk')
  })

  test('counts failures towards the lock-out of the account', async () => {
    const officer = await anOfficer(app)
    const { cookie } = await enter(officer)
    let last
    for (let i = 0; i < 5; i += 1)
      last = await post(cookie, '/desk/recheck', { password: 'only-for-tests: wrong', code: '000000' })
    expect(last!.status).toBe(423)
  })
})

describe('leaving', () => {
  test('signing out ends the session and is in the log', async () => {
    const officer = await anOfficer(app)
    const { cookie } = await enter(officer)
    expect((await post(cookie, '/desk/sign-out')).location).toBe('/desk/sign-in')
    expect((await app.page('/desk/me', { cookie })).location).toBe('/desk/sign-in?next=%2Fdesk%2Fme')
    const acts = await app.deps
      .sql`select act from audit_entries where about_kind = 'officer' and about_id = ${String(officer.officerId)}`
    expect(acts.map(({ act }) => act)).toContain('officer.sign-out')
  })

  test('signing out twice, or without a session, is no fault', async () => {
    expect((await app.page('/desk/sign-out', { form: {} })).location).toBe('/desk/sign-in')
  })

  test('half an hour of doing nothing signs out', async () => {
    const officer = await anOfficer(app)
    const { cookie } = await enter(officer)
    await app.deps.sql`
      update sessions set last_seen_at = last_seen_at - interval '31 minutes', expires_at = expires_at - interval '31 minutes'
      where officer_id = ${officer.officerId}`
    expect((await app.page('/desk/me', { cookie })).status).toBe(303)
  })
})
