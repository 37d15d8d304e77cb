import { describe, expect, test } from 'vitest'
import { startApp, type TestApp } from '../../support/app.ts'
import { aFiling, filed, tuesday } from './filing.fixtures.ts'

const app = await startApp({ now: tuesday })
const { sql } = app.deps
const officer = await app.as.officer('communication')
const [department] = (await app.api('GET', '/api/settings')).body.departments as { id: number }[]

const decide = async (number: string, noun: string, body: Record<string, unknown>) => {
  const answer = await app.api('POST', `/api/desk/petitions/${number}/${noun}`, body, officer)
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
}
const aPetition = async () => {
  const author = await app.as.resident()
  const { number } = await filed(app as TestApp, author.cookie)
  return { author, number, path: `/petitions/${number}` }
}
const anAsked = async () => {
  const petition = await aPetition()
  app.setNow(new Date('2026-11-26T01:00:00Z'))
  await decide(petition.number, 'supplement-request', { note: '어느 다리인지 써 주세요.' })
  return petition
}
const anOpened = async () => {
  const petition = await aPetition()
  await decide(petition.number, 'publication', { department: department!.id })
  return petition
}
const stateOf = async (number: string) =>
  (
    await sql`select state, author_shown, review_due_at, supplement_due_at, proposal, ended_at from petitions where number = ${number}`
  )[0]!

describe('an author’s own page', () => {
  test('shows what nobody else sees yet, and by when the decision falls', async () => {
    const { author, path } = await aPetition()
    const { status, html, headers } = await app.page(`${path}/mine`, author)
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(html).toContain(aFiling.title)
    expect(html).toContain('12월 3일(목)까지')
    expect(html).toContain(`${path}/withdrawal`)
    expect((await app.page(`/en${path}/mine`, author)).html).toContain('It is being reviewed')
  })

  test.each(['mine', 'receipt', 'withdrawal', 'supplement', 'name-removal'])(
    '%s is the author’s alone',
    async (page) => {
      const { path } = await aPetition()
      expect((await app.page(`${path}/${page}`)).status).not.toBe(200)
      expect((await app.page(`${path}/${page}`, await app.as.resident())).status).toBe(403)
      expect((await app.page(`/petitions/2026-9999/${page}`, await app.as.resident())).status).toBe(404)
      expect((await app.page(`${path}/${page}`, officer)).status).toBe(403)
    },
  )

  test('shows an officer’s ground and note', async () => {
    const { author, path, number } = await aPetition()
    const [ground] = await sql`select code, name_ko from rejection_grounds limit 1`
    await decide(number, 'rejection', { ground: ground!.code, note: '법원에서 다루고 있습니다.' })
    const { html } = await app.page(`${path}/mine`, author)
    expect(html).toContain(ground!.name_ko)
    expect(html).toContain('법원에서 다루고 있습니다.')
    expect(html).not.toContain(`${path}/withdrawal`)
  })
})

