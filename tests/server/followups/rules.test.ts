import { describe, expect, test } from 'vitest'
import {
  advanceCard,
  contactKey,
  isLate,
  mayHandle,
  maySeeCard,
  mayUndo,
  moves,
  mustExtend,
  mustMerge,
} from '../../../server/followups/follow-ups.rules.ts'
import { type FollowUpState, followUpStates } from '../../../shared/follow-up-states.ts'

const at = new Date('2026-11-24T01:00:00Z')
const owed = ['received', 'reviewing', 'doing', 'planned', 'long-term']
const endings = ['done', 'impossible', 'transferred']
const wish = (state: FollowUpState) => ({ state, publicNote: '까닭', transferredTo: '서울특별시' })

/** The table once more, by hand. */
function allowed(from: FollowUpState, to: FollowUpState): boolean {
  if (to === 'received' || to === 'merged' || from === to) return false
  if (owed.includes(from)) return true
  return endings.includes(from) && (to === 'reviewing' || to === 'doing')
}

describe('moves of a card', () => {
  test.each(followUpStates.flatMap((from) => followUpStates.map((to) => [from, to] as const)))(
    'from %s to %s',
    (from, to) => {
      const go = () => advanceCard({ state: from }, wish(to), at)
      if (!allowed(from, to)) return expect(go).toThrow('not-allowed-now')
      const moved = go()
      expect(moved.state).toBe(to)
      expect(moved.settledAt).toEqual(endings.includes(to) ? at : null)
      expect(moved.transferredTo).toBe(to === 'transferred' ? '서울특별시' : null)
    },
  )

  test('a merged card goes nowhere', () => expect(moves.merged).toEqual([]))

  test.each([
    ['doing', 'impossible', 'impossible-needs-reason', 'publicNote'],
    ['doing', 'transferred', 'transfer-needs-body', 'transferredTo'],
    ['done', 'doing', 'reopening-needs-reason', 'publicNote'],
  ] as const)('from %s to %s without its words is refused at its field', (from, to, code, field) => {
    const silent = { state: to, publicNote: ' ', transferredTo: ' ' }
    expect(() => advanceCard({ state: from }, silent, at)).toThrow(expect.objectContaining({ code, field }))
  })
})

describe('late', () => {
  const firstDueAt = new Date('2026-11-20T15:00:00Z')
  test('is what passed the day promised first, whatever day was named since', () => {
    expect(isLate({ state: 'doing', firstDueAt }, new Date('2026-11-20T15:00:00Z'))).toBe(true)
    expect(isLate({ state: 'doing', firstDueAt }, new Date('2026-11-20T14:59:59Z'))).toBe(false)
  })
  test('is nothing that is settled', () => expect(isLate({ state: 'done', firstDueAt }, at)).toBe(false))
})

describe('a later day', () => {
  const dueAt = new Date('2026-11-20T15:00:00Z')
  const card = { state: 'doing' as FollowUpState, dueAt, firstDueAt: dueAt, settledAt: null }
  test.each([
    ['2026-11-20T15:00:00Z', '늦음', 'date-must-be-later'],
    ['2026-11-23T15:00:00Z', '늦음', 'date-must-be-later'],
    ['2027-11-30T15:00:00Z', '늦음', 'date-too-far'],
    ['2026-12-10T15:00:00Z', ' ', 'reason-required'],
  ])('%s for “%s” is refused: %s', (day, reason, code) => {
    expect(() => mustExtend(card, new Date(day), reason, at)).toThrow(code)
  })
  test('with a reason is taken; of what is settled there is none', () => {
    expect(() => mustExtend(card, new Date('2026-12-10T15:00:00Z'), '자재가 늦음', at)).not.toThrow()
    expect(() =>
      mustExtend({ ...card, state: 'done' }, new Date('2026-12-10T15:00:00Z'), '늦음', at),
    ).toThrow('not-allowed-now')
  })
})

describe('who may', () => {
  const card = { departmentId: 3 }
  test.each([
    ['communication', null, true, true],
    ['mayor', null, true, false],
    ['department', 3, true, true],
    ['department', 4, false, false],
    ['administrator', 3, false, false],
  ] as const)('%s of department %s: reads %s, acts %s', (role, departmentId, reads, acts) => {
    expect(maySeeCard({ role, departmentId }, card)).toBe(reads)
    expect(mayHandle({ role, departmentId }, card)).toBe(acts)
  })
})

test('only what is owed is joined, and only to another that is owed', () => {
  const one = { id: 1, state: 'doing' as const }
  expect(() => mustMerge(one, { id: 2, state: 'planned' })).not.toThrow()
  expect(() => mustMerge(one, one)).toThrow('follow-up-target')
  expect(() => mustMerge(one, { id: 2, state: 'done' })).toThrow('follow-up-target')
  expect(() => mustMerge(one, null)).toThrow('follow-up-target')
  expect(() => mustMerge({ id: 1, state: 'done' }, { id: 2, state: 'doing' })).toThrow('not-allowed-now')
})

test('the last change is undone within a day, and undoing is not', () => {
  expect(mayUndo({ before: {}, at }, new Date('2026-11-25T01:00:00Z'))).toBe(true)
  expect(mayUndo({ before: {}, at }, new Date('2026-11-25T01:00:01Z'))).toBe(false)
  expect(mayUndo({ before: null, at }, at)).toBe(false)
  expect(mayUndo(null, at)).toBe(false)
})

test('a contact is one however it is written', () => {
  expect(contactKey('010-1234-5678')).toBe(contactKey('+82 10 1234 5678'))
  expect(contactKey(' Min@Example.kr')).toBe(contactKey('min@example.kr'))
})
