import { describe, expect, test } from 'vitest'
import { seeded } from '../../../server/demo/history.rules.ts'
import {
  type Group,
  keptBack,
  lackingFor,
  lackingForChange,
  type Limits,
  nextToOffer,
  roomsOf,
  seatFor,
  type Waiting,
} from '../../../server/townhalls/seats/seats.rules.ts'

const zoneOf = new Map([
  ['yeoui', 'east'],
  ['singil1', 'east'],
  ['mullae', 'west'],
])
const allowing = (quotas: Limits['quotas'], about: Partial<Limits> = {}): Limits => ({
  quotas,
  gathering: null,
  zoneOf,
  quotasOpen: false,
  ...about,
})
const party = (about: Partial<Group> = {}): Group => ({
  mode: 'in-person',
  kind: 'resident',
  dong: 'yeoui',
  reserved: false,
  people: 1,
  wheelchairs: 0,
  ...about,
})

describe('a party', () => {
  test('needs room in every limit that counts it, and hears which have none', () => {
    const limits = allowing([
      { kind: 'total', key: '', seats: 10 },
      { kind: 'mode', key: 'in-person', seats: 4 },
      { kind: 'mode', key: 'online', seats: 9 },
      { kind: 'dong', key: 'yeoui', seats: 3 },
      { kind: 'dong', key: 'mullae', seats: 1 },
      { kind: 'zone', key: 'east', seats: 3 },
      { kind: 'participant', key: 'proposer', seats: 0 },
      { kind: 'accessible', key: '', seats: 0 },
    ])
    expect(lackingFor(party({ people: 3 }), limits, [])).toEqual([])
    expect(lackingFor(party({ people: 4 }), limits, []).map(({ kind }) => kind)).toEqual(['dong', 'zone'])
    expect(lackingFor(party({ people: 2, wheelchairs: 1 }), limits, [])).toEqual([
      { kind: 'accessible', key: '' },
    ])
    expect(lackingFor(party({ dong: 'singil1', people: 3 }), limits, [party()])).toEqual([
      { kind: 'zone', key: 'east' },
    ])
    expect(lackingFor(party({ dong: null, kind: 'proposer' }), limits, [])).toEqual([
      { kind: 'participant', key: 'proposer' },
    ])
  })

  test('online takes no wheelchair seat and is not held up by a limit on gatherings', () => {
    const limits = allowing([{ kind: 'accessible', key: '', seats: 0 }], { gathering: 0 })
    expect(lackingFor(party({ mode: 'online', wheelchairs: 1 }), limits, [])).toEqual([])
  })

  test('is not bound to its dong or zone once those seats are open to anyone', () => {
    const quotas = [
      { kind: 'total', key: '', seats: 5 },
      { kind: 'dong', key: 'yeoui', seats: 0 },
      { kind: 'zone', key: 'east', seats: 0 },
    ] as const
    expect(lackingFor(party(), allowing(quotas), []).map(({ kind }) => kind)).toEqual(['dong', 'zone'])
    expect(lackingFor(party(), allowing(quotas, { quotasOpen: true }), [])).toEqual([])
  })
})

describe('seats that the office keeps back', () => {
  const limits = allowing([
    { kind: 'total', key: '', seats: 10 },
    { kind: 'reserved', key: '', seats: 3 },
  ])
  test('are not for the public, even when nobody has taken them', () => {
    expect(lackingFor(party({ people: 7 }), limits, [])).toEqual([])
    expect(lackingFor(party({ people: 8 }), limits, [])).toEqual([{ kind: 'total', key: '' }])
  })
  test('are still there when the public has all of its own', () => {
    const full = [party({ people: 7 })]
    expect(lackingFor(party({ people: 3, reserved: true }), limits, full)).toEqual([])
    expect(lackingFor(party({ people: 4, reserved: true }), limits, full).map(({ kind }) => kind)).toEqual([
      'total',
      'reserved',
    ])
  })
  test('never make the whole larger than the hall, also where more was taken of them than there are', () => {
    const over = [party({ people: 5, reserved: true })]
    expect(keptBack(roomsOf(limits, over))).toBe(0)
    expect(lackingFor(party({ people: 5 }), limits, over)).toEqual([])
    expect(lackingFor(party({ people: 6 }), limits, over)).toEqual([{ kind: 'total', key: '' }])
  })
  test('do not count as seats of a dong or kind', () => {
    const shared = allowing([{ kind: 'dong', key: 'yeoui', seats: 1 }])
    expect(lackingFor(party(), shared, [party({ people: 4, reserved: true })])).toEqual([])
  })
})