describe('a supplement', () => {
  const changed = { ...aFiling, proposal: '도림교 아래 조명을 놓아 주세요.' }
  /** The changed text as the form sends it, on the text that its page showed. */
  const formOn = (html: string) => ({
    ...changed,
    version: /name="version" value="([\w-]+)"/.exec(html)![1]!,
  })

  test('is written on the old text; the review clock stood still meanwhile', async () => {
    const { author, path, number } = await anAsked()
    const page = await app.page(`${path}/supplement`, author)
    expect(page.html).toContain('어느 다리인지 써 주세요.')
    expect(page.html).toContain(aFiling.proposal)
    // Asked after two of seven working days, added a week later: five days from the day after.
    app.setNow(new Date('2026-12-03T01:00:00Z'))
    const form = formOn(page.html)
    const sent = await app.page(`${path}/supplement`, { ...author, form })
    expect(sent).toMatchObject({ status: 303, location: `${path}/mine` })
    expect(await stateOf(number)).toMatchObject({
      state: 'received',
      proposal: changed.proposal,
      supplement_due_at: null,
      author_shown: '홍*동',
    })
    const due = new Date((await stateOf(number)).review_due_at as string)
    expect(due.toISOString()).toBe('2026-12-10T15:00:00.000Z')
    const [mail] = await app.mails(author.email)
    expect(mail!.text).toContain('12월 10일(목)까지')
    expect((await app.page(`${path}/supplement`, { ...author, form })).status).toBe(409)
    app.setNow(tuesday)
  })

  test('with something missing comes back whole', async () => {
    const { author, path, number } = await anAsked()
    const answer = await app.page(`${path}/supplement`, {
      ...author,
      form: { ...changed, title: '', problem: '다시 쓴 글' },
    })
    expect(answer.status).toBe(422)
    for (const text of ['다시 쓴 글', changed.proposal, '제목을 써 주세요.', '어느 다리인지'])
      expect(answer.html).toContain(text)
    expect((await stateOf(number)).state).toBe('supplement_requested')
    const unknown = await app.page(`${path}/supplement`, {
      ...author,
      form: { ...changed, category: 'space' },
    })
    expect(unknown.status).toBe(422)
    app.setNow(tuesday)
  })

  test('on a text that is no longer the one there is told', async () => {
    const { author, path } = await anAsked()
    const answer = await app.page(`${path}/supplement`, {
      ...author,
      form: { ...changed, version: 'of-another-text' },
    })
    expect(answer.status).toBe(409)
    expect(answer.html).toContain(changed.proposal)
    app.setNow(tuesday)
  })

  test('nobody asked for is refused', async () => {
    const { author, path } = await aPetition()
    expect((await app.page(`${path}/supplement`, author)).location).toBe(`${path}/mine`)
    const answer = await app.page(`${path}/supplement`, { ...author, form: changed })
    expect(answer.status).toBe(409)
  })
})

describe('withdrawing', () => {
  const yes = { form: { sure: 'yes' } }

  test('is asked once, then ends the petition, is recorded and told', async () => {
    const { author, path, number } = await anOpened()
    expect((await app.page(`${path}/withdrawal`, author)).html).toContain('청원을 취하할까요?')
    const done = await app.page(`${path}/withdrawal`, { ...author, ...yes })
    expect(done).toMatchObject({ status: 303, location: `${path}/mine` })
    expect(await stateOf(number)).toMatchObject({ state: 'withdrawn', review_due_at: null })
    expect((await app.page(`${path}/mine`, author)).html).toContain('취하하셨습니다.')
    expect((await app.mails(author.email))[0]!.subject).toContain('취하하셨습니다')
    const entries = await sql`select act from audit_entries where act = 'petition.withdraw'`
    expect(entries.length).toBeGreaterThan(0)
    expect((await app.page(`${path}/withdrawal`, { ...author, ...yes })).status).toBe(409)
  })

  test('is refused once the mayor owes an answer; the name can go instead', async () => {
    const { author, path, number } = await anOpened()
    await sql`insert into establishments (petition_id, at, total, threshold)
      select id, opened_at, 1000, 1000 from petitions where number = ${number}`
    expect((await app.page(`${path}/withdrawal`, author)).location).toBe(`${path}/mine`)
    const refused = await app.page(`${path}/withdrawal`, { ...author, ...yes })
    expect(refused.status).toBe(409)
    expect(refused.html).toContain('이미 성립한 청원은')
    expect((await app.page(`${path}/mine`, author)).html).toContain(`${path}/name-removal`)
    expect((await app.page(`${path}/name-removal`, author)).html).toContain('이름을 내릴까요?')
    expect((await app.page(`${path}/name-removal`, { ...author, ...yes })).status).toBe(303)
    expect(await stateOf(number)).toMatchObject({ state: 'open', author_shown: null })
    expect((await app.page(`${path}/name-removal`, { ...author, ...yes })).status).toBe(409)
  })

  test('at the same moment as publishing leaves one of the two done and nothing between', async () => {
    const { author, path, number } = await aPetition()
    const [withdrawn] = await Promise.all([
      app.page(`${path}/withdrawal`, { ...author, ...yes }),
      decide(number, 'publication', { department: department!.id }).catch(() => {}),
    ])
    expect(withdrawn.status).toBe(303)
    expect((await stateOf(number)).state).toBe('withdrawn')
  })

  test('the name is not taken off what can still be withdrawn', async () => {
    const { author, path } = await anOpened()
    expect((await app.page(`${path}/name-removal`, { ...author, ...yes })).status).toBe(409)
  })
})
