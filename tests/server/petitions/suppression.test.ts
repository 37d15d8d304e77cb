import { describe, expect, test } from 'vitest'
import { suppressed } from '../../../server/petitions/reading/charts.rules.ts'

const sum = (rows: { count: number }[]) => rows.reduce((all, { count }) => all + count, 0)

describe('numbers by dong', () => {
  test('of five and more are shown, and the sum is kept', () => {
    expect(
      suppressed([
        ['a', 20],
        ['b', 5],
        [null, 3],
      ]),
    ).toEqual([
      { dong: 'a', count: 20 },
      { dong: 'b', count: 5 },
      { dong: null, count: 3 },
    ])
  })

  test('below five are one sum with those who gave no dong', () => {
    expect(
      suppressed([
        ['a', 20],
        ['b', 4],
        ['c', 3],
      ]),
    ).toEqual([
      { dong: 'a', count: 20 },
      { dong: null, count: 7 },
    ])
  })

  test('one small dong does not stand alone: the next smallest hides it', () => {
    expect(
      suppressed([
        ['a', 20],
        ['b', 9],
        ['c', 3],
      ]),
    ).toEqual([
      { dong: 'a', count: 20 },
      { dong: null, count: 12 },
    ])
    expect(
      suppressed([
        ['a', 20],
        ['b', 1],
        ['c', 1],
        ['d', 6],
      ]),
    ).toEqual([
      { dong: 'a', count: 20 },
      { dong: null, count: 8 },
    ])
  })

  test('whatever they are: nothing is lost, nothing small is shown, nothing small can be worked out', () => {
    let state = 7
    const random = (most: number) => (state = (state * 48_271) % 2_147_483_647) % most
    for (let round = 0; round < 500; round += 1) {
      const counts = Array.from(
        { length: 1 + random(18) },
        (_, index) => [`dong${index}`, 1 + random(random(2) ? 12 : 300)] as [string, number],
      )
      const unknown = random(3)
      const shown = suppressed(unknown ? [...counts, [null, unknown]] : counts)
      const visible = shown.filter(({ dong }) => dong !== null)
      const behind = counts.filter(([dong]) => !visible.some((one) => one.dong === dong))
      expect(sum(shown)).toBe(sum(counts.map(([, count]) => ({ count }))) + unknown)
      expect(visible.every(({ count }) => count >= 5)).toBe(true)
      if (behind.some(([, count]) => count < 5) && visible.length > 0) {
        expect(behind.length).toBeGreaterThan(1)
        expect(sum(behind.map(([, count]) => ({ count })))).toBeGreaterThanOrEqual(5)
      }
    }
  })
})
