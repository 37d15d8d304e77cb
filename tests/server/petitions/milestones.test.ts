import { describe, expect, test } from 'vitest'
import { startApp } from '../../support/app.ts'
import { inParallel } from '../../support/parallel.ts'
import { anOpenPetition, countsOf } from './fixtures.ts'

const opened = new Date('2026-11-24T01:00:00Z')
const closesAt = new Date('2026-12-24T15:00:00Z')
const site = await startApp({ now: new Date('2026-11-25T03:00:00Z') })
const { sql } = site.deps

/** An open petition with an author who reads mail, and three who hear of it. */
async function followed(threshold: number) {
  const petition = await anOpenPetition(sql, { threshold, closesAt })
  const author = await site.as.resident()
  await sql`update petitions set author_id = ${author.personId}, opened_at = ${opened.toISOString()} where id = ${petition.id}`
  const followers = await Promise.all([0, 1, 2].map(() => site.as.resident()))
  for (const { cookie } of followers) {
    const wish = { onAnswer: true, onEstablished: true, onCommitment: false }
    const path = `/api/petitions/${petition.number}/subscription`
    expect((await site.api('PUT', path, wish, { cookie })).status).toBe(200)
  }
  return { ...petition, author, followers }
}

const endorse = (number: string, cookie: string) =>
  site.api('POST', `/api/petitions/${number}/endorsements`, {}, { cookie })

const stateOf = async (id: number) =>
  (
    await sql`select state, response, response_kind as kind, response_due_at as due from petitions where id = ${id}`
  )[0] as { state: string; response: string; kind: string | null; due: Date | null }

describe('the endorsement that reaches the threshold', () => {
  test('makes the mayor owe an answer, and tells author, followers and office once each', async () => {
    site.setNow(new Date('2026-11-25T03:00:00Z'))
    const office = await site.as.officer('communication')
    const mayor = await site.as.officer('mayor')
    const { id, number, author, followers } = await followed(5)
    const crowd = await Promise.all(Array.from({ length: 6 }, () => site.as.resident()))
    await inParallel(crowd, 6, ({ cookie }) => endorse(number, cookie))
    // The queue and the sweep may both find it: what was told is not told again.
    await Promise.all([site.settle(), site.settle()])
    await site.settle()

    expect(await stateOf(id)).toMatchObject({ state: 'open', response: 'due', kind: 'mayor' })
    expect(new Date((await stateOf(id)).due!).toISOString()).toBe('2026-12-15T15:00:00.000Z')
    for (const { email } of [author, ...followers]) {
      const mails = (await site.mails(email)).filter(({ text }) => text.includes(number))
      expect(mails.map(({ subject }) => subject)).toEqual(['5명이 공감했습니다: 밤길에 조명을 놓아 주세요'])
      expect(mails[0]!.text).toContain('12월 15일(화)까지')
    }
    for (const { email } of [office, mayor]) {
      expect((await site.mails(email)).filter(({ text }) => text.includes(number))).toHaveLength(1)
    }
    const moves = await sql`select move from petition_moves where petition_id = ${id}`
    expect(moves.map(({ move }) => move)).toEqual(['establish'])
    const entries =
      await sql`select act from audit_entries where about_kind = 'petition' and about_id = ${String(id)}`
    expect(entries.map(({ act }) => act)).toEqual(['petition.establish'])
  })

  test('stays reached when people withdraw, and nobody is told anew when it is crossed again', async () => {
    site.setNow(new Date('2026-11-25T03:00:00Z'))
    const { id, number, author } = await followed(2)
    const [first, second] = await Promise.all([site.as.resident(), site.as.resident()])
    await endorse(number, first.cookie)
    await endorse(number, second.cookie)
    await site.settle()
    const withdrawn = await site.api('DELETE', `/api/petitions/${number}/endorsements/mine`, undefined, {
      cookie: first.cookie,
    })
    expect(withdrawn.body).toMatchObject({ endorsed: false, total: 1, established: true })
    await endorse(number, first.cookie)
    await site.settle()
    expect(await countsOf(sql, id)).toMatchObject({ total: 2, establishments: 1 })
    expect((await site.mails(author.email)).filter(({ text }) => text.includes(number))).toHaveLength(1)
  })
})

describe('the end of the window', () => {
  test('refuses by the clock from its second on, and the state follows a minute later', async () => {
    const { id, number } = await followed(1000)
    const [early, late] = await Promise.all([site.as.resident(), site.as.resident()])
    site.setNow(new Date(closesAt.getTime() - 1000))
    expect((await endorse(number, early.cookie)).status).toBe(201)
    // What came in before counts, however long it took to be read; this one came after.
    site.setNow(new Date(closesAt.getTime() + 20_000))
    const refused = await endorse(number, late.cookie)
    expect([refused.status, refused.body.code]).toEqual([409, 'closed'])
    await site.settle()
    expect((await stateOf(id)).state).toBe('open')
    site.setNow(new Date(closesAt.getTime() + 60_000))
    await site.settle()
    expect((await stateOf(id)).state).toBe('closed')
  })

  test('below the line makes the department owe an answer ten days on, and the author hears when', async () => {
    site.setNow(new Date('2026-12-01T00:00:00Z'))
    const { id, author, followers, number } = await followed(1000)
    site.setNow(new Date('2026-12-25T04:00:00Z'))
    await Promise.all([site.settle(), site.settle()])
    await site.settle()
    const state = await stateOf(id)
    expect(state).toMatchObject({ state: 'closed', response: 'due', kind: 'department' })
    // Ten days after Thursday 24 December fall on a Sunday.
    expect(new Date(state.due!).toISOString()).toBe('2027-01-04T15:00:00.000Z')
    const mails = (await site.mails(author.email)).filter(({ text }) => text.includes(number))
    expect(mails.map(({ subject }) => subject)).toEqual(['공감이 마감되었습니다: 밤길에 조명을 놓아 주세요'])
    expect(mails[0]!.text).toContain('1월 4일(월)까지')
    expect((await site.mails(followers[0]!.email)).filter(({ text }) => text.includes(number))).toEqual([])
  })

  test("leaves an established petition the mayor's, with the date it had", async () => {
    site.setNow(new Date('2026-12-20T03:00:00Z'))
    const { id, number } = await followed(1)
    await endorse(number, (await site.as.resident()).cookie)
    await site.settle()
    const before = await stateOf(id)
    site.setNow(new Date('2026-12-26T03:00:00Z'))
    await site.settle()
    expect(await stateOf(id)).toEqual({ ...before, state: 'closed' })
  })
})

test('everything that the sweeps did is in the sealed audit log, whose chain holds', async () => {
  const { firstBrokenSeal } = await import('../../../server/audit/audit.actions.ts')
  await site.settle()
  const [row] = await sql`
    select count(*)::int as entries, count(s.entry_id)::int as sealed
    from audit_entries e left join audit_seals s on s.entry_id = e.id`
  expect(row!.entries).toBeGreaterThan(0)
  expect(row!.sealed).toBe(row!.entries)
  expect(await firstBrokenSeal(site.deps)).toBeNull()
})
