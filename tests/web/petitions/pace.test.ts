import { describe, expect, test } from 'vitest'
import { paceOf } from '../../../web/petitions/pace.ts'

const window = {
  openedAt: '2026-11-02T01:00:00.000Z',
  closesAt: '2026-12-02T15:00:00.000Z',
  threshold: 1000,
  byDay: [
    { day: '2026-11-15', count: 500 },
    { day: '2026-11-16', count: 100 },
    { day: '2026-11-22', count: 124 },
    { day: '2026-11-23', count: 90 },
  ],
}

describe('how many a day are missing', () => {
  test('counts whole days to the last one, and the seven whole days before today', () => {
    const now = new Date('2026-11-23T10:00:00Z')
    expect(paceOf(window, 640, now)).toEqual({ daysLeft: 9, needed: 40, lately: 32 })
  })

  test('on its last day is what is missing until midnight', () => {
    expect(paceOf(window, 998, new Date('2026-12-02T14:59:59Z'))).toMatchObject({ daysLeft: 0, needed: 2 })
  })

  test('on its first day knows no past', () => {
    expect(paceOf(window, 1, new Date('2026-11-02T05:00:00Z'))).toMatchObject({ lately: null })
  })

  test('is nothing once the threshold is reached or the window closed', () => {
    expect(paceOf(window, 1000, new Date('2026-11-23T10:00:00Z'))).toBeNull()
    expect(paceOf(window, 10, new Date('2026-12-02T15:00:00Z'))).toBeNull()
  })
})
