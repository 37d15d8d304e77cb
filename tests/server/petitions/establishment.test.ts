import { expect, test } from 'vitest'
import {
  announceEstablishment,
  requeueUnannounced,
} from '../../../server/petitions/milestones/establishment.actions.ts'
import { openEndorser } from '../../../server/petitions/endorsing/endorser.ts'
import { startApp } from '../../support/app.ts'
import { aCase, stateOf } from './answering.ts'
import { askedBy } from './fixtures.ts'

const crossed = new Date('2026-12-05T05:00:00Z')
const app = await startApp({ now: crossed })
const { sql } = app.deps
const holidays = new Set(['2026-12-25'])

/** A petition one endorsement below its threshold, and that endorsement. */
async function crossing() {
  const author = await app.as.resident()
  const made = await aCase(app, { threshold: 3, total: 2 })
  await sql`update petitions set author_id = ${author.personId} where id = ${made.id}`
  const reply = await openEndorser(app.deps).endorse(askedBy('the third', made.id, { at: crossed }))
  expect(reply).toMatchObject({ outcome: 'new', established: true })
  return { ...made, author }
}

test("reaching the threshold makes the mayor's answer due 20 days later, on a working day, and says so to everyone concerned", async () => {
  const mayor = await app.as.officer('mayor')
  const { id, author } = await crossing()
  const follower = await app.as.resident()
  await sql`insert into subscriptions (petition_id, person_id, on_answer, on_established, on_commitment)
    values (${id}, ${follower.personId}, false, true, false)`
  await app.settle()
  // Twenty days after 5 December is Christmas, a Friday; Monday the 28th is the next working day.
  const state = await stateOf(app, id)
  expect(state).toMatchObject({ state: 'open', response: 'due', kind: 'mayor' })
  expect(new Date(String(state.dueAt)).toISOString()).toBe('2026-12-28T15:00:00.000Z')
  for (const { email } of [author, follower]) {
    const mails = await app.mails(email)
    expect(mails).toHaveLength(1)
    expect(mails[0]!.text).toContain('12월 28일(월)까지 글과 영상으로 답합니다')
  }
  expect((await app.mails(follower.email))[0]!.text).toContain('/unsubscribe/')
  expect((await app.mails(author.email))[0]!.text).not.toContain('/unsubscribe/')
  expect((await app.mails(mayor.email))[0]!.subject).toContain('12월 28일')
  const moves = await sql`select move from petition_moves where petition_id = ${id}`
  expect(moves).toEqual([{ move: 'establish' }])
})

test('it is announced once by several jobs at once', async () => {
  const { id, author } = await crossing()
  await Promise.all(Array.from({ length: 4 }, () => announceEstablishment(app.deps, id, holidays)))
  await app.settle()
  expect(await app.mails(author.email)).toHaveLength(1)
  expect(await sql`select 1 from petition_moves where petition_id = ${id}`).toHaveLength(1)
})

test('one whose job was lost is found and announced', async () => {
  const { id, author } = await crossing()
  await sql`select graphile_worker.remove_job(${`establish ${id}`})`
  await requeueUnannounced(app.deps)
  expect(await app.mails(author.email)).toHaveLength(0)
  app.setNow(new Date(crossed.getTime() + 11 * 60_000))
  await app.settle()
  await app.settle()
  app.setNow(crossed)
  expect(await app.mails(author.email)).toHaveLength(1)
  const [row] = await sql`select announced_at from establishments where petition_id = ${id}`
  expect(row!.announced_at).not.toBeNull()
})

test('what the department answered before obliges the mayor all the same', async () => {
  const { id, number } = await aCase(app, { threshold: 3, total: 2 })
  const officer = await app.as.officer('communication')
  const lead = await app.as.officer('communication')
  const answers = `/api/desk/petitions/${number}/answers`
  const words = { interim: false, title: '등을 고칩니다', body: '12월에 고칩니다.', commitments: [] }
  const { id: answer, version } = (await app.api('POST', answers, words, officer)).body
  await app.api('POST', `${answers}/${answer}/submission`, { version }, officer)
  await app.api('POST', `${answers}/${answer}/approval`, { version }, lead)
  expect((await app.api('POST', `${answers}/${answer}/publication`, { version }, officer)).status).toBe(200)
  expect((await app.api('POST', answers, words, officer)).status).toBe(409)
  await openEndorser(app.deps).endorse(askedBy('the third', id, { at: crossed }))
  await app.settle()
  expect(await stateOf(app, id)).toMatchObject({ response: 'due', kind: 'mayor' })
  expect((await app.api('POST', answers, words, officer)).status).toBe(201)
  expect((await app.api('POST', answers, words, officer)).body.code).toBe('changed-meanwhile')
  const kinds = (await app.api('GET', answers, undefined, officer)).body.items.map(
    (one: { kind: string }) => one.kind,
  )
  expect(kinds).toEqual(['department', 'mayor'])
})

test('what the mayor answered before stays answered', async () => {
  const author = await app.as.resident()
  const { id } = await aCase(app, { threshold: 3, total: 2 })
  await sql`update petitions set author_id = ${author.personId}, response = 'answered', response_kind = 'mayor',
    answered_at = ${crossed.toISOString()} where id = ${id}`
  await openEndorser(app.deps).endorse(askedBy('the third', id, { at: crossed }))
  await app.settle()
  expect(await stateOf(app, id)).toMatchObject({ response: 'answered', kind: 'mayor' })
  expect((await app.mails(author.email))[0]!.text).toContain('이미 답변이 나왔습니다')
})
