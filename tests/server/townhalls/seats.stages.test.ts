import { describe, expect, test } from 'vitest'
import { mayOffer, offerDeadline, remindersDue } from '../../../server/townhalls/seats/offers.rules.ts'
import {
  advanceTownHall,
  mayBegin,
  modesOf,
  mustBeAnnounceable,
  townHallStepsFrom,
} from '../../../server/townhalls/townhalls.rules.ts'
import { townHallStates } from '../../../shared/town-halls.ts'

describe('the time limit of an offer', () => {
  const startsAt = new Date('2026-12-10T10:00:00Z')
  test.each([
    ['by day, stands', '2026-11-25T02:00:00Z', 24, '2026-11-26T02:00:00.000Z'],
    ['at nine in the evening sharp, stands', '2026-11-25T00:00:00Z', 12, '2026-11-25T12:00:00.000Z'],
    [
      'in the late evening, moves to nine in the morning',
      '2026-11-25T00:01:00Z',
      12,
      '2026-11-26T00:00:00.000Z',
    ],
    [
      'after midnight, moves to nine of the same morning',
      '2026-11-24T18:00:00Z',
      24,
      '2026-11-26T00:00:00.000Z',
    ],
    ['at nine in the morning sharp, stands', '2026-11-25T00:00:00Z', 24, '2026-11-26T00:00:00.000Z'],
    ['after the beginning, ends with it', '2026-12-09T23:00:00Z', 24, '2026-12-10T10:00:00.000Z'],
  ])('that ends %s', (_, now, hours, ends) => {
    expect(offerDeadline(new Date(now), hours, startsAt).toISOString()).toBe(ends)
  })
  test('is not set for a sitting that has begun or is not held', () => {
    expect(mayOffer('announced', startsAt, new Date('2026-12-10T09:59:59Z'))).toBe(true)
    expect(mayOffer('live', startsAt, startsAt)).toBe(false)
    expect(mayOffer('cancelled', startsAt, new Date('2026-12-01T00:00:00Z'))).toBe(false)
  })
  test('reminders are due once their hours are reached, until the beginning', () => {
    const at = (text: string) => remindersDue([48, 3], [48], startsAt, new Date(text))
    expect(remindersDue([48, 3], [], startsAt, new Date('2026-12-08T10:00:00Z'))).toEqual([48])
    expect(at('2026-12-10T06:59:00Z')).toEqual([])
    expect(at('2026-12-10T07:00:00Z')).toEqual([3])
    expect(at('2026-12-10T10:00:00Z')).toEqual([])
  })
})

describe('the stages of a town hall', () => {
  test('move forwards only, and end in the archive or cancelled', () => {
    expect(Object.fromEntries(townHallStates.map((state) => [state, townHallStepsFrom(state)]))).toEqual({
      draft: ['announce', 'cancel'],
      announced: ['begin', 'cancel'],
      live: ['end', 'cancel'],
      ended: ['archive'],
      archived: [],
      cancelled: [],
    })
    expect(advanceTownHall('draft', 'announce')).toBe('announced')
    expect(() => advanceTownHall('ended', 'cancel')).toThrow('not-allowed-now')
  })

  const now = new Date('2026-11-25T00:00:00Z')
  const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
  const hall = {
    registrationOpensAt: later(1),
    registrationClosesAt: later(10),
    admission: 'order',
    seedHash: null,
    form: 'in-person',
    sittings: [{ startsAt: later(20), endsAt: later(22), onlineUrl: null }],
  } as const
  test.each([
    ['no sitting', { sittings: [] }, 'sitting-missing'],
    [
      'a sitting that has passed',
      { sittings: [{ startsAt: now, endsAt: later(1), onlineUrl: null }] },
      'date-in-the-past',
    ],
    ['a registration that has closed', { registrationClosesAt: now }, 'date-in-the-past'],
    [
      'a registration that closes after the beginning',
      { registrationClosesAt: later(21) },
      'registration-closes-late',
    ],
    ['a draw without its committed seed', { admission: 'draw' as const }, 'not-allowed-now'],
  ])('it is not announced with %s', (_, part, code) => {
    expect(() => mustBeAnnounceable({ ...hall, sittings: [...hall.sittings], ...part }, now)).toThrow(code)
  })
  test('it is announced when everything lies ahead, and begins from three hours before', () => {
    expect(() => mustBeAnnounceable({ ...hall, sittings: [...hall.sittings] }, now)).not.toThrow()
    expect(mayBegin('announced', later(3), now)).toBe(true)
    expect(mayBegin('announced', later(3.01), now)).toBe(false)
    expect(mayBegin('draft', later(1), now)).toBe(false)
  })
  test('a hybrid one is joined both ways, small groups in their rooms', () => {
    expect(modesOf('hybrid')).toEqual(['in-person', 'online'])
    expect(modesOf('online')).toEqual(['online'])
    expect(modesOf('small-groups')).toEqual(['in-person'])
  })
})
