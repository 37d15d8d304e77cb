import { randomBytes } from 'node:crypto'
import { dayOf } from '../../../shared/kst.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { sha256 } from '../../platform/secrets.ts'
import { mayOffer, offerDeadline } from './offers.rules.ts'
import { confirmedMail, expiredMail, offerMail, type Seat } from './registrations.mails.ts'
import {
  heldIn,
  lockParty,
  offersEndedBy,
  type PartyRow,
  saveParty,
  partiesInOrder,
} from './registrations.queries.ts'
import { type Group, type Limits, nextToOffer } from './seats.rules.ts'
import { aboutOf, tellParty } from './told.ts'
import { enclosed } from './enclosed.ts'
import {
  gatheringLimitOn,
  lockSitting,
  quotasOf,
  type SittingRow,
  sittingsWithWaiting,
  type TownHallRow,
  townHallById,
  zonesOn,
} from '../townhalls.queries.ts'
import { inTurn } from './turns.ts'

/** A sitting under its lock: nothing of its seats changes but by who holds this. */
export type Scene = { hall: TownHallRow; sitting: SittingRow; limits: Limits; at: Date }

/** What a sitting allows at an instant. */
export async function limitsOf(db: Db, hall: TownHallRow, sitting: SittingRow, at: Date): Promise<Limits> {
  const day = dayOf(sitting.startsAt)
  const [quotas, gathering, zones] = await Promise.all([
    quotasOf(db, [sitting.id]),
    gatheringLimitOn(db, day),
    zonesOn(db, day),
  ])
  return {
    quotas,
    gathering,
    zoneOf: new Map(zones.flatMap(({ code, dongCodes }) => dongCodes.map((dong) => [dong, code] as const))),
    quotasOpen: hall.quotasOpenAt !== null && at >= hall.quotasOpenAt,
  }
}

/**
 * Locks a sitting and looks at it; what is read after the lock stays true until the transaction ends.
 * @returns null where there is no such sitting
 */
export async function openScene(tx: Db, sittingId: number, at: Date): Promise<Scene | null> {
  const sitting = await lockSitting(tx, sittingId)
  const hall = sitting && (await townHallById(tx, sitting.townHallId))
  return hall ? { hall, sitting, limits: await limitsOf(tx, hall, sitting, at), at } : null
}

/** One transaction under the lock of a sitting. @returns what `act` does; null where there is no such sitting */
export function underLock<T>(
  deps: Pick<Deps, 'db'>,
  sittingId: number,
  at: Date,
  act: (tx: Db, scene: Scene) => Promise<T>,
): Promise<T | null> {
  return inTurn(deps.db, sittingId, () =>
    deps.db.transaction(async (tx) => {
      const scene = await openScene(tx, sittingId, at)
      return scene && act(tx, scene)
    }),
  )
}

/**
 * Lets go of offers whose time is over, then offers every seat that is free to the first in the order whom it suits.
 * Whoever frees seats or makes room calls this in the same transaction; whoever takes seats calls it before.
 * @returns what is held afterwards
 */
export async function settleSeats(deps: Deps, tx: Db, scene: Scene): Promise<Group[]> {
  const { hall, sitting, limits, at } = scene
  for (const party of await offersEndedBy(tx, sitting.id, at)) await expire(deps, tx, scene, party)
  const held: Group[] = await heldIn(tx, [sitting.id])
  if (!mayOffer(hall.state, sitting.startsAt, at)) return held
  const { offered } = nextToOffer(await partiesInOrder(tx, sitting.id, 'waiting'), limits, held)
  for (const { id } of offered) await offer(deps, tx, scene, (await lockParty(tx, id))!)
  return [...held, ...offered]
}

async function expire(deps: Deps, tx: Db, { hall, sitting, at }: Scene, party: PartyRow) {
  // The hash stays: the link still leads to what became of it.
  await saveParty(tx, party.id, { state: 'expired', offerExpiresAt: null, leftAt: at }, at)
  await tellParty(deps, tx, party, 'expired', (lang) => expiredMail(lang, aboutOf(deps, hall, sitting)))
}

export async function offer(deps: Deps, tx: Db, { hall, sitting, at }: Scene, party: PartyRow) {
  const token = randomBytes(24).toString('base64url')
  const offerExpiresAt = offerDeadline(at, hall.offerHours, sitting.startsAt)
  const change = { state: 'offered', offerExpiresAt, offerTokenHash: sha256(token) } as const
  await saveParty(tx, party.id, change, at)
  await tellParty(deps, tx, party, 'offer', (lang, told) =>
    offerMail(lang, aboutOf(deps, hall, sitting), told, offerExpiresAt, token),
  )
}

/** Confirms a party whose seats are its own, and tells it with its tickets and a calendar file. */
export async function confirm(
  deps: Deps,
  tx: Db,
  { hall, sitting, at }: Scene,
  party: PartyRow,
): Promise<PartyRow> {
  const change = { state: 'confirmed', confirmedAt: at, offerExpiresAt: null } as const
  await saveParty(tx, party.id, change, at)
  const confirmed = { ...party, ...change, updatedAt: at }
  await tellConfirmed(deps, tx, { hall, sitting, at }, confirmed)
  return confirmed
}

/** Tells a party of its seats, with its tickets and a calendar entry. @param what of it is told, where that is news again */
export const tellConfirmed = (
  deps: Deps,
  tx: Db,
  scene: Pick<Scene, 'hall' | 'sitting' | 'at'>,
  party: PartyRow,
  seats?: Seat[],
  what = 'confirmed',
) =>
  tellParty(
    deps,
    tx,
    party,
    what,
    (lang, told) => ({
      ...confirmedMail(lang, aboutOf(deps, scene.hall, scene.sitting), told),
      ...enclosed(deps, scene, lang, told),
    }),
    seats,
  )

/** Every sitting where someone waits: expired offers, opened quotas, lifted limits and freed seats come to their end here. */
export async function settleAllSeats(deps: Deps) {
  const at = deps.now()
  for (const id of await sittingsWithWaiting(deps.db, at))
    await underLock(deps, id, at, (tx, scene) => settleSeats(deps, tx, scene))
}

/** Offers what has room now: after a quota was raised or a limit lifted. The sitting is locked by the caller or here. */
export const offerFreeSeats = (deps: Deps, tx: Db, sittingId: number) =>
  openScene(tx, sittingId, deps.now()).then((scene) => scene && settleSeats(deps, tx, scene))
