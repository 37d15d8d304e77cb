import { describe, expect, test } from 'vitest'
import { openEndorser } from '../../../server/petitions/endorsing/endorser.ts'
import { anOpenPetition, askedBy, countsOf, openTestDatabase } from './fixtures.ts'

const { sql, db, another } = await openTestDatabase()
const endorser = openEndorser({ sql, db })

describe('endorsing', () => {
  test('counts a person once, and says so the second time', async () => {
    const { id } = await anOpenPetition(sql)
    expect(await endorser.endorse(askedBy('ha', id))).toEqual({
      outcome: 'new',
      total: 1,
      established: false,
      ordinal: 1,
    })
    expect(await endorser.endorse(askedBy('ha', id))).toMatchObject({
      outcome: 'already',
      total: 1,
      ordinal: 1,
    })
    expect(await countsOf(sql, id)).toMatchObject({ online: 1, standing: 1 })
  })

  test('by one person on fifty connections at once makes one row, and one of them is the new one', async () => {
    const { id } = await anOpenPetition(sql)
    const replies = await Promise.all(Array.from({ length: 50 }, () => endorser.endorse(askedBy('ha', id))))
    expect(replies.map((reply) => reply.outcome).toSorted()).toEqual(
      [...Array(49).fill('already'), 'new'].toSorted(),
    )
    expect(replies[0]).toMatchObject({ outcome: 'new', ordinal: 1 })
    expect(await countsOf(sql, id)).toMatchObject({ total: 1, rows: 1 })
  })

  test('by 200 people at once across the thousandth establishes once, with one job', async () => {
    const { id } = await anOpenPetition(sql, { total: 900 })
    const replies = await Promise.all(Array.from({ length: 200 }, (_, i) => endorser.endorse(askedBy(i, id))))
    expect(replies.every((reply) => reply.outcome === 'new')).toBe(true)
    expect(new Set(replies.map((reply) => reply.ordinal)).size).toBe(200)
    expect(await countsOf(sql, id)).toMatchObject({ total: 1100, online: 200, establishments: 1, jobs: 1 })
    expect((await endorser.endorse(askedBy('later', id))).established).toBe(true)
  })

  test('is judged by the instant the request came in, to the millisecond', async () => {
    const closesAt = new Date('2026-12-24T15:00:00Z')
    const { id } = await anOpenPetition(sql, { closesAt })
    const before = await endorser.endorse(askedBy('in time', id, { at: new Date(closesAt.getTime() - 1) }))
    const late = await endorser.endorse(askedBy('late', id, { at: closesAt }))
    expect([before.outcome, late.outcome]).toEqual(['new', 'closed'])
    expect(await endorser.endorse(askedBy('in time', id, { at: closesAt }))).toMatchObject({
      outcome: 'already',
    })
  })

  test.each([
    ['closed', { state: 'closed' }],
    ['not-open', { state: 'received' }],
    ['not-open', { state: 'withdrawn' }],
    ['hidden', { hidden: true }],
  ])('answers %s for %o', async (outcome, about) => {
    const { id } = await anOpenPetition(sql, about)
    expect((await endorser.endorse(askedBy('ha', id))).outcome).toBe(outcome)
    expect(await countsOf(sql, id)).toMatchObject({ rows: 0, total: 0 })
  })

  test('a petition that does not exist is unknown', async () => {
    expect((await endorser.endorse(askedBy('ha', 999_999))).outcome).toBe('unknown')
  })

  test('below the level that counts is kept and not counted, until a better verification lifts it', async () => {
    const { id } = await anOpenPetition(sql, { minLevel: 1, threshold: 1 })
    expect(await endorser.endorse(askedBy('ha', id))).toMatchObject({ outcome: 'new', total: 0, ordinal: 0 })
    expect(await countsOf(sql, id)).toMatchObject({ standing: 1, total: 0, establishments: 0 })
    expect(await endorser.endorse(askedBy('ha', id, { level: 1 }))).toMatchObject({
      outcome: 'already',
      total: 1,
      ordinal: 1,
    })
    expect(await endorser.endorse(askedBy('ha', id, { level: 2 }))).toMatchObject({
      outcome: 'already',
      total: 1,
    })
    expect(await countsOf(sql, id)).toMatchObject({ rows: 1, total: 1, establishments: 1 })
    await endorser.withdraw(askedBy('ha', id))
    expect(await countsOf(sql, id)).toMatchObject({ standing: 0, total: 0, establishments: 1 })
  })
})

