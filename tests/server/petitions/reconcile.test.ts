import { describe, expect, test } from 'vitest'
import { openEndorser } from '../../../server/petitions/endorsing/endorser.ts'
import { refreshRanks } from '../../../server/petitions/reading/ranks.actions.ts'
import { reconcile } from '../../../server/petitions/endorsing/reconcile.actions.ts'
import { anOpenPetition, askedBy, countsOf, openTestDatabase, partsOf } from './fixtures.ts'

const database = await openTestDatabase()
const { sql } = database
const endorser = openEndorser(database)
const parts = partsOf(database, new Date('2026-11-25T04:00:00Z'))

describe('reconciling counters with their rows', () => {
  test('finds nothing after any amount of endorsing and withdrawing', async () => {
    const { id } = await anOpenPetition(sql, { minLevel: 1, total: 7 })
    await Promise.all(
      Array.from({ length: 40 }, (_, i) => endorser.endorse(askedBy(i, id, { level: i % 2 }))),
    )
    await endorser.withdraw(askedBy(3, id))
    expect(await reconcile(parts)).toEqual([])
    expect(await countsOf(sql, id)).toMatchObject({ online: 19, total: 26, standing: 39 })
  })

  test('corrects a planted difference, records it, and lets a correction cross the threshold', async () => {
    const { id } = await anOpenPetition(sql, { threshold: 3 })
    await Promise.all(['ha', 'na'].map((name) => endorser.endorse(askedBy(name, id))))
    await sql`insert into endorsements (petition_id, person_key, level, route, endorsed_at, ordinal)
      values (${id}, '\\x01', 0, 'online', '2026-11-25', 3)`
    expect(await reconcile(parts)).toEqual([{ id, online: 2, paper: 0, onlineRows: 3, paperRows: 0 }])
    expect(await countsOf(sql, id)).toMatchObject({ online: 3, establishments: 1, jobs: 1 })
    const entries =
      await sql`select detail from audit_entries where act = 'petition.reconcile' and about_id = ${String(id)}`
    expect(entries).toHaveLength(1)
    expect(await reconcile(parts)).toEqual([])
  })
})

describe('ranks', () => {
  const rankOf = async (id: number) =>
    (await sql`select rank_total as total, rank_rising as rising from petitions where id = ${id}`)[0]

  test('follow totals and the last 72 hours, and only what changed is written', async () => {
    const { id } = await anOpenPetition(sql, { total: 2 })
    await Promise.all([
      endorser.endorse(askedBy('ha', id, { at: new Date('2026-11-20T00:00:00Z') })),
      endorser.endorse(askedBy('na', id, { at: new Date('2026-11-25T00:00:00Z') })),
    ])
    expect(await refreshRanks(parts)).toBeGreaterThan(0)
    expect(await rankOf(id)).toEqual({ total: 4, rising: 1 })
    expect(await refreshRanks(parts)).toBe(0)
    expect(await refreshRanks({ ...parts, now: () => new Date('2026-11-29T00:00:00Z') })).toBeGreaterThan(0)
    expect(await rankOf(id)).toEqual({ total: 4, rising: 0 })
  })

  test('are refreshed while a crowd endorses, without a deadlock', async () => {
    const petitions = await Promise.all(Array.from({ length: 10 }, () => anOpenPetition(sql)))
    const progress = { done: false }
    const crowd = Promise.all(
      Array.from({ length: 3000 }, (_, i) => endorser.endorse(askedBy(i, petitions[i % 10]!.id))),
    ).finally(() => (progress.done = true))
    while (!progress.done) await refreshRanks(parts)
    await crowd
    await refreshRanks(parts)
    for (const { id } of petitions) expect((await rankOf(id))!.total).toBe(300)
  })
})
