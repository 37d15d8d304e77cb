import { describe, expect, test } from 'vitest'
import { openEndorser } from '../../../server/petitions/endorsing/endorser.ts'
import { startApp } from '../../support/app.ts'
import { aCase } from './answering.ts'
import { anOpenPetition, askedBy, countsOf, openTestDatabase } from './fixtures.ts'

const database = await openTestDatabase()
const { sql, another } = database
const here = openEndorser(database)
const there = openEndorser(await another())
const app = await startApp({ now: new Date('2026-11-25T03:00:00Z') })

describe('endorsements that wait for the lock of a petition', () => {
  test.each([
    ['hidden', "hidden_at = '2026-11-25', hidden_reason = '확인 중'", 'hidden'],
    ['closed', "state = 'closed', closed_at = '2026-11-25'", 'closed'],
    ['withdrawn', "state = 'withdrawn', ended_at = '2026-11-25'", 'not-open'],
  ])('are judged on what it became: %s', async (_name, change, outcome) => {
    const { id } = await anOpenPetition(sql)
    const { replies } = await sql.begin(async (tx) => {
      // As everyone does who changes a petition: counts first, then the petition.
      await tx`select from petition_counts where petition_id = ${id} for no key update`
      const waiting = Array.from({ length: 60 }, (_, i) => (i % 2 ? here : there).endorse(askedBy(i, id)))
      while ((await waitingForLocks()) < 2) await new Promise((turn) => setTimeout(turn, 5))
      await tx`update petitions set ${tx.unsafe(change)} where id = ${id}`
      return { replies: waiting }
    })
    const outcomes = (await Promise.all(replies)).map((reply) => reply.outcome)
    expect(new Set(outcomes)).toEqual(new Set([outcome]))
    expect(await countsOf(sql, id)).toMatchObject({ total: 0, rows: 0 })
  })

  const waitingForLocks = async () => {
    const [row] = await sql`
      select count(*)::int as waiting from pg_stat_activity
      where wait_event_type = 'Lock' and datname = current_database()`
    return row!.waiting as number
  }
})

describe('an officer who hides a petition in the middle of a storm', () => {
  test('ends it: whoever was told that it counts is counted, everyone else was told why not', async () => {
    const { id, number } = await aCase(app)
    const officer = await app.as.officer('communication')
    const one = openEndorser(app.deps)
    const storm = Array.from({ length: 300 }, async (_, i) => {
      await new Promise((later) => setTimeout(later, i / 3))
      return one.endorse(askedBy(`storm ${i}`, id))
    })
    await new Promise((later) => setTimeout(later, 30))
    const hiding = await app.api(
      'POST',
      `/api/desk/petitions/${number}/hiding`,
      { reason: '개인정보가 있어 가립니다.' },
      { cookie: officer.cookie },
    )
    expect(hiding.status).toBe(200)
    const afterwards = await one.endorse(askedBy('too late', id))
    expect(afterwards.outcome).toBe('hidden')
    const outcomes = (await Promise.all(storm)).map(({ outcome }) => outcome)
    const taken = outcomes.filter((outcome) => outcome === 'new').length
    expect(outcomes.filter((outcome) => outcome === 'hidden').length).toBe(300 - taken)
    expect(await countsOf(app.deps.sql, id)).toMatchObject({ total: taken, standing: taken, rows: taken })
  })
})
