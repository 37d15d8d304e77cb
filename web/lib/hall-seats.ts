import { smallestShown } from '../../shared/limits.ts'
import type { SeatRoom } from '../../shared/seats.ts'
import type { PublicSitting, Zone } from '../../shared/town-hall-pages.ts'
import type { AttendanceMode, ParticipantKind } from '../../shared/town-hall-states.ts'

/** Free seats of a limit. Where few have a seat their number is kept back: then it is at least so many. */
export function leftOf(room: SeatRoom): { left: number; exact: boolean } {
  if (room.full) return { left: 0, exact: true }
  if (room.held === null) return { left: Math.max(1, room.seats - smallestShown + 1), exact: false }
  return { left: Math.max(0, room.seats - room.held), exact: true }
}

/** The room of one way of taking part: its tightest limit; null without any. */
export function roomOf({ rooms }: PublicSitting, mode: AttendanceMode | null): SeatRoom | null {
  const mine = rooms.filter(
    ({ kind, key }) =>
      kind === 'total' ||
      (kind === 'mode' && (mode === null || key === mode)) ||
      (kind === 'gathering' && mode === 'in-person'),
  )
  const total = mine.find(({ kind }) => kind === 'total')
  if (mode === null) return total ?? mine[0] ?? null
  return mine.toSorted((a, b) => leftOf(a).left - leftOf(b).left)[0] ?? null
}

export type Wish = {
  mode: AttendanceMode
  kind: ParticipantKind
  dong: string
  people: number
  wheelchairs: number
}

/** How many people of a wish a limit counts; what is kept back is the office's. */
export function countedBy(room: Pick<SeatRoom, 'kind' | 'key'>, wish: Wish, zones: readonly Zone[]): number {
  switch (room.kind) {
    case 'total':
      return wish.people
    case 'mode':
      return room.key === wish.mode ? wish.people : 0
    case 'dong':
      return room.key === wish.dong ? wish.people : 0
    case 'zone':
      return zones.some(({ code, dongCodes }) => code === room.key && dongCodes.includes(wish.dong))
        ? wish.people
        : 0
    case 'participant':
      return room.key === wish.kind ? wish.people : 0
    case 'accessible':
      return wish.mode === 'in-person' ? wish.wheelchairs : 0
    case 'gathering':
      return wish.mode === 'in-person' ? wish.people : 0
    case 'reserved':
      return 0
  }
}

/** The limits that leave no room for all people of a wish, as far as is known here; the server decides. */
export const lackingFor = (wish: Wish, { rooms }: Pick<PublicSitting, 'rooms'>, zones: readonly Zone[]) =>
  rooms.filter((room) => countedBy(room, wish, zones) > leftOf(room).left)
