import { describe, expect, test } from 'vitest'
import {
  crosses,
  endorsable,
  mustBelong,
  mustBeTaken,
} from '../../../server/petitions/endorsing/endorsing.rules.ts'
import { publicationStates } from '../../../shared/states.ts'

const closesAt = new Date('2026-12-24T15:00:00Z')
const before = new Date(closesAt.getTime() - 1)

describe('whether an endorsement counts', () => {
  const expected = {
    draft: 'unknown',
    received: 'not-open',
    supplement_requested: 'not-open',
    open: 'yes',
    closed: 'closed',
    rejected: 'not-open',
    transferred: 'not-open',
    merged: 'not-open',
    withdrawn: 'not-open',
  } as const

  test.each(publicationStates)('on a petition that is %s', (state) => {
    expect(endorsable({ state, hiddenAt: null, closesAt }, before)).toBe(expected[state])
  })

  test.each(publicationStates.filter((state) => state !== 'draft'))('on a hidden one that is %s', (state) => {
    expect(endorsable({ state, hiddenAt: before, closesAt }, before)).toBe('hidden')
  })

  test('not on one that does not exist, nor for a draft that was hidden', () => {
    expect(endorsable(null, before)).toBe('unknown')
    expect(endorsable({ state: 'draft', hiddenAt: before, closesAt }, before)).toBe('unknown')
  })

  test('until the instant of closing and not at it', () => {
    const open = { state: 'open', hiddenAt: null, closesAt } as const
    expect(endorsable(open, before)).toBe('yes')
    expect(endorsable(open, closesAt)).toBe('closed')
    expect(endorsable({ ...open, closesAt: null }, before)).toBe('closed')
  })
})

describe('crossing the threshold', () => {
  test.each([
    [998, 1, false, false],
    [999, 1, false, true],
    [990, 25, false, true],
    [1000, 0, false, true],
    [1500, 1, true, false],
    [0, 999, false, false],
  ])('%i and %i more, established before: %s → %s', (total, added, established, expected) => {
    expect(crosses({ total, threshold: 1000, established }, added)).toBe(expected)
  })
})

describe('who endorses', () => {
  test.each(['lives', 'works', 'studies'] as const)('who %s here', (belonging) => {
    expect(() => mustBelong(belonging)).not.toThrow()
  })
  test('not who is from elsewhere, and not who has not said', () => {
    expect(() => mustBelong('elsewhere')).toThrow('not-of-the-district')
    expect(() => mustBelong(null)).toThrow('belonging-required')
  })
})

test.each([
  ['closed', 'closed'],
  ['not-open', 'not-open'],
  ['hidden', 'hidden'],
  ['unknown', 'not-found'],
] as const)('the outcome %s is refused as %s', (outcome, code) => {
  expect(() => mustBeTaken(outcome)).toThrow(code)
})

test.each(['new', 'already'] as const)('the outcome %s is no refusal', (outcome) => {
  expect(() => mustBeTaken(outcome)).not.toThrow()
})
