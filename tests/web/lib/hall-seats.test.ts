import { describe, expect, test } from 'vitest'
import { countedBy as countedByServer } from '../../../server/townhalls/seats/seats.rules.ts'
import { limitKinds, attendanceModes, participantKinds } from '../../../shared/town-halls.ts'
import { countedBy, lackingFor, leftOf } from '../../../web/lib/hall-seats.ts'

const room = { kind: 'total' as const, key: '', seats: 10, held: 4, waiting: 0, full: false }

describe('seats as a page tells of them', () => {
  test('are what is left; none where it is full, also where a limit was lowered', () => {
    expect(leftOf(room)).toEqual({ left: 6, exact: true })
    expect(leftOf({ ...room, held: 12, full: true })).toEqual({ left: 0, exact: true })
  })

  test('are at least so many where it is kept back how few have one', () => {
    expect(leftOf({ ...room, held: null })).toEqual({ left: 6, exact: false })
    expect(leftOf({ ...room, seats: 3, held: null })).toEqual({ left: 1, exact: false })
  })

  test('lack where a party is larger than what is left', () => {
    const wish = { mode: 'in-person', kind: 'resident', dong: 'yeoui', people: 7, wheelchairs: 0 } as const
    expect(lackingFor(wish, { rooms: [room] }, [])).toEqual([room])
    expect(lackingFor({ ...wish, people: 6 }, { rooms: [room] }, [])).toEqual([])
  })

  test('are counted as the server counts them, for every limit and wish', () => {
    const zones = [{ code: 'west', nameKo: '', nameEn: '', dongCodes: ['yangpyeong1', 'yeoui'] }]
    const zoneOf = new Map([
      ['yangpyeong1', 'west'],
      ['yeoui', 'west'],
    ])
    const keys = ['', 'west', 'yeoui', 'dorim', ...attendanceModes, ...participantKinds]
    for (const kind of limitKinds)
      for (const key of keys)
        for (const mode of attendanceModes)
          for (const wishKind of participantKinds)
            for (const dong of ['', 'yeoui', 'dorim']) {
              const about = { mode, kind: wishKind, people: 3, wheelchairs: 2 }
              const counted = countedByServer(
                { kind, key },
                { ...about, dong: dong || null, reserved: false },
                zoneOf,
              )
              // A limit of a dong always has its dong.
              if (kind === 'dong' && key === '') continue
              expect(countedBy({ kind, key }, { ...about, dong }, zones)).toBe(counted)
            }
  })
})
