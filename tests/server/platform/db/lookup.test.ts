import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createBatchedLookup } from '../../../../server/platform/db/lookup.ts'

function recorder() {
  const loads: string[][] = []
  const load = async (keys: string[]) => {
    loads.push(keys)
    await sleep(1)
    if (keys.includes('broken')) throw new Error('no database')
    return new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, key.toUpperCase()]))
  }
  return { loads, load }
}

describe('a batched look-up', () => {
  test('merges what comes within its window into one load, each key once', async () => {
    const { loads, load } = recorder()
    const find = createBatchedLookup({ windowMs: 10, load })
    const early = [find('a'), find('b'), find('a')]
    await sleep(2)
    const found = await Promise.all([...early, find('nobody')])
    expect(found).toEqual(['A', 'B', 'A', undefined])
    expect(loads).toEqual([['a', 'b', 'nobody']])
  })

  test('keeps nothing: after the window the same key is loaded again', async () => {
    const { loads, load } = recorder()
    const find = createBatchedLookup({ windowMs: 1, load })
    await find('a')
    await find('a')
    expect(loads).toEqual([['a'], ['a']])
  })

  test('goes at once when it is full', async () => {
    const { loads, load } = recorder()
    const find = createBatchedLookup({ windowMs: 60_000, most: 2, load })
    expect(await Promise.all([find('a'), find('b')])).toEqual(['A', 'B'])
    expect(loads).toHaveLength(1)
  })

  test('tells all who asked when the load failed, and works again for the next', async () => {
    const { load } = recorder()
    const find = createBatchedLookup({ windowMs: 1, load })
    const outcomes = await Promise.allSettled([find('a'), find('broken')])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected'])
    expect(await find('a')).toBe('A')
  })
})
