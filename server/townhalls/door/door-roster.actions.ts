import type { Roster } from '../../../shared/door.ts'
import { codeText } from '../../../shared/door-outcomes.ts'
import { maskName } from '../../../shared/masking.ts'
import type { Device } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Deps } from '../../platform/deps.ts'
import { sha256 } from '../../platform/secrets.ts'
import { nameOf } from './door.actions.ts'
import { guestById, guestsOf } from './door.queries.ts'
import { standingAtDoor } from './door.rules.ts'
import { knownDongs, placeNames, sittingById, townHallById } from '../townhalls.queries.ts'
import { dayOf } from '../../../shared/kst.ts'

const asOfficer = ({ officerId }: Device) => ({ kind: 'officer', officerId }) as const

/**
 * What a phone keeps in case the network goes. Handing out whole names is recorded, in the name of the officer who
 * allowed it; a phone that has this roster already gets none, and nothing is recorded.
 * @param had tag of the roster that the phone has
 */
export async function rosterFor(
  deps: Deps,
  device: Device,
  had: string | undefined,
): Promise<{ tag: string; roster: Roster | null }> {
  const { db } = deps
  const hall = (await townHallById(db, device.townHallId))!
  const sitting = (await sittingById(db, device.sittingId))!
  const guests = await guestsOf(db, sitting.id)
  const known = await knownDongs(db)
  const dongs = await placeNames(db, dayOf(sitting.startsAt))
  const roster: Roster = {
    device: {
      id: device.deviceId,
      name: device.name,
      maySearch: device.maySearch,
      mayAdmit: device.mayAdmit,
      expiresAt: device.expiresAt.toISOString(),
    },
    hall: { id: hall.id, titleKo: hall.titleKo, titleEn: hall.titleEn },
    sitting: {
      id: sitting.id,
      name: sitting.name,
      startsAt: sitting.startsAt.toISOString(),
      endsAt: sitting.endsAt.toISOString(),
      place: sitting.place,
    },
    publicKey: hall.ticketPublicKey.toString('base64'),
    dongs: [...dongs].flatMap(([code, names]) => (known.has(code) ? [{ code, ...names }] : [])),
    members: guests.map((guest) => {
      const name = nameOf(deps, guest)
      return {
        id: guest.id,
        partyId: guest.partyId,
        codeHash: sha256(codeText(sitting.id, guest.code)).toString('base64url'),
        state: standingAtDoor(guest.hallState, guest),
        needs: guest.needs,
        name: maskName(name),
        fullName: device.maySearch ? name : null,
      }
    }),
  }
  const tag = `"${sha256(JSON.stringify(roster)).toString('base64url').slice(0, 22)}"`
  if (tag === had) return { tag, roster: null }
  if (device.maySearch) {
    const detail = { deviceId: device.deviceId, sittingId: sitting.id, people: guests.length }
    await record(deps, db, asOfficer(device), 'door.roster', { kind: 'door', id: device.deviceId }, detail)
  }
  return { tag, roster }
}

/** Records that names were opened on a device; those of other sittings are none of its business and are left out. */
export async function noteNamesShown(deps: Deps, device: Device, memberIds: number[]) {
  const guests = await Promise.all([...new Set(memberIds)].map((id) => guestById(deps.db, id)))
  const shown = guests.flatMap((guest) => (guest?.sittingId === device.sittingId ? [guest.id] : []))
  await deps.db.transaction(async (tx) => {
    for (const memberId of shown)
      await record(
        deps,
        tx,
        asOfficer(device),
        'registration.name',
        { kind: 'member', id: memberId },
        { deviceId: device.deviceId },
      )
  })
}