describe('a limit that was lowered below what is held', () => {
  const limits = allowing([{ kind: 'total', key: '', seats: 3 }])
  const held = [party({ people: 5 })]
  test('shows as over-full and gives nothing until it fits', () => {
    expect(roomsOf(limits, held)).toEqual([{ kind: 'total', key: '', seats: 3, held: 5 }])
    expect(nextToOffer([{ id: 1, ...party() }], limits, held).offered).toEqual([])
    expect(nextToOffer([{ id: 1, ...party() }], limits, [party({ people: 2 })]).offered).toHaveLength(1)
  })
  test('does not hinder a party that comes with fewer', () => {
    expect(
      lackingForChange(party({ people: 3 }), party({ people: 2 }), limits, [party({ people: 3 })]),
    ).toEqual([])
    expect(
      lackingForChange(party({ people: 2 }), party({ people: 3 }), limits, [party({ people: 3 })]),
    ).toEqual([{ kind: 'total', key: '' }])
  })
})

describe('a limit on gatherings', () => {
  const limits = allowing([{ kind: 'total', key: '', seats: 100 }], { gathering: 2 })
  const held = [party({ people: 2 })]
  test('moves a newcomer online where that is offered and has room', () => {
    expect(seatFor(party(), limits, held, true)).toEqual({ mode: 'online', movedOnline: true, lacking: [] })
  })
  test('puts a newcomer on the waiting list as wished where it is not', () => {
    const waits = { mode: 'in-person', movedOnline: false, lacking: [{ kind: 'gathering', key: '' }] }
    expect(seatFor(party(), limits, held, false)).toEqual(waits)
    const noneOnline = allowing([{ kind: 'mode', key: 'online', seats: 0 }], { gathering: 2 })
    expect(seatFor(party(), noneOnline, held, true)).toEqual(waits)
  })
  test('moves nobody who finds the hall full anyway', () => {
    const full = allowing([{ kind: 'mode', key: 'in-person', seats: 2 }])
    expect(seatFor(party(), full, held, true)).toMatchObject({ mode: 'in-person', movedOnline: false })
  })
})

