import { describe, expect, test } from 'vitest'
import { openEndorser } from '../../../server/petitions/endorsing/endorser.ts'
import { closeDue } from '../../../server/petitions/milestones/closing.actions.ts'
import { seeded } from '../../../server/demo/history.rules.ts'
import { anOpenPetition, askedBy, countsOf, openTestDatabase, partsOf } from './fixtures.ts'

const database = await openTestDatabase()
const { sql, another } = database
const here = openEndorser(database)
const there = openEndorser(await another())

describe('two processes at the thousandth', () => {
  test('200 people through both establish once, at a total both would have told, with one job', async () => {
    const { id } = await anOpenPetition(sql, { total: 900 })
    const replies = await Promise.all(
      Array.from({ length: 200 }, (_, i) => (i % 2 ? here : there).endorse(askedBy(i, id))),
    )
    expect(replies.every(({ outcome }) => outcome === 'new')).toBe(true)
    // Nobody is told a place that someone else has, and the places have no gap.
    expect(replies.map(({ ordinal }) => ordinal!).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 200 }, (_, i) => 901 + i),
    )
    expect(await countsOf(sql, id)).toMatchObject({ total: 1100, standing: 200, establishments: 1, jobs: 1 })
    const [fact] = await sql`select total, threshold from establishments where petition_id = ${id}`
    expect(fact!.threshold).toBe(1000)
    expect(fact!.total).toBeGreaterThanOrEqual(1000)
    expect(fact!.total).toBeLessThanOrEqual(1100)
  })

  test('while others withdraw around the line it is established once, and the total equals its rows', async () => {
    const { id } = await anOpenPetition(sql, { total: 950 })
    await Promise.all(Array.from({ length: 40 }, (_, i) => here.endorse(askedBy(`old ${i}`, id))))
    const acts = Array.from({ length: 120 }, (_, i) => [
      (i % 2 ? here : there).endorse(askedBy(`new ${i}`, id)),
      ...(i < 40 ? [(i % 2 ? there : here).withdraw(askedBy(`old ${i}`, id))] : []),
    ]).flat()
    const replies = await Promise.all(acts)
    expect(replies.filter(({ outcome }) => outcome === 'new')).toHaveLength(120)
    expect(replies.filter(({ outcome }) => outcome === 'withdrawn')).toHaveLength(40)
    expect(await countsOf(sql, id)).toMatchObject({ total: 1070, standing: 120, establishments: 1, jobs: 1 })
  })
})

describe('one person', () => {
  test('on fifty connections of two processes is one row, told as new to exactly one', async () => {
    const { id } = await anOpenPetition(sql)
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, i) => (i % 2 ? here : there).endorse(askedBy('ha', id))),
    )
    expect(replies.filter(({ outcome }) => outcome === 'new')).toHaveLength(1)
    expect(replies.filter(({ outcome }) => outcome === 'already')).toHaveLength(49)
    expect(await countsOf(sql, id)).toMatchObject({ total: 1, rows: 1, standing: 1 })
  })

  test('who taps at random in two processes ends as the rows say, and never counts twice', async () => {
    const random = seeded(7)
    const { id } = await anOpenPetition(sql)
    const replies = await Promise.all(
      Array.from({ length: 120 }, () => {
        const process = random() < 0.5 ? here : there
        return random() < 0.5 ? process.endorse(askedBy('ha', id)) : process.withdraw(askedBy('ha', id))
      }),
    )
    const made = replies.filter(({ outcome }) => outcome === 'new').length
    const taken = replies.filter(({ outcome }) => outcome === 'withdrawn').length
    const counts = await countsOf(sql, id)
    expect(made - taken).toBe(counts.standing)
    expect(counts).toMatchObject({ total: counts.standing, rows: made })
    expect([0, 1]).toContain(counts.total)
  })
})

describe('the second of closing', () => {
  const closesAt = new Date('2026-12-24T15:00:00Z')
  const at = (ms: number) => new Date(closesAt.getTime() + ms)

  test('takes what came before it and refuses what came at it, mixed in one write', async () => {
    const { id } = await anOpenPetition(sql, { closesAt })
    await Promise.all(Array.from({ length: 40 }, (_, i) => here.endorse(askedBy(`old ${i}`, id))))
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, async (_, i) => {
        const late = i % 2 === 1
        const asked = askedBy(`new ${i}`, id, { at: at(late ? 0 : -1) })
        const taken = askedBy(`old ${i}`, id, { at: at(late ? 0 : -1) })
        const [endorsed, withdrawn] = await Promise.all([here.endorse(asked), there.withdraw(taken)])
        return { late, endorsed: endorsed.outcome, withdrawn: withdrawn.outcome }
      }),
    )
    for (const { late, endorsed } of outcomes) expect(endorsed).toBe(late ? 'closed' : 'new')
    for (const { late, withdrawn } of outcomes) expect(withdrawn).toBe(late ? 'closed' : 'withdrawn')
    expect(await countsOf(sql, id)).toMatchObject({ total: 40, standing: 40, online: 40 })
  })

  test('closes once when two processes sweep while the last endorsements are written', async () => {
    const { id } = await anOpenPetition(sql, { closesAt })
    const parts = partsOf(database, at(60_000))
    const [closedHere, closedThere, ...replies] = await Promise.all([
      closeDue(parts, new Set()),
      closeDue(parts, new Set()),
      ...Array.from({ length: 100 }, (_, i) => here.endorse(askedBy(i, id, { at: at(-1) }))),
    ])
    const [row] = await sql`
      select state, closed_at = closes_at as on_time, response, response_kind from petitions where id = ${id}`
    expect(row).toEqual({
      state: 'closed',
      on_time: true,
      response: 'due',
      response_kind: 'department',
    })
    const moves = await sql`select move from petition_moves where petition_id = ${id} and move = 'close'`
    expect(moves).toHaveLength(1)
    expect(Number(closedHere) + Number(closedThere)).toBeGreaterThanOrEqual(1)
    // Whoever was told that it counts is counted, whoever was told that it closed is not.
    const taken = replies.filter((reply) => (reply as { outcome: string }).outcome === 'new').length
    expect(await countsOf(sql, id)).toMatchObject({ total: taken, standing: taken })
  })
})
