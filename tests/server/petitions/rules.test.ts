import { describe, expect, test } from 'vitest'
import {
  advance,
  endedStates,
  extend,
  isPublic,
  owe,
  passOn,
  publicStates,
  stagesOf,
  stepsFrom,
} from '../../../server/petitions/petitions.rules.ts'
import { publicationStates, steps, type PublicationState, type Step } from '../../../shared/states.ts'

/** The design's table of moves (design §3), written out once more so that a change of the code must change it here. */
const allowed: [PublicationState, Step, PublicationState][] = [
  ['draft', 'submit', 'received'],
  ['received', 'publish', 'open'],
  ['received', 'ask', 'supplement_requested'],
  ['received', 'reject', 'rejected'],
  ['received', 'transfer', 'transferred'],
  ['received', 'merge', 'merged'],
  ['received', 'withdraw', 'withdrawn'],
  ['supplement_requested', 'resubmit', 'received'],
  ['supplement_requested', 'lapse', 'rejected'],
  ['supplement_requested', 'withdraw', 'withdrawn'],
  ['open', 'close', 'closed'],
  ['open', 'withdraw', 'withdrawn'],
]

const every = publicationStates.flatMap((state) =>
  steps.map(
    (step) => [state, step, allowed.find(([from, by]) => from === state && by === step)?.[2]] as const,
  ),
)

describe('the moves of a petition', () => {
  test.each(every.filter(([, , to]) => to !== undefined))('%s by %s becomes %s', (state, step, to) => {
    expect(advance({ state, established: false }, step)).toBe(to)
  })

  test.each(every.filter(([, , to]) => to === undefined))('%s cannot %s', (state, step) => {
    expect(() => advance({ state, established: false }, step)).toThrow('not-allowed-now')
  })

  test.each(publicationStates)('the buttons of %s are exactly its moves', (state) => {
    expect(stepsFrom(state)).toEqual(allowed.filter(([from]) => from === state).map(([, step]) => step))
  })

  test('an established petition cannot be withdrawn by its author, but it closes', () => {
    expect(() => advance({ state: 'open', established: true }, 'withdraw')).toThrow('already-established')
    expect(advance({ state: 'open', established: true }, 'close')).toBe('closed')
  })

  test('what was never published is read by nobody but its author and the desk', () => {
    expect(publicationStates.filter(isPublic)).toEqual([...publicStates])
    for (const state of ['draft', 'received', 'supplement_requested'] as const)
      expect(isPublic(state)).toBe(false)
  })
})

const none = { response: 'none', responseKind: null, responseDueAt: null } as const
const day = (text: string) => new Date(`${text}T15:00:00Z`)

describe('what the office owes', () => {
  test('becomes due from nothing', () => {
    expect(owe(none, 'department', day('2026-12-10'))).toEqual({
      response: 'due',
      responseKind: 'department',
      responseDueAt: day('2026-12-10'),
    })
  })

  test("becomes the mayor's when a petition is established while its department owes it", () => {
    const department = owe(none, 'department', day('2026-12-10'))
    expect(owe(department, 'mayor', day('2026-12-30'))).toMatchObject({ responseKind: 'mayor' })
  })

  test("stays the mayor's, with its date, when the window closes", () => {
    const mayor = owe(none, 'mayor', day('2026-12-30'))
    expect(owe(mayor, 'department', day('2027-01-10'))).toBe(mayor)
    expect(owe(mayor, 'mayor', day('2027-01-10'))).toBe(mayor)
  })

  test('stays answered when the window closes', () => {
    const answered = { response: 'answered', responseKind: 'department', responseDueAt: null } as const
    expect(owe(answered, 'department', day('2026-12-30'))).toBe(answered)
  })

  test("becomes the mayor's where a petition is established after its department answered", () => {
    const answered = { response: 'answered', responseKind: 'department', responseDueAt: null } as const
    expect(owe(answered, 'mayor', day('2026-12-30'))).toMatchObject({
      response: 'due',
      responseKind: 'mayor',
    })
    const byMayor = { ...answered, responseKind: 'mayor' } as const
    expect(owe(byMayor, 'mayor', day('2026-12-30'))).toBe(byMayor)
  })
})

describe('a later date', () => {
  const due = owe(none, 'department', day('2026-12-10'))

  test('needs a reason and a day after the present one', () => {
    expect(extend(due, day('2026-12-11'), '자재가 늦습니다').responseDueAt).toEqual(day('2026-12-11'))
    expect(() => extend(due, day('2026-12-11'), '  \n ')).toThrow('reason-required')
    expect(() => extend(due, day('2026-12-10'), '자재')).toThrow('date-must-be-later')
    expect(() => extend(due, day('2026-12-09'), '자재')).toThrow('date-must-be-later')
  })

  test('is for an answer that is due', () => {
    expect(() => extend(none, day('2026-12-11'), '자재')).toThrow('not-allowed-now')
    const answered = { ...due, response: 'answered' } as const
    expect(() => extend(answered, day('2026-12-11'), '자재')).toThrow('not-allowed-now')
  })
})

describe('passing a case on', () => {
  test('needs a reason and another department', () => {
    expect(() => passOn(3, 4, '도로과 일입니다')).not.toThrow()
    expect(() => passOn(null, 4, '도로과 일입니다')).not.toThrow()
    expect(() => passOn(3, 4, ' ')).toThrow('reason-required')
    expect(() => passOn(3, 3, '도로과 일입니다')).toThrow('not-allowed-now')
  })
})

describe('the stages of the list', () => {
  const closesAt = day('2026-12-24')
  const second = (shift: number) => new Date(closesAt.getTime() + shift * 1000)
  const open = { state: 'open', closesAt, response: 'none' } as const

  test('a petition collects until the last second of its window, whether or not the sweep has closed it', () => {
    expect(stagesOf(open, second(-1))).toEqual(['collecting'])
    expect(stagesOf(open, second(0))).toEqual([])
    expect(stagesOf({ ...open, state: 'closed' }, second(-1))).toEqual([])
  })

  test('an established petition that still collects stands in two lists', () => {
    expect(stagesOf({ ...open, response: 'due' }, second(-1))).toEqual(['collecting', 'awaiting'])
    expect(stagesOf({ ...open, response: 'answered' }, second(-1))).toEqual(['collecting', 'answered'])
  })

  test.each(endedStates)('%s has ended', (state) => {
    expect(stagesOf({ state, closesAt: null, response: 'none' }, second(0))).toEqual(['ended'])
  })

  test.each(['draft', 'received', 'supplement_requested'] as const)('%s stands in no list', (state) => {
    expect(stagesOf({ state, closesAt: null, response: 'none' }, second(0))).toEqual([])
  })
})
