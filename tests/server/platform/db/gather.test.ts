import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { InDoubt, isUnavailable } from '../../../../server/platform/db/faults.ts'
import { createGather, Overloaded } from '../../../../server/platform/db/gather.ts'

/** A write that takes a moment and remembers what it was given. */
function recorder(fault: (items: number[]) => unknown = () => undefined) {
  const batches: number[][] = []
  const write = async (items: number[]) => {
    batches.push(items)
    await sleep(5)
    const error = fault(items)
    if (error) throw error
    return items.map((item) => item * 10)
  }
  return { batches, write }
}

const fault = (code: string) => Object.assign(new Error(code), { code })
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i)

describe('a gather', () => {
  test('sends what came while a write was in flight as one next write, in order of arrival', async () => {
    const { batches, write } = recorder()
    const gather = createGather({ limit: 100, batch: 50, write })
    const first = gather.add(1)
    await sleep(2) // the first write is in flight
    const rest = [2, 3, 4].map((item) => gather.add(item))
    expect(gather.size()).toBe(4)
    expect(await Promise.all([first, ...rest])).toEqual([10, 20, 30, 40])
    expect(batches).toEqual([[1], [2, 3, 4]])
    expect(gather.size()).toBe(0)
  })

  test('takes no more than a batch in one write', async () => {
    const { batches, write } = recorder()
    const gather = createGather({ limit: 100, batch: 4, write })
    await Promise.all(numbers(10).map((item) => gather.add(item)))
    expect(batches).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9],
    ])
  })

  test('refuses at once when its queue is full, and says when to come back', async () => {
    const { write } = recorder()
    const gather = createGather({ limit: 3, batch: 2, write })
    const taken = numbers(3).map((item) => gather.add(item))
    const refused = await gather.add(99).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Overloaded)
    expect((refused as Overloaded).retryAfterSeconds).toBeGreaterThanOrEqual(1)
    expect(await Promise.all(taken)).toEqual([0, 10, 20])
    expect(await gather.add(4)).toBe(40)
  })

  test('rejects only the guilty item of a write that fails on data', async () => {
    const { batches, write } = recorder((items) => (items.includes(5) ? fault('23514') : undefined))
    const gather = createGather({ limit: 100, batch: 50, write })
    const outcomes = await Promise.allSettled(numbers(8).map((item) => gather.add(item)))
    expect(outcomes.map((outcome) => outcome.status === 'fulfilled')).toEqual(
      numbers(8).map((item) => item !== 5),
    )
    expect(batches.length).toBeLessThanOrEqual(7)
    const order = batches.filter((batch) => !batch.includes(5)).flat()
    expect(order).toEqual([...order].sort((a, b) => a - b))
  })

  test('does not repeat a write whose outcome is in doubt', async () => {
    const { batches, write } = recorder(() => fault('CONNECTION_CLOSED'))
    const gather = createGather({ limit: 100, batch: 50, write })
    const outcomes = await Promise.allSettled(numbers(3).map((item) => gather.add(item)))
    for (const outcome of outcomes) {
      const { reason } = outcome as PromiseRejectedResult
      expect(reason).toBeInstanceOf(InDoubt)
      expect(isUnavailable(reason)).toBe(true)
    }
    expect(batches).toHaveLength(1)
  })

  test('goes on after a write that failed as a whole', async () => {
    let fails = true
    const { batches, write } = recorder(() => (fails ? new Error('out of order') : undefined))
    const gather = createGather({ limit: 100, batch: 50, write })
    await expect(Promise.all([gather.add(1), gather.add(2)])).rejects.toThrow('out of order')
    fails = false
    expect(await gather.add(3)).toBe(30)
    expect(batches).toEqual([[1, 2], [3]])
  })

  test('takes a write that answers too few outcomes for a fault', async () => {
    const gather = createGather({ limit: 10, batch: 10, write: async () => [1] })
    await expect(Promise.all([gather.add(1), gather.add(2)])).rejects.toThrow('one outcome for each item')
  })

  test('is drained when all that was added has its outcome', async () => {
    const { write } = recorder()
    const gather = createGather({ limit: 100, batch: 2, write })
    let done = 0
    for (const item of numbers(5)) void gather.add(item).then(() => (done += 1))
    await gather.drain()
    expect(done).toBe(5)
    await gather.drain()
  })
})
