import { type DoorOutcome, doorLimits } from '../../../shared/door-outcomes.ts'
import { dayOf } from '../../../shared/kst.ts'
import type { AttendanceMode, PartyState, TownHallState } from '../../../shared/town-hall-states.ts'

/** One stay in the hall; without an end, someone is inside. */
export type Stay = { enteredAt: Date; leftAt: Date | null }

export type DeviceStanding = 'linked' | 'works' | 'expired' | 'revoked'

/** Where a device stands: `linked` waits for a phone to open its link. */
export function deviceStanding(
  device: { claimedAt: Date | null; revokedAt: Date | null; expiresAt: Date },
  now: Date,
): DeviceStanding {
  if (device.revokedAt) return 'revoked'
  if (device.expiresAt <= now) return 'expired'
  return device.claimedAt ? 'works' : 'linked'
}

export const deviceExpiry = (sittingEndsAt: Date) => new Date(sittingEndsAt.getTime() + doorLimits.afterEndMs)

/** Whether a device whose time is over may still hand in what it wrote down. */
export const mayHandIn = (expiresAt: Date, now: Date) =>
  now.getTime() < expiresAt.getTime() + doorLimits.handInMs

/** What the door makes of a registration: none, one that left, one without seats, or one that takes part online. */
export function standingAtDoor(
  hall: TownHallState,
  { state, mode }: { state: PartyState; mode: AttendanceMode },
): 'confirmed' | 'not-confirmed' | 'cancelled' | 'online' {
  if (hall === 'cancelled' || ['cancelled', 'declined', 'expired'].includes(state)) return 'cancelled'
  if (state !== 'confirmed') return 'not-confirmed'
  return mode === 'online' ? 'online' : 'confirmed'
}

/** Why a ticket of another sitting is refused. */
export const elsewhere = (here: { startsAt: Date }, there: { startsAt: Date }): DoorOutcome =>
  dayOf(here.startsAt) === dayOf(there.startsAt) ? 'other-sitting' : 'other-day'

/**
 * When something happened: as the device says, but not before it was set up and not in the future. Its clock may be
 * wrong; what it sends at once happened now.
 */
export function happenedAt(
  item: { at: Date; offline: boolean },
  device: { createdAt: Date; expiresAt: Date },
  now: Date,
): Date {
  if (!item.offline) return now
  const latest = Math.min(now.getTime(), device.expiresAt.getTime())
  return new Date(Math.max(device.createdAt.getTime(), Math.min(item.at.getTime(), latest)))
}

export type Entering =
  | { outcome: 'accepted'; /** Told of an exit before the entry that belongs to it. */ leftAt: Date | null }
  | { outcome: 'already-inside'; since: Date }

/**
 * Whether someone who enters at an instant was outside. What another door wrote down with the network gone comes
 * late, so that stays and exits after that instant may be known already.
 * @param missed exits that found nobody inside
 */
export function entering(stays: readonly Stay[], missed: readonly Date[], at: Date): Entering {
  const clash = stays.find(({ leftAt }) => leftAt === null || leftAt > at)
  if (clash) return { outcome: 'already-inside', since: clash.enteredAt }
  const later = missed.filter((exit) => exit > at).toSorted((a, b) => a.getTime() - b.getTime())
  return { outcome: 'accepted', leftAt: later[0] ?? null }
}

/** The stay that ends when someone leaves; null where they were not inside then. */
export const leaving = <T extends Stay>(stays: readonly T[], at: Date): T | null =>
  stays.find(({ enteredAt, leftAt }) => leftAt === null && enteredAt <= at) ?? null
