import { describe, expect, test } from 'vitest'
import { closeDue } from '../../../server/petitions/milestones/closing.actions.ts'
import { startApp } from '../../support/app.ts'
import { aCase, establish, stateOf } from './answering.ts'

const closesAt = new Date('2026-12-24T15:00:00Z')
const before = new Date('2026-12-24T14:59:59Z')
const app = await startApp({ now: before })
const { sql } = app.deps
const holidays = new Set(['2026-12-25', '2027-01-01'])
const at = (text: string) => app.setNow(new Date(text))
const instant = (value: unknown) => new Date(String(value)).toISOString()

async function authored(about: Parameters<typeof aCase>[1] = {}) {
  const author = await app.as.resident()
  const made = await aCase(app, { closesAt, ...about })
  await sql`update petitions set author_id = ${author.personId} where id = ${made.id}`
  return { ...made, author }
}

describe('a window', () => {
  test('ends at 24:00 in Seoul: the sweep acts a minute later and writes the promised instant', async () => {
    const { id, author } = await authored()
    for (const early of ['2026-12-24T14:59:59Z', '2026-12-24T15:00:00Z', '2026-12-24T15:00:59.999Z']) {
      at(early)
      expect(await closeDue(app.deps, holidays)).toBe(0)
    }
    at('2026-12-24T15:01:00Z')
    expect(await closeDue(app.deps, holidays)).toBe(1)
    expect(await closeDue(app.deps, holidays)).toBe(0)
    const [row] = await sql`select closed_at as "closedAt" from petitions where id = ${id}`
    expect(instant(row!.closedAt)).toBe(closesAt.toISOString())
    const moves = await sql`select move, at from petition_moves where petition_id = ${id}`
    expect(moves.map(({ move, at: when }) => [move, instant(when)])).toEqual([
      ['close', closesAt.toISOString()],
    ])
    // Ten days after 24 December is 3 January, a Sunday.
    const state = await stateOf(app, id)
    expect(state).toMatchObject({ state: 'closed', response: 'due', kind: 'department' })
    expect(instant(state.dueAt)).toBe('2027-01-04T15:00:00.000Z')
    const [mail] = await app.mails(author.email)
    expect(mail!.subject).toContain('공감이 마감되었습니다')
    expect(mail!.text).toContain('1월 4일(월)까지 글로 답합니다')
  })

  test('is closed once by several sweeps at once, with one mail and one entry in the audit log', async () => {
    const { id, author } = await authored()
    at('2026-12-25T03:00:00Z')
    const closed = await Promise.all(Array.from({ length: 4 }, () => closeDue(app.deps, holidays)))
    expect(closed.reduce((sum, one) => sum + one, 0)).toBe(1)
    expect(await sql`select 1 from petition_moves where petition_id = ${id}`).toHaveLength(1)
    const entries =
      await sql`select act from audit_entries where about_kind = 'petition' and about_id = ${String(id)}`
    expect(entries).toEqual([{ act: 'petition.close' }])
    expect(await app.mails(author.email)).toHaveLength(1)
  })

  test("of an established petition ends without a department's date", async () => {
    const { id } = await authored()
    await establish(app, id)
    await sql`update petitions set response = 'due', response_kind = 'mayor', response_due_at = '2027-01-10T15:00:00Z' where id = ${id}`
    at('2026-12-25T03:00:00Z')
    await closeDue(app.deps, holidays)
    const state = await stateOf(app, id)
    expect(state).toMatchObject({ state: 'closed', response: 'due', kind: 'mayor' })
    expect(instant(state.dueAt)).toBe('2027-01-10T15:00:00.000Z')
  })

  test('that was answered before it ended stays answered', async () => {
    const { id } = await authored()
    await sql`update petitions set response = 'answered', response_kind = 'department', answered_at = '2026-12-20T03:00:00Z' where id = ${id}`
    at('2026-12-25T03:00:00Z')
    await closeDue(app.deps, holidays)
    expect(await stateOf(app, id)).toMatchObject({ state: 'closed', response: 'answered' })
  })
})

test('a supplement that did not come by its date ends the petition with that ground, and its author hears', async () => {
  const { id, author } = await authored({ state: 'supplement_requested' })
  await sql`update petitions set supplement_due_at = '2026-12-29T15:00:00Z' where id = ${id}`
  at('2026-12-29T14:59:59Z')
  await app.settle()
  expect(await stateOf(app, id)).toMatchObject({ state: 'supplement_requested' })
  at('2026-12-29T15:00:00Z')
  await app.settle()
  const [row] = await sql`select state, ground_code from petitions where id = ${id}`
  expect(row).toEqual({ state: 'rejected', ground_code: 'not-supplemented' })
  expect((await app.mails(author.email))[0]!.subject).toContain('보완할 날짜가 지났습니다')
})

test('the department is reminded of an interim answer every 30 days, once each, until it is answered', async () => {
  const officer = await app.as.officer('department', { department: 'urban-safety' })
  const { id } = await authored({ state: 'closed' })
  await sql`update petitions set closed_at = ${closesAt.toISOString()}, response = 'due', response_kind = 'department',
    response_due_at = '2027-01-04T15:00:00Z' where id = ${id}`
  const reminders = async () =>
    (await sql`select purpose from mails where purpose like ${`interim:${id}:%`}`).length
  // Reminders go out at night, once a night.
  const counts: number[] = []
  for (const night of [
    '2027-01-22T19:00:00Z',
    '2027-01-23T19:00:00Z',
    '2027-01-24T19:00:00Z',
    '2027-02-22T19:00:00Z',
  ]) {
    at(night)
    await app.settle()
    counts.push(await reminders())
  }
  expect(counts).toEqual([0, 1, 1, 2])
  const mails = await app.mails(officer.email)
  expect(mails.some((mail) => mail.text.includes('기다린 지 60일'))).toBe(true)
  await sql`update petitions set response = 'answered', answered_at = '2027-03-01T00:00:00Z' where id = ${id}`
  at('2027-04-25T19:00:00Z')
  await app.settle()
  expect(await reminders()).toBe(2)
})
