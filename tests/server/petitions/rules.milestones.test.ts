import { describe, expect, test } from 'vitest'
import {
  departmentDueAfter,
  interimRounds,
  owedAtClosing,
  owedAtEstablishment,
} from '../../../server/petitions/milestones/milestones.rules.ts'
import { dayOf } from '../../../shared/kst.ts'
import { lastDayOf } from '../../../shared/clock.ts'

const holidays = new Set(['2026-12-25', '2027-01-01'])
const open = {
  state: 'open',
  response: 'none',
  responseKind: null,
  responseDueAt: null,
  mayorDays: 20,
  departmentDays: 10,
} as const
/** 24:00 in Seoul at the end of a day. */
const endOf = (day: string) => new Date(`${day}T15:00:00Z`)

describe('reaching the threshold', () => {
  test('makes the mayor owe an answer on the 20th day, counted from the next one', () => {
    const owed = owedAtEstablishment(open, new Date('2026-11-24T05:00:00Z'), holidays)
    expect(owed).toEqual({ responseKind: 'mayor', responseDueAt: endOf('2026-12-14') })
  })

  test('moves a last day on a weekend or holiday to the next working day', () => {
    // 20 days after 5 December are Christmas, a Friday; the weekend follows.
    const owed = owedAtEstablishment(open, new Date('2026-12-05T05:00:00Z'), holidays)
    expect(lastDayOf(owed!.responseDueAt)).toBe('2026-12-28')
  })

  test('counts days of Seoul: a minute before and after midnight are a day apart', () => {
    const late = owedAtEstablishment(open, new Date('2026-11-24T14:59:00Z'), holidays)
    const early = owedAtEstablishment(open, new Date('2026-11-24T15:01:00Z'), holidays)
    expect([late, early].map((owed) => lastDayOf(owed!.responseDueAt))).toEqual(['2026-12-14', '2026-12-15'])
  })

  test('owes nothing when it was answered before, or ended without an answer', () => {
    const at = new Date('2026-11-24T05:00:00Z')
    expect(owedAtEstablishment({ ...open, response: 'answered' }, at, holidays)).toBeNull()
    for (const state of ['rejected', 'transferred', 'merged', 'withdrawn'] as const)
      expect(owedAtEstablishment({ ...open, state }, at, holidays)).toBeNull()
  })

  test('replaces what the department owed', () => {
    const due = {
      ...open,
      response: 'due',
      responseKind: 'department',
      responseDueAt: endOf('2026-12-01'),
    } as const
    expect(owedAtEstablishment(due, new Date('2026-11-24T05:00:00Z'), holidays)).toMatchObject({
      responseKind: 'mayor',
    })
  })
})

describe('closing below the line', () => {
  const closesAt = endOf('2026-12-01')

  test('makes the department owe an answer ten days after the day that ended with the window', () => {
    const owed = owedAtClosing({ ...open, closesAt }, false, holidays)
    expect(owed).toEqual({ responseKind: 'department', responseDueAt: endOf('2026-12-11') })
    expect(departmentDueAfter(closesAt, 10, holidays)).toEqual(endOf('2026-12-11'))
    expect(dayOf(closesAt)).toBe('2026-12-02')
  })

  test('owes nothing new when it was established or answered', () => {
    expect(owedAtClosing({ ...open, closesAt }, true, holidays)).toBeNull()
    expect(owedAtClosing({ ...open, closesAt, response: 'answered' }, false, holidays)).toBeNull()
  })
})

test.each([
  ['2026-12-30T23:59:59Z', 0],
  ['2026-12-31T00:00:00Z', 1],
  ['2027-01-29T23:59:59Z', 1],
  ['2027-01-30T00:00:00Z', 2],
  ['2026-11-01T00:00:00Z', 0],
])('an answer awaited since 1 December is reminded of at %s for the time %i', (now, rounds) => {
  expect(interimRounds(new Date('2026-12-01T00:00:00Z'), 30, new Date(now))).toBe(rounds)
})
