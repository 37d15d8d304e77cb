import { beforeAll, describe, expect, test } from 'vitest'
import { firstAdministratorLink } from '../../../server/accounts/invitations.actions.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { codeOf, password } from './officer-support.ts'

let app: TestApp
let admin: string
beforeAll(async () => {
  app = await startApp({ env: { TRUST_PROXY: '1' } })
  admin = (await app.as.officer('administrator')).cookie
})

let made = 0
const anAddress = () => `coming-${(made += 1)}@office.example`
const from = () => ({ headers: { 'x-forwarded-for': `192.0.2.${(made += 1)}` } })
const post = (path: string, form: Record<string, string> = {}, cookie = admin) =>
  app.page(path, { form, cookie, ...from() })

/** Invites, and gives the path of the link in the mail. */
async function invite(email: string, about: Record<string, string> = { role: 'communication' }) {
  const { status } = await post('/desk/officers/invitations', { email, ...about })
  expect(status).toBe(303)
  return linkTo(email)
}
async function linkTo(email: string) {
  const [mail] = await app.mails(email)
  return new URL(/http\S+/.exec(mail!.text)![0]).pathname
}
const open = (path: string) => app.page(path, from())
async function secretOn(path: string) {
  const { html } = await open(path)
  return /<code[^>]*>([A-Z2-7 ]+)<\/code>/.exec(html)![1]!.replaceAll(' ', '')
}
const accept = async (path: string, about: Record<string, string> = {}) => {
  const form = { name: '새담당', phone: '', password, code: codeOf(await secretOn(path)), ...about }
  return app.page(path, { form, ...from() })
}
const idOf = async (email: string) => {
  const [row] = await app.deps.sql`select max(id)::int as id from officer_invitations where email = ${email}`
  return row!.id as number
}