describe('who is offered a freed seat', () => {
  test('is the first in the order whose every limit has room; those passed over hear why', () => {
    const limits = allowing([
      { kind: 'total', key: '', seats: 4 },
      { kind: 'dong', key: 'yeoui', seats: 1 },
    ])
    const waiting = [
      { id: 1, ...party({ dong: 'mullae', people: 3 }) },
      { id: 2, ...party({ dong: 'yeoui' }) },
      { id: 3, ...party({ dong: 'mullae', people: 2 }) },
      { id: 4, ...party({ dong: 'mullae' }) },
    ]
    const { offered, passedOver } = nextToOffer(waiting, limits, [party(), party({ dong: null })])
    expect(offered.map(({ id }) => id)).toEqual([3])
    expect(passedOver.map(({ party: { id }, lacking }) => [id, lacking.map(({ kind }) => kind)])).toEqual([
      [1, ['total']],
      [2, ['dong']],
      [4, ['total']],
    ])
  })

  /** The words of the rule once more, person by person, starting again after each offer. */
  function bruteForce(waiting: Waiting[], limits: Limits, held: Group[]): number[] {
    type Person = Omit<Group, 'people' | 'wheelchairs'> & { wheels: boolean }
    const peopleOf = ({ people, wheelchairs, ...alike }: Group): Person[] =>
      Array.from({ length: people }, (_, at) => ({ ...alike, wheels: at < wheelchairs }))
    const hall = held.flatMap(peopleOf)
    const inLimit = (one: Person, kind: string, key: string) =>
      ({
        total: true,
        mode: one.mode === key,
        dong: !one.reserved && one.dong === key,
        zone: !one.reserved && one.dong !== null && zoneOf.get(one.dong) === key,
        participant: !one.reserved && one.kind === key,
        accessible: one.wheels && one.mode === 'in-person',
        reserved: one.reserved,
      })[kind]
    const fits = (more: Person[]) => {
      const then = [...hall, ...more]
      const count = (kind: string, key: string, of: Person[]) =>
        of.filter((one) => inLimit(one, kind, key)).length
      if (limits.gathering !== null && more.some(({ mode }) => mode === 'in-person'))
        if (then.filter(({ mode }) => mode === 'in-person').length > limits.gathering) return false
      return limits.quotas.every(({ kind, key, seats }) => {
        if (limits.quotasOpen && (kind === 'dong' || kind === 'zone')) return true
        if (count(kind, key, more) === 0) return true
        const back = limits.quotas.find((quota) => quota.kind === 'reserved')?.seats ?? 0
        const free = Math.max(back - count('reserved', '', hall), 0)
        return count(kind, key, then) <= seats - (kind === 'total' && !more[0]!.reserved ? free : 0)
      })
    }
    const offered: number[] = []
    for (;;) {
      const next = waiting.find(({ id, ...group }) => !offered.includes(id) && fits(peopleOf(group)))
      if (!next) return offered
      const { id, ...group } = next
      offered.push(id)
      hall.push(...peopleOf(group))
    }
  }

  test('agrees with the rule said person by person, over a thousand halls', () => {
    const random = seeded(42)
    const below = (n: number) => Math.floor(random() * n)
    const pick = <T>(from: readonly T[]) => from[below(from.length)]!
    const someone = (): Group => {
      const people = 1 + below(4)
      return {
        mode: pick(['in-person', 'in-person', 'online'] as const),
        kind: pick(['resident', 'involved', 'proposer'] as const),
        dong: pick(['yeoui', 'singil1', 'mullae', null]),
        reserved: below(8) === 0,
        people,
        wheelchairs: below(5) === 0 ? 1 + below(people) : 0,
      }
    }
    for (let round = 0; round < 1000; round += 1) {
      const all: Limits['quotas'] = [
        { kind: 'total', key: '', seats: below(16) },
        { kind: 'mode', key: 'in-person', seats: below(12) },
        { kind: 'mode', key: 'online', seats: below(8) },
        { kind: 'dong', key: 'yeoui', seats: below(6) },
        { kind: 'dong', key: 'mullae', seats: below(6) },
        { kind: 'zone', key: 'east', seats: below(8) },
        { kind: 'participant', key: 'proposer', seats: below(6) },
        { kind: 'accessible', key: '', seats: below(3) },
        { kind: 'reserved', key: '', seats: below(4) },
      ]
      const limits = allowing(
        all.filter(() => below(3) > 0),
        { gathering: below(3) === 0 ? below(10) : null, quotasOpen: below(4) === 0 },
      )
      const held = Array.from({ length: below(5) }, someone)
      const waiting = Array.from({ length: below(10) }, (_, id) => ({ id, ...someone() }))
      const { offered, passedOver } = nextToOffer(waiting, limits, held)
      expect(offered.map(({ id }) => id)).toEqual(bruteForce(waiting, limits, held))
      expect(passedOver.every(({ lacking }) => lacking.length > 0)).toBe(true)
      expect(offered.length + passedOver.length).toBe(waiting.length)
    }
  })
})
