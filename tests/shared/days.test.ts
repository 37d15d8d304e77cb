import { describe, expect, test } from 'vitest'
import { daysFrom, elapsedShare, lastDayOf, standing } from '../../shared/clock.ts'
import {
  closingDate,
  dateTime,
  dueDate,
  longDate,
  nearDay,
  shortDate,
  spokenDate,
  timeOf,
} from '../../shared/dates.ts'
import { addDays, dayOf, daysBetween, endOfDay, startOfDay, weekday } from '../../shared/kst.ts'

const lateEvening = new Date('2021-09-30T15:30:00Z')
const closes = new Date('2026-12-02T15:00:00Z')

describe('days of Seoul', () => {
  test('begin at 15:00 UTC of the day before', () => {
    expect(dayOf(lateEvening)).toBe('2021-10-01')
    expect(dayOf(new Date('2021-09-30T14:59:59.999Z'))).toBe('2021-09-30')
    expect(startOfDay('2021-10-01').toISOString()).toBe('2021-09-30T15:00:00.000Z')
    expect(endOfDay('2021-10-01')).toEqual(startOfDay('2021-10-02'))
  })

  test('are counted over months, years and leap days', () => {
    expect(addDays('2027-12-31', 1)).toBe('2028-01-01')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
    expect(daysBetween('2026-11-24', '2027-01-01')).toBe(38)
    expect(daysBetween('2026-11-24', '2026-11-23')).toBe(-1)
    expect(daysFrom('2026-12-30', '2027-01-02')).toEqual([
      '2026-12-30',
      '2026-12-31',
      '2027-01-01',
      '2027-01-02',
    ])
    expect(daysFrom('2026-12-30', '2026-12-29')).toEqual([])
  })

  test('have their weekday', () => {
    expect([weekday('2026-11-22'), weekday('2026-11-28')]).toEqual([0, 6])
  })
})

describe('a due date', () => {
  test('is told by its last day', () => {
    expect(lastDayOf(closes)).toBe('2026-12-02')
    expect(dueDate(closes, 'ko')).toBe('12월 2일(수)')
    expect(closingDate(closes, 'ko')).toBe('12월 2일(수) 밤 12시')
    expect(closingDate(closes, 'en')).toBe('midnight at the end of Wed 2 Dec')
    expect(closingDate(closes, 'zh')).toBe('12月2日24时')
  })

  test.each([
    ['2026-12-02T14:59:59.999Z', { late: false, days: 0 }],
    ['2026-12-01T15:00:00Z', { late: false, days: 0 }],
    ['2026-12-01T14:59:59Z', { late: false, days: 1 }],
    ['2026-12-02T15:00:00Z', { late: true, days: 1 }],
    ['2026-12-14T03:00:00Z', { late: true, days: 12 }],
  ])('stands at %s as %o', (now, expected) => {
    expect(standing(closes, new Date(now))).toEqual(expected)
  })

  test('has a share of its window behind it, never below nothing or above all', () => {
    const from = new Date('2026-11-02T15:00:00Z')
    expect(elapsedShare(from, closes, new Date('2026-11-17T15:00:00Z'))).toBe(0.5)
    expect(elapsedShare(from, closes, new Date(0))).toBe(0)
    expect(elapsedShare(from, closes, new Date('2027-01-01'))).toBe(1)
    expect(elapsedShare(closes, closes, closes)).toBe(1)
  })
})

describe('dates in words', () => {
  test('stand as each language writes them', () => {
    expect([
      shortDate(lateEvening, 'ko'),
      shortDate(lateEvening, 'en'),
      shortDate(lateEvening, 'zh'),
    ]).toEqual(['10. 1.', '1 Oct', '10月1日'])
    expect([spokenDate(lateEvening, 'ko'), spokenDate(lateEvening, 'en')]).toEqual([
      '10월 1일(금)',
      'Fri 1 Oct',
    ])
    expect([longDate(lateEvening, 'ko'), longDate(lateEvening, 'en'), longDate(lateEvening, 'zh')]).toEqual([
      '2021. 10. 1.(금)',
      '1 Oct 2021',
      '2021年10月1日',
    ])
  })

  test('name the year where it is another one', () => {
    expect(nearDay('2026-12-02', '2026-11-24', 'ko')).toBe('12. 2.')
    expect(nearDay('2027-01-05', '2026-11-24', 'ko')).toBe('2027. 1. 5.')
    expect(nearDay('2027-01-05', '2026-11-24', 'en')).toBe('5 Jan 2027')
  })

  test('tell the time of Seoul in 24 hours, half past midnight too', () => {
    expect(timeOf(lateEvening)).toBe('00:30')
    expect(dateTime(lateEvening, 'ko', true)).toBe('2021. 10. 1.(금) 00:30:00')
  })
})