describe('an invitation', () => {
  test('makes an officer who is signed in at once and can sign in later', async () => {
    const email = anAddress()
    const path = await invite(email, { role: 'mayor' })
    const secret = await secretOn(path)
    const answer = await app.page(path, {
      form: { name: '최민서', phone: '02-2670-3114', password, code: codeOf(secret) },
      ...from(),
    })
    expect([answer.status, answer.location]).toEqual([303, '/desk'])
    const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!
    expect((await app.page('/desk', { cookie })).location).toBe('/desk/petitions')
    const again = { email, password, code: codeOf(secret, 1) }
    expect((await app.api('POST', '/api/desk/sessions', again, from())).body).toMatchObject({ role: 'mayor' })
  })

  test('shows the second factor as a picture without inline style, and as text', async () => {
    const { html, status, headers } = await open(await invite(anAddress()))
    expect(status).toBe(200)
    expect(html).toMatch(/<path d="M\d+ \d+h1v1h-1z/)
    expect(html).not.toMatch(/<[^>]+ style=/)
    expect(headers.get('cache-control')).toBe('no-store')
  })

  test('is kept by the hash of its token alone, which no entry of the log has', async () => {
    const path = await invite(anAddress())
    const token = path.split('/').at(-1)!
    const [kept] = await app.deps.sql`
      select (select count(*)::int from officer_invitations i where i::text like ${`%${token}%`}) as rows,
        (select count(*)::int from audit_entries e where e::text like ${`%${token}%`}) as entries`
    expect(kept).toEqual({ rows: 0, entries: 0 })
  })

  test('works once', async () => {
    const path = await invite(anAddress())
    const form = { name: '새담당', password, code: codeOf(await secretOn(path)) }
    expect((await app.page(path, { form, ...from() })).status).toBe(303)
    expect((await app.page(path, { form, ...from() })).status).toBe(410)
    expect((await open(path)).status).toBe(410)
  })

  test('works once, though it is accepted three times at the same moment', async () => {
    const email = anAddress()
    const path = await invite(email)
    const form = { name: '새담당', password, code: codeOf(await secretOn(path)) }
    const answers = await Promise.all([1, 2, 3].map(() => app.page(path, { form, ...from() })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 410, 410])
    expect(await app.deps.sql`select from officers where email = ${email}`).toHaveLength(1)
  })

  test('ends after seven days', async () => {
    const email = anAddress()
    const path = await invite(email)
    await app.deps
      .sql`update officer_invitations set expires_at = expires_at - interval '7 days' where email = ${email}`
    expect((await open(path)).status).toBe(410)
    expect((await post('/desk/officers/invitations', { email, role: 'mayor' })).status).toBe(303)
    expect((await open(await linkTo(email))).status).toBe(200)
  })

  test('ends when it is taken back, and cannot be taken back or renewed again', async () => {
    const email = anAddress()
    const path = await invite(email)
    const id = await idOf(email)
    expect((await post(`/desk/officers/invitations/${id}/cancellation`)).status).toBe(303)
    expect((await open(path)).status).toBe(410)
    expect((await post(`/desk/officers/invitations/${id}/cancellation`)).status).toBe(409)
    expect((await post(`/desk/officers/invitations/${id}/renewal`)).status).toBe(409)
  })

  test('sent again has a new link; the old one ends', async () => {
    const email = anAddress()
    const path = await invite(email)
    expect((await post(`/desk/officers/invitations/${await idOf(email)}/renewal`)).status).toBe(303)
    const renewed = await linkTo(email)
    expect(renewed).not.toBe(path)
    expect([(await open(path)).status, (await open(renewed)).status]).toEqual([410, 200])
  })

  test('to one address by two administrators at once leaves one link', async () => {
    const email = anAddress()
    await Promise.all(
      [1, 2, 3].map(() => post('/desk/officers/invitations', { email, role: 'communication' })),
    )
    const waiting = await app.deps.sql`
      select from officer_invitations where email = ${email} and not cancelled`
    expect(waiting).toHaveLength(1)
  })

  test.each(['0', '-1', '99999999999999999999', 'x', '999999'])('with the id %s is not there', async (id) => {
    expect((await post(`/desk/officers/invitations/${id}/cancellation`)).status).toBe(404)
  })

  test.each(['x', 'a'.repeat(90), '%00', '..%2f..'])('with the token %s is refused', async (token) => {
    expect([404, 410]).toContain((await open(`/desk/invitations/${token}`)).status)
  })
})

describe('accepting', () => {
  const faults: [string, Record<string, string>, string][] = [
    ['a short password', { password: '짧은비밀번호' }, '비밀번호가 짧거나 흔합니다'],
    ['a common password', { password: 'password123456' }, '비밀번호가 짧거나 흔합니다'],
    ['a row of letters', { password: 'aaaaaaaaaaaaaaaa' }, '비밀번호가 짧거나 흔합니다'],
    ['no name', { name: ' ' }, '이 칸을 써 주세요'],
    ['a name of several lines', { name: '가\n나' }, '한 줄로'],
    ['a wrong phone', { phone: '전화' }, '전화번호를 확인해'],
    ['a wrong code', { code: '000000' }, '여섯 자리가 맞지 않습니다'],
    ['no code', { code: '' }, '여섯 자리 숫자를 써 주세요'],
  ]
  test.each(faults)('with %s comes back with what was typed', async (_what, about, sentence) => {
    const path = await invite(anAddress())
    const { status, html } = await accept(path, { name: '김<b>하늘', ...about })
    expect(status).toBe(422)
    expect(html).toContain(sentence)
    if (!('name' in about)) expect(html).toContain('김&lt;b>하늘')
    expect((await open(path)).status).toBe(200)
  })

  test('with the address as password is refused', async () => {
    const email = `long-address-${anAddress()}`
    expect((await accept(await invite(email), { password: email })).status).toBe(422)
  })
})

describe('inviting', () => {
  test.each([
    ['no address', { role: 'mayor' }, 422],
    ['no role', { email: 'a@office.example' }, 422],
    ['a role nobody has', { email: 'a@office.example', role: 'king' }, 422],
    ['a department officer without a department', { email: 'a@office.example', role: 'department' }, 422],
    ['a department as words', { email: 'a@office.example', role: 'mayor', departmentId: 'x' }, 422],
  ])('%s is told at the form', async (_what, form, status) => {
    const answer = await post('/desk/officers/invitations', form as never)
    expect(answer.status).toBe(status)
    expect(answer.html).toContain('role="alert"')
  })

  test('a department that does not exist is told at its field', async () => {
    const form = { email: anAddress(), role: 'department', departmentId: '987654' }
    expect((await post('/desk/officers/invitations', form)).status).toBe(422)
  })

  test('someone who is an officer already is refused', async () => {
    const { email } = await app.as.officer('mayor')
    const answer = await post('/desk/officers/invitations', { email: email.toUpperCase(), role: 'mayor' })
    expect(answer.status).toBe(409)
    expect(answer.html).toContain('이미 있습니다')
  })

  test('is for administrators alone', async () => {
    const { cookie } = await app.as.officer('communication')
    expect(
      (await post('/desk/officers/invitations', { email: anAddress(), role: 'mayor' }, cookie)).status,
    ).toBe(403)
    expect((await app.page('/desk/officers', { cookie })).status).toBe(403)
    const { cookie: resident } = await app.as.resident()
    expect((await app.page('/desk/officers', { cookie: resident })).status).toBe(403)
  })
})

describe('the first administrator', () => {
  const linkOf = async (site: TestApp) => {
    const said: string[] = []
    await firstAdministratorLink(site.deps, (line) => said.push(line))
    return said.length === 0 ? null : new URL(/http\S+/.exec(said.join('\n'))![0]).pathname
  }

  test('comes by a link that a start says; a later start says another and ends it', async () => {
    const site = await startApp()
    const first = (await linkOf(site))!
    const second = (await linkOf(site))!
    expect((await site.page(first)).status).toBe(410)
    const { html } = await site.page(second)
    const secret = /<code[^>]*>([A-Z2-7 ]+)<\/code>/.exec(html)![1]!.replaceAll(' ', '')
    const form = { name: '첫관리', password, code: codeOf(secret) }
    const nameless = await site.page(second, { form })
    expect([nameless.status, nameless.html.includes('메일 주소를 써 주세요')]).toEqual([422, true])
    const answer = await site.page(second, { form: { ...form, email: 'First@office.example' } })
    expect(answer.status).toBe(303)
    const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!
    expect((await site.page('/desk/officers', { cookie })).html).toContain('first@office.example')
    expect(await linkOf(site)).toBeNull()
  })

  test('has no link once there is one', async () => {
    expect(await linkOf(app)).toBeNull()
  })
})
