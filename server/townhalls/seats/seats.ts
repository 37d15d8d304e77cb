import type { Seats, SeatRoom } from '../../../shared/seats.ts'
import { smallestShown } from '../../../shared/limits.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import { heldIn, waitedIn } from './registrations.queries.ts'
import { countedBy, type Group, keptBack, type Limits, type Room, roomsOf } from './seats.rules.ts'
import { sittingsOf, townHallById } from '../townhalls.queries.ts'
import { limitsOf } from './waiting.actions.ts'

/** Of a sitting: what is allowed, who has seats, who waits. Officers see it as it is. */
export async function roomsOfTownHall(deps: Pick<Deps, 'db' | 'now'>, townHallId: number) {
  const hall = await townHallById(deps.db, townHallId)
  if (!hall) throw new Refusal('not-found')
  const sittings = await sittingsOf(deps.db, townHallId)
  const ids = sittings.map(({ id }) => id)
  const held = await heldIn(deps.db, ids)
  const waited = await waitedIn(deps.db, ids)
  const rooms = []
  for (const sitting of sittings) {
    const limits = await limitsOf(deps.db, hall, sitting, deps.now())
    const mine = (groups: (Group & { sittingId: number })[]) =>
      groups.filter((one) => one.sittingId === sitting.id)
    rooms.push({
      sitting,
      limits,
      rooms: roomsOf(limits, mine(held)),
      held: mine(held),
      waiting: mine(waited),
    })
  }
  return { hall, sittings: rooms }
}

/**
 * Seats as the public sees them. Where a number would tell of few people who they may be (of one dong, in a
 * wheelchair), it is not shown.
 * @throws Refusal `not-found` for a draft
 */
export async function publicSeats(deps: Pick<Deps, 'db' | 'now'>, townHallId: number): Promise<Seats> {
  const { hall, sittings } = await roomsOfTownHall(deps, townHallId)
  if (hall.state === 'draft') throw new Refusal('not-found')
  return {
    sittings: sittings.map(({ sitting, limits, rooms, held, waiting }) => ({
      id: sitting.id,
      rooms: rooms.map((room) => publicRoom(room, rooms, limits, held, waiting)),
    })),
  }
}

function publicRoom(
  room: Room,
  rooms: readonly Room[],
  { zoneOf }: Limits,
  held: readonly Group[],
  waiting: readonly Group[],
): SeatRoom {
  const reserved = rooms.find(({ kind }) => kind === 'reserved')
  const total = room.kind === 'total'
  const seats = total && reserved ? Math.max(room.seats - reserved.seats, 0) : room.seats
  const taken = total ? people(held.filter((group) => !group.reserved)) : room.held
  const waits = waiting.reduce((sum, group) => sum + countedBy(room, group, zoneOf), 0)
  const few = room.kind === 'dong' || room.kind === 'accessible'
  const shown = (number: number) => (few && number > 0 && number < smallestShown ? null : number)
  const full = total ? room.held + keptBack(rooms) >= room.seats : room.held >= room.seats
  return { kind: room.kind, key: room.key, seats, held: shown(taken), waiting: shown(waits), full }
}

const people = (groups: readonly Group[]) => groups.reduce((sum, group) => sum + group.people, 0)
