import type { AttendanceMode, Limit, ParticipantKind, QuotaKind } from '../../../shared/town-halls.ts'

/** People who count alike: of one party, or all of a sitting who share these. */
export type Group = {
  mode: AttendanceMode
  kind: ParticipantKind
  dong: string | null
  reserved: boolean
  people: number
  /** Of these, how many come in a wheelchair. */
  wheelchairs: number
}

export type Quota = { kind: QuotaKind; key: string; seats: number }

/** What a sitting allows on its day. */
export type Limits = {
  quotas: readonly Quota[]
  /** The most people who may be in one hall that day; null without such a limit. */
  gathering: number | null
  /** Zone of each dong on that day. */
  zoneOf: ReadonlyMap<string, string>
  /** From an instant on, free seats of a dong or zone go to anyone. */
  quotasOpen: boolean
}

/** Room of one limit: `held` may be more than `seats` where it was lowered. */
export type Room = Limit & { seats: number; held: number }

const inHall = ({ mode, people }: Group) => (mode === 'in-person' ? people : 0)

/**
 * How many people of a group a limit counts; 0 where it does not apply to them. Seats kept back are the office's to
 * give: they count as seats of the hall, not as seats of a dong, zone or kind.
 */
export function countedBy(limit: Limit, group: Group, zoneOf: ReadonlyMap<string, string>): number {
  const { people, reserved } = group
  switch (limit.kind) {
    case 'total':
      return people
    case 'mode':
      return group.mode === limit.key ? people : 0
    case 'dong':
      return !reserved && group.dong === limit.key ? people : 0
    case 'zone':
      return !reserved && group.dong !== null && zoneOf.get(group.dong) === limit.key ? people : 0
    case 'participant':
      return !reserved && group.kind === limit.key ? people : 0
    case 'accessible':
      return group.mode === 'in-person' ? group.wheelchairs : 0
    case 'reserved':
      return reserved ? people : 0
    case 'gathering':
      return inHall(group)
  }
}

const sum = (groups: readonly Group[], count: (group: Group) => number) =>
  groups.reduce((total, group) => total + count(group), 0)

/** Every limit that binds now, with what is held of it. */
export function roomsOf(limits: Limits, held: readonly Group[]): Room[] {
  const quotas: (Limit & { seats: number })[] = limits.quotas.filter(
    ({ kind }) => !(limits.quotasOpen && (kind === 'dong' || kind === 'zone')),
  )
  const all =
    limits.gathering === null
      ? quotas
      : [...quotas, { kind: 'gathering' as const, key: '', seats: limits.gathering }]
  return all.map(({ kind, key, seats }) => ({
    kind,
    key,
    seats,
    held: sum(held, (group) => countedBy({ kind, key }, group, limits.zoneOf)),
  }))
}

/** Seats that the public total must leave free: those kept back, or those already taken of them if that is more. */
export function keptBack(rooms: readonly Room[]): number {
  const reserved = rooms.find(({ kind }) => kind === 'reserved')
  return reserved ? Math.max(reserved.seats - reserved.held, 0) : 0
}

/** The limits that have no room for all people of a party; none means that it can be seated. */
export function lackingFor(party: Group, limits: Limits, held: readonly Group[]): Limit[] {
  const rooms = roomsOf(limits, held)
  const back = party.reserved ? 0 : keptBack(rooms)
  return rooms
    .filter((room) => {
      const need = countedBy(room, party, limits.zoneOf)
      return need > 0 && room.held + need > room.seats - (room.kind === 'total' ? back : 0)
    })
    .map(({ kind, key }) => ({ kind, key }))
}

/**
 * What a changed party lacks. A limit of which it needs no more than before never stands in its way, also where the
 * limit is over-full.
 * @param others what is held without this party
 */
export function lackingForChange(
  before: Group,
  after: Group,
  limits: Limits,
  others: readonly Group[],
): Limit[] {
  return lackingFor(after, limits, others).filter(
    (limit) => countedBy(limit, after, limits.zoneOf) > countedBy(limit, before, limits.zoneOf),
  )
}

/**
 * How a newcomer is seated. Who finds the hall closed only by a gathering limit takes part online where that is
 * offered and has room; everyone else without room waits as wished.
 */
export function seatFor(
  party: Group,
  limits: Limits,
  held: readonly Group[],
  mayGoOnline: boolean,
): { mode: AttendanceMode; movedOnline: boolean; lacking: Limit[] } {
  const lacking = lackingFor(party, limits, held)
  const asWished = { mode: party.mode, movedOnline: false, lacking }
  if (!mayGoOnline || party.mode === 'online' || !lacking.some(({ kind }) => kind === 'gathering'))
    return asWished
  const online = lackingFor({ ...party, mode: 'online' }, limits, held)
  return online.length === 0 ? { mode: 'online', movedOnline: true, lacking: [] } : asWished
}

export type Waiting = Group & { id: number }

/**
 * Which waiting parties are offered seats now: the first in the order whose every limit has room for all its people,
 * then the next, until nothing fits. Seats only get fewer meanwhile, so that nobody passed over fits later on.
 * @param waiting in their order
 */
export function nextToOffer<T extends Waiting>(
  waiting: readonly T[],
  limits: Limits,
  held: readonly Group[],
): { offered: T[]; passedOver: { party: T; lacking: Limit[] }[] } {
  const offered: T[] = []
  const passedOver: { party: T; lacking: Limit[] }[] = []
  for (const party of waiting) {
    const lacking = lackingFor(party, limits, [...held, ...offered])
    if (lacking.length === 0) offered.push(party)
    else passedOver.push({ party, lacking })
  }
  return { offered, passedOver }
}
