import { describe, expect, test } from 'vitest'
import {
  civilDaysDue,
  dueAfter,
  isWorkingDay,
  reviewDue,
  windowCloses,
  workingDaysAfter,
  workingDaysBetween,
} from '../../../server/settings/clock.rules.ts'

/** What the sources say for 2021 (the vectors of the Korean facts). */
const holidays2021 = new Set([
  '2021-09-20',
  '2021-09-21',
  '2021-09-22',
  '2021-10-04',
  '2021-10-11',
  '2021-12-25',
])
const at = (day: string, time = '13:00') => new Date(`${day}T${time}:00+09:00`)

describe('the window', () => {
  test('of 30 days from 11 September 2021 takes its last endorsement on 11 October, a holiday, at 23:59:59.999', () => {
    expect(windowCloses(at('2021-09-11'), 30).toISOString()).toBe('2021-10-11T15:00:00.000Z')
  })

  test.each([
    ['00:00', '2026-12-24T15:00:00.000Z'],
    ['23:59', '2026-12-24T15:00:00.000Z'],
  ])('opened at %s ends with the same day', (time, closes) => {
    expect(windowCloses(at('2026-11-24', time), 30).toISOString()).toBe(closes)
  })

  test('runs over the end of February and of a leap February', () => {
    expect(windowCloses(at('2027-02-01'), 30).toISOString()).toBe('2027-03-03T15:00:00.000Z')
    expect(windowCloses(at('2028-02-01'), 30).toISOString()).toBe('2028-03-02T15:00:00.000Z')
  })
})

describe('days of the Civil Petitions Act', () => {
  test.each([
    ['2021-09-13', 14, '2021-10-06'],
    ['2021-09-17', 7, '2021-09-30'],
    ['2021-10-08', 7, '2021-10-19'],
  ])('received on %s, %i days: due on %s', (received, days, day) => {
    expect(civilDaysDue(at(received), days, holidays2021).day).toBe(day)
  })
})

describe('days of the Civil Act', () => {
  test('90 days from 23 December 2021 end on 23 March 2022', () => {
    expect(dueAfter(at('2021-12-23'), 90, new Set()).day).toBe('2022-03-23')
  })

  test.each([
    ['a Saturday', '2026-11-24', 11, '2026-12-07'],
    ['a Sunday', '2026-11-24', 12, '2026-12-07'],
    ['a Monday', '2026-11-24', 13, '2026-12-07'],
  ])('a last day on %s', (_name, start, days, day) => {
    expect(dueAfter(at(start), days, new Set()).day).toBe(day)
  })

  test('a last day on a holiday before a weekend moves over both', () => {
    expect(dueAfter(at('2021-12-15'), 10, holidays2021).day).toBe('2021-12-27')
    expect(dueAfter(at('2021-09-10'), 10, holidays2021).day).toBe('2021-09-23')
  })

  test('holidays on the way count', () => {
    expect(dueAfter(at('2021-09-17'), 6, holidays2021).day).toBe('2021-09-23')
  })
})

describe('working days', () => {
  test('are neither Saturday, Sunday nor holiday', () => {
    expect(isWorkingDay('2021-09-17', holidays2021)).toBe(true)
    for (const day of ['2021-09-18', '2021-09-19', '2021-09-20'])
      expect(isWorkingDay(day, holidays2021)).toBe(false)
  })

  test('after a day leave it out', () => {
    expect(workingDaysAfter(at('2021-09-17'), 1, holidays2021).day).toBe('2021-09-23')
    expect(workingDaysAfter(at('2026-11-24'), 7, new Set()).day).toBe('2026-12-03')
  })

  test('between two days leave the first out and take the last in', () => {
    expect(workingDaysBetween(at('2021-09-17'), at('2021-09-24'), holidays2021)).toBe(2)
    expect(workingDaysBetween(at('2021-09-17'), at('2021-09-17'), holidays2021)).toBe(0)
  })
})

describe('the review clock', () => {
  const none = new Set<string>()

  test('gives seven working days', () => {
    expect(reviewDue(at('2026-11-24'), 7, none).day).toBe('2026-12-03')
  })

  test('stands still while a supplement is awaited, and what was left begins anew', () => {
    const pause = { from: at('2026-11-26'), until: at('2026-12-07') }
    // Two of the seven had passed; five are left after 7 December.
    expect(reviewDue(at('2026-11-24'), 7, none, [pause]).day).toBe('2026-12-14')
  })

  test('leaves one day at least, however late the request was made', () => {
    const pause = { from: at('2026-12-03'), until: at('2026-12-07') }
    expect(reviewDue(at('2026-11-24'), 7, none, [pause]).day).toBe('2026-12-08')
  })

  test('counts several pauses', () => {
    const pauses = [
      { from: at('2026-11-26'), until: at('2026-12-07') },
      { from: at('2026-12-09'), until: at('2026-12-14') },
    ]
    expect(reviewDue(at('2026-11-24'), 7, none, pauses).day).toBe('2026-12-17')
  })
})
