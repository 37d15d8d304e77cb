import type { AttendanceMode, ParticipantKind, PartyState } from '../../../shared/town-halls.ts'
import { type Group, type Limits, roomsOf } from '../seats/seats.rules.ts'

type Tally = Group & {
  sittingId: number
  state: PartyState
  walkIn: boolean
  parties: number
  come: number
  inside: number
}
type Sitting = { id: number; name: string; startsAt: Date }
const counted = ['applied', 'waiting', 'offered', 'confirmed'] as const

const sum = (tallies: readonly Tally[], of: (tally: Tally) => number) =>
  tallies.reduce((total, tally) => total + of(tally), 0)

/** How many people stand where. */
export function countsOf(tallies: readonly Tally[]) {
  const people = (state: PartyState) => sum(tallies, (tally) => (tally.state === state ? tally.people : 0))
  return {
    applied: people('applied'),
    waiting: people('waiting'),
    offered: people('offered'),
    confirmed: people('confirmed'),
    come: sum(tallies, ({ come }) => come),
  }
}

/** The same counts for each dong, mode or kind there is; who said no dong stands under an empty key. */
export function groupedBy(
  tallies: readonly Tally[],
  key: (tally: Tally) => AttendanceMode | ParticipantKind | string,
) {
  const keys = [...new Set(tallies.map(key))].toSorted()
  return keys.map((one) => ({ key: one, ...countsOf(tallies.filter((tally) => key(tally) === one)) }))
}

/** Where the limits of a sitting stand. One that was lowered below what is held is over-full, and nobody is put out. */
export const limitLines = (limits: Limits, tallies: readonly Tally[]) =>
  roomsOf(
    // Also limits that bind no longer stay in sight.
    { ...limits, quotasOpen: false },
    tallies.filter(({ state }) => state === 'confirmed' || state === 'offered'),
  ).map((room) => ({ ...room, over: Math.max(0, room.held - room.seats) }))

/** Numbers of one sitting, in people unless said otherwise. */
export function sittingNumbers(sitting: Sitting, limits: Limits, all: readonly Tally[]) {
  const tallies = all.filter(({ sittingId }) => sittingId === sitting.id)
  const standing = tallies.filter(({ state }) => (counted as readonly string[]).includes(state))
  return {
    id: sitting.id,
    name: sitting.name,
    startsAt: sitting.startsAt.toISOString(),
    counts: countsOf(tallies),
    parties: sum(standing, ({ parties }) => parties),
    walkIns: sum(standing, ({ walkIn, people }) => (walkIn ? people : 0)),
    inside: sum(tallies, ({ inside }) => inside),
    limits: limitLines(limits, tallies),
    byDong: groupedBy(standing, ({ dong }) => dong ?? ''),
    byMode: groupedBy(standing, ({ mode }) => mode),
    byKind: groupedBy(standing, ({ kind }) => kind),
  }
}
