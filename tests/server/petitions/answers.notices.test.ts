import { describe, expect, test } from 'vitest'
import { personKeyOf } from '../../../server/accounts/accounts.actions.ts'
import { startApp } from '../../support/app.ts'
import { startSmtp } from '../../support/smtp.ts'
import { aCase, followers, type Saved, words } from './answering.ts'

const smtp = await startSmtp()
const app = await startApp({ env: { SMTP_URL: smtp.url } })
const { sql } = app.deps
const drafter = await app.as.officer('department', { department: 'urban-safety' })
const team = await app.as.officer('communication')

/** Publishes an answer; nobody but the author is told yet. */
async function publish(about: { authorId?: number } = {}) {
  const { id: petitionId, number, call } = await aCase(app)
  if (about.authorId) await sql`update petitions set author_id = ${about.authorId} where id = ${petitionId}`
  const { id } = (await call(drafter, 'POST', '', words)).body as Saved
  await call(drafter, 'POST', `/${id}/submission`, { version: 1 })
  await call(team, 'POST', `/${id}/approval`, { version: 1 })
  return {
    petitionId,
    number,
    id,
    go: async () => expect((await call(team, 'POST', `/${id}/publication`, { version: 1 })).status).toBe(200),
  }
}

const arrived = (to: string) => smtp.mails.filter((mail) => mail.to.includes(to))
const counts = (emails: string[]) => new Set(emails.map((email) => arrived(email).length))
/** What waits for its next try is tried now. */
const now = () =>
  sql`update graphile_worker._private_jobs set run_at = now(), locked_at = null, locked_by = null`

describe('when an answer is published', () => {
  test('the author hears it, in the own language, and so do those who chose to; others do not', async () => {
    const author = await app.as.resident()
    await sql`update persons set lang = 'en' where id = ${author.personId}`
    const { petitionId, number, go } = await publish({ authorId: author.personId })
    const [follower] = await followers(app, petitionId, 1)
    const silent = await app.as.resident()
    await sql`insert into subscriptions (petition_id, person_id, on_answer, on_established, on_commitment)
      values (${petitionId}, ${silent.personId}, false, true, true)`
    const consenting = await app.as.resident()
    const endorses = async (personId: number) => sql`
      insert into endorsements (petition_id, person_key, dong, level, route, endorsed_at, ordinal)
      values (${petitionId}, ${personKeyOf(app.deps.secrets, personId)}, 'yeoui', 0, 'online', '2026-11-25T00:00:00Z', 1)`
    await endorses(consenting.personId)
    await sql`insert into consents (person_id, kind, text_version, given_at)
      values (${consenting.personId}, 'notices', '2026-11', '2026-11-01T00:00:00Z')`
    const unasked = await app.as.resident()
    await endorses(unasked.personId)
    await go()
    await app.settle()
    const [english] = arrived(author.email)
    expect(english!.subject).toBe('Answer to: 밤길에 조명을 놓아 주세요')
    expect(english!.text).toContain(`/en/petitions/${number}`)
    expect(english!.headers.get('list-unsubscribe')).toBeUndefined()
    const [korean] = arrived(follower!)
    expect(korean!.subject).toBe('답변이 나왔습니다: 밤길에 조명을 놓아 주세요')
    expect(korean!.text).toContain(`${app.url}/petitions/${number}`)
    expect(arrived(consenting.email)).toHaveLength(1)
    expect([...arrived(silent.email), ...arrived(unasked.email)]).toEqual([])
  })

  test('who wrote the petition and follows it hears once', async () => {
    const author = await app.as.resident()
    const { petitionId, go } = await publish({ authorId: author.personId })
    await sql`insert into subscriptions (petition_id, person_id, on_answer, on_established, on_commitment)
      values (${petitionId}, ${author.personId}, true, true, true)`
    await go()
    await app.settle()
    expect(arrived(author.email)).toHaveLength(1)
  })

  test('a server that refuses is asked again later, and each mail still comes once', async () => {
    const { petitionId, go } = await publish()
    const emails = await followers(app, petitionId, 5)
    await go()
    smtp.mode = 'refuse'
    await app.settle()
    expect(counts(emails)).toEqual(new Set([0]))
    smtp.mode = 'accept'
    await now()
    await app.settle()
    expect(counts(emails)).toEqual(new Set([1]))
    await now()
    await app.settle()
    expect(counts(emails)).toEqual(new Set([1]))
  })

  test('a mail that may have gone out is never sent again, and stands in the list of the office without its address', async () => {
    const { petitionId, id, go } = await publish()
    const emails = await followers(app, petitionId, 2)
    await go()
    smtp.mode = 'drop'
    await app.settle()
    smtp.mode = 'accept'
    await now()
    await app.settle()
    expect(counts(emails)).toEqual(new Set([1]))
    const administrator = await app.as.officer('administrator')
    const page = await app.page('/desk/mails', { cookie: administrator.cookie })
    expect(page.status).toBe(200)
    expect(page.html).toContain(`#${id}`)
    for (const email of emails) expect(page.html).not.toContain(email)
    expect((await app.page('/desk/mails', { cookie: team.cookie })).status).toBe(403)
  })
})

describe('the link that ends mails', () => {
  test('works by one POST of a mail program, not by being opened, and only for that petition and person', async () => {
    const { petitionId, go } = await publish()
    const [one, other] = await followers(app, petitionId, 2)
    await go()
    await app.settle()
    const mail = arrived(one!)[0]!
    const link = /<(.+)>/.exec(mail.headers.get('list-unsubscribe')!)![1]!
    expect(mail.headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    expect(mail.text).toContain(link)
    const chosen = async () =>
      (
        await sql`select person_id::int as id from subscriptions where petition_id = ${petitionId} and on_answer`
      ).length
    const opened = await app.page(new URL(link).pathname)
    expect(opened.status).toBe(200)
    expect(opened.html).toContain('그만 받을까요?')
    expect(await chosen()).toBe(2)
    for (let twice = 0; twice < 2; twice += 1) {
      const left = await fetch(link, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      })
      expect([left.status, (await left.text()).includes('더 보내지 않습니다')]).toEqual([200, true])
    }
    expect(await chosen()).toBe(1)
    expect(arrived(other!)).toHaveLength(1)
  })

  test.each(['x', 'AAAA', 'A'.repeat(80), '%00'])(
    'that was tampered with leads nowhere: %s',
    async (token) => {
      expect((await app.page(`/unsubscribe/${token}`)).status).toBe(404)
      expect((await app.page(`/unsubscribe/${token}`, { form: {} })).status).toBe(404)
    },
  )
})