describe('withdrawing', () => {
  test('is possible until closing, and endorsing again adds a row', async () => {
    const { id } = await anOpenPetition(sql)
    await endorser.endorse(askedBy('ha', id))
    expect(await endorser.withdraw(askedBy('ha', id))).toMatchObject({ outcome: 'withdrawn', total: 0 })
    expect(await endorser.withdraw(askedBy('ha', id))).toMatchObject({ outcome: 'nothing', total: 0 })
    expect(await endorser.endorse(askedBy('ha', id))).toMatchObject({ outcome: 'new', total: 1 })
    expect(await countsOf(sql, id)).toMatchObject({ rows: 2, standing: 1, online: 1 })
    const late = askedBy('ha', id, { at: new Date('2026-12-24T15:00:00Z') })
    expect((await endorser.withdraw(late)).outcome).toBe('closed')
  })

  test.each([
    ['endorse', 'withdraw', 'endorse'],
    ['endorse', 'endorse', 'withdraw'],
    ['withdraw', 'endorse', 'endorse'],
    ['endorse', 'withdraw', 'withdraw'],
    ['withdraw', 'endorse', 'withdraw'],
  ] as const)('%s, %s, %s sent at once happen in that order', async (...acts) => {
    const { id } = await anOpenPetition(sql, { total: 5 })
    let stands = false
    const expected = acts.map((act) => {
      const before = stands
      stands = act === 'endorse'
      return act === 'endorse' ? (before ? 'already' : 'new') : before ? 'withdrawn' : 'nothing'
    })
    const replies = await Promise.all([
      endorser.endorse(askedBy('other', id)),
      ...acts.map((act) => endorser[act](askedBy('ha', id))),
    ])
    expect(replies.slice(1).map((reply) => reply.outcome)).toEqual(expected)
    expect(await countsOf(sql, id)).toMatchObject({ standing: stands ? 2 : 1, total: stands ? 7 : 6 })
  })

  test('never takes an establishment back', async () => {
    const { id } = await anOpenPetition(sql, { threshold: 2 })
    await Promise.all([endorser.endorse(askedBy('ha', id)), endorser.endorse(askedBy('na', id))])
    expect(await endorser.withdraw(askedBy('ha', id))).toMatchObject({ total: 1, established: true })
    expect(await endorser.endorse(askedBy('ha', id))).toMatchObject({ total: 2, established: true })
    expect(await countsOf(sql, id)).toMatchObject({ establishments: 1, jobs: 1 })
  })

  test('an invalidated row keeps its place: its owner can neither withdraw it nor count again', async () => {
    const { id } = await anOpenPetition(sql)
    await endorser.endorse(askedBy('ha', id))
    await sql`update endorsements set invalidated_at = '2026-11-25', invalid_reason = 'fraud' where petition_id = ${id}`
    await sql`update petition_counts set online = 0 where petition_id = ${id}`
    expect((await endorser.withdraw(askedBy('ha', id))).outcome).toBe('withdrawn')
    expect((await endorser.endorse(askedBy('ha', id))).outcome).toBe('already')
    expect(await countsOf(sql, id)).toMatchObject({ standing: 1, total: 0 })
  })
})

describe('while someone else changes the petition', () => {
  const changes = {
    hidden: "hidden_at = '2026-11-25', hidden_reason = '확인 중'",
    closed: "state = 'closed', closed_at = '2026-11-25'",
    'not-open': "state = 'withdrawn', ended_at = '2026-11-25'",
  }
  test.each(Object.entries(changes))('endorsing waits for it and is then %s', async (outcome, change) => {
    const { id } = await anOpenPetition(sql)
    let waiting: Promise<{ outcome: string }> | undefined
    await sql.begin(async (tx) => {
      await tx`select from petition_counts where petition_id = ${id} for no key update`
      await tx`select from petitions where id = ${id} for no key update`
      waiting = endorser.endorse(askedBy('ha', id))
      await tx`select pg_sleep(0.1)`
      await tx.unsafe(`update petitions set ${change} where id = ${id}`)
    })
    expect((await waiting!).outcome).toBe(outcome)
    expect(await countsOf(sql, id)).toMatchObject({ rows: 0, total: 0 })
  })
})

describe('two processes on one database', () => {
  test('write overlapping batches without a deadlock, and every total equals its rows', async () => {
    const other = openEndorser(await another())
    const petitions = await Promise.all(
      Array.from({ length: 20 }, () => anOpenPetition(sql, { threshold: 60 })),
    )
    const acts: Promise<{ outcome: string }>[] = []
    for (let round = 0; round < 12; round += 1) {
      for (let i = 0; i < 400; i += 1) {
        const writer = i % 2 ? endorser : other
        const petition = petitions[Math.floor(Math.random() * petitions.length)]!
        const person = Math.floor(Math.random() * 120)
        acts.push(
          Math.random() < 0.1
            ? writer.withdraw(askedBy(person, petition.id))
            : writer.endorse(askedBy(person, petition.id)),
        )
      }
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await Promise.all(acts)
    for (const { id } of petitions) {
      const counts = await countsOf(sql, id)
      expect(counts.standing).toBe(counts.online)
      expect(counts.establishments).toBeLessThanOrEqual(1)
      expect(counts.jobs).toBe(counts.establishments)
      if (counts.total >= 60) expect(counts.establishments).toBe(1)
    }
  })
})
