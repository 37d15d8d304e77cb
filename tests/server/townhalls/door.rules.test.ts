import { describe, expect, test } from 'vitest'
import {
  deviceStanding,
  elsewhere,
  entering,
  happenedAt,
  leaving,
  mayHandIn,
  standingAtDoor,
} from '../../../server/townhalls/door/door.rules.ts'

const at = (time: string) => new Date(`2026-12-10T${time}:00Z`)

describe('entering', () => {
  test('is open to who is outside, also again after an exit', () => {
    expect(entering([], [], at('10:00'))).toEqual({ outcome: 'accepted', leftAt: null })
    const stays = [{ enteredAt: at('09:00'), leftAt: at('09:30') }]
    expect(entering(stays, [], at('10:00')).outcome).toBe('accepted')
  })

  test('is refused to who is inside, and says since when', () => {
    const stays = [{ enteredAt: at('09:40'), leftAt: null }]
    expect(entering(stays, [], at('10:00'))).toEqual({ outcome: 'already-inside', since: at('09:40') })
  })

  test('told late contradicts a stay that another door has seen since', () => {
    const stays = [{ enteredAt: at('10:05'), leftAt: at('10:20') }]
    expect(entering(stays, [], at('10:00')).outcome).toBe('already-inside')
  })

  test('told after the exit that belongs to it is a stay with an end', () => {
    const told = entering([], [at('10:40'), at('10:20'), at('09:00')], at('10:00'))
    expect(told).toEqual({ outcome: 'accepted', leftAt: at('10:20') })
  })
})

describe('leaving', () => {
  test('ends the stay that is open, and no other', () => {
    const open = { enteredAt: at('10:00'), leftAt: null }
    expect(leaving([{ enteredAt: at('09:00'), leftAt: at('09:30') }, open], at('10:30'))).toBe(open)
    expect(leaving([open], at('09:50'))).toBeNull()
    expect(leaving([], at('10:00'))).toBeNull()
  })
})

describe('when something happened', () => {
  const device = { createdAt: at('08:00'), expiresAt: at('14:00') }
  test('is now for what was sent at once, whatever the clock of the phone says', () => {
    expect(happenedAt({ at: at('03:00'), offline: false }, device, at('10:00'))).toEqual(at('10:00'))
  })
  test.each([
    ['as the phone says', '09:50', '09:50'],
    ['not in the future', '11:00', '10:00'],
    ['not before the phone was set up', '07:00', '08:00'],
  ])('is %s for what was noted', (_name, said, taken) => {
    expect(happenedAt({ at: at(said), offline: true }, device, at('10:00'))).toEqual(at(taken))
  })
  test('is not after the time of the device', () => {
    expect(happenedAt({ at: at('15:00'), offline: true }, device, at('16:00'))).toEqual(at('14:00'))
  })
})

describe('a device', () => {
  const device = { claimedAt: at('08:00'), revokedAt: null, expiresAt: at('14:00') }
  test('works from the opening of its link until its time is over or it is taken back', () => {
    expect(deviceStanding({ ...device, claimedAt: null }, at('09:00'))).toBe('linked')
    expect(deviceStanding(device, at('09:00'))).toBe('works')
    expect(deviceStanding(device, at('14:00'))).toBe('expired')
    expect(deviceStanding({ ...device, revokedAt: at('08:30') }, at('15:00'))).toBe('revoked')
  })
  test('may hand in for two days more', () => {
    expect(mayHandIn(at('14:00'), new Date('2026-12-12T13:59:59Z'))).toBe(true)
    expect(mayHandIn(at('14:00'), new Date('2026-12-12T14:00:00Z'))).toBe(false)
  })
})

test('a ticket of the same day is for another sitting, one of another day for another day, as days are in Seoul', () => {
  expect(elsewhere({ startsAt: at('05:00') }, { startsAt: at('14:00') })).toBe('other-sitting')
  expect(elsewhere({ startsAt: at('14:00') }, { startsAt: at('15:00') })).toBe('other-day')
})

test.each([
  ['announced', 'confirmed', 'in-person', 'confirmed'],
  ['live', 'confirmed', 'online', 'online'],
  ['live', 'waiting', 'in-person', 'not-confirmed'],
  ['live', 'offered', 'in-person', 'not-confirmed'],
  ['live', 'applied', 'in-person', 'not-confirmed'],
  ['live', 'cancelled', 'in-person', 'cancelled'],
  ['live', 'declined', 'in-person', 'cancelled'],
  ['live', 'expired', 'online', 'cancelled'],
  ['cancelled', 'confirmed', 'in-person', 'cancelled'],
] as const)(
  'in a town hall that is %s, a registration that is %s, %s, is %s',
  (hall, state, mode, standing) => {
    expect(standingAtDoor(hall, { state, mode })).toBe(standing)
  },
)
