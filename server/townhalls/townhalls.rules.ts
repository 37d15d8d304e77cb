import { Refusal } from '../../shared/refusal.ts'
import type { AttendanceMode, TownHallForm, TownHallState } from '../../shared/town-halls.ts'

export type TownHallStep = 'announce' | 'begin' | 'end' | 'archive' | 'cancel'

/** Every move there is. A move that is not listed here cannot happen. */
const moves: Record<TownHallState, Partial<Record<TownHallStep, TownHallState>>> = {
  draft: { announce: 'announced', cancel: 'cancelled' },
  announced: { begin: 'live', cancel: 'cancelled' },
  live: { end: 'ended', cancel: 'cancelled' },
  ended: { archive: 'archived' },
  archived: {},
  cancelled: {},
}

/** States that the public sees. */
export const publicTownHallStates = ['announced', 'live', 'ended', 'archived', 'cancelled'] as const

/** Which steps a state allows, for buttons and tables. */
export const townHallStepsFrom = (state: TownHallState) => Object.keys(moves[state]) as TownHallStep[]

/** @throws Refusal `not-allowed-now` */
export function advanceTownHall(state: TownHallState, step: TownHallStep): TownHallState {
  const next = moves[state][step]
  if (!next) throw new Refusal('not-allowed-now')
  return next
}

type ToAnnounce = {
  registrationOpensAt: Date
  registrationClosesAt: Date
  admission: 'order' | 'draw'
  seedHash: Uint8Array | null
  sittings: { startsAt: Date; endsAt: Date; onlineUrl: string | null }[]
  form: TownHallForm
}

/**
 * What an announcement needs: sittings that lie ahead, registration that closes before the last of them begins, and
 * for a draw its committed seed.
 * @throws Refusal at the field at fault
 */
export function mustBeAnnounceable(hall: ToAnnounce, now: Date) {
  if (hall.sittings.length === 0) throw new Refusal('sitting-missing', { field: 'sittings' })
  if (hall.sittings.some(({ startsAt }) => startsAt <= now))
    throw new Refusal('date-in-the-past', { field: 'sittings' })
  if (hall.registrationClosesAt <= now)
    throw new Refusal('date-in-the-past', { field: 'registrationClosesAt' })
  const last = Math.max(...hall.sittings.map(({ startsAt }) => startsAt.getTime()))
  if (hall.registrationClosesAt.getTime() > last)
    throw new Refusal('registration-closes-late', { field: 'registrationClosesAt' })
  if (hall.admission === 'draw' && !hall.seedHash) throw new Refusal('not-allowed-now')
}

const beforeStartMs = 3 * 3_600_000

/** A town hall goes live from three hours before its first sitting, so that the doors can open. */
export const mayBegin = (state: TownHallState, firstStartsAt: Date, now: Date) =>
  state === 'announced' && now.getTime() >= firstStartsAt.getTime() - beforeStartMs

/** @throws Refusal `reason-required`: everyone who registered reads it */
export function mustHaveReason(reason: string) {
  if (reason.trim() === '') throw new Refusal('reason-required', { field: 'reason' })
}

/** How one can take part. Small groups meet in their rooms. */
export function modesOf(form: TownHallForm): AttendanceMode[] {
  if (form === 'hybrid') return ['in-person', 'online']
  return form === 'online' ? ['online'] : ['in-person']
}
