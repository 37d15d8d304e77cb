import { randomBytes } from 'node:crypto'
import type { DeviceBody, DeviceLine } from '../../../shared/door.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Device, Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { sha256 } from '../../platform/secrets.ts'
import {
  addDevice,
  claimDevice,
  deviceById,
  deviceByToken,
  devicesOf,
  linkDevice,
  revokeDevice,
} from './door.queries.ts'
import { deviceExpiry, deviceStanding, mayHandIn } from './door.rules.ts'
import { sittingById, townHallById } from '../townhalls.queries.ts'

const newToken = () => randomBytes(32).toString('base64url')
const about = (id: string) => ({ kind: 'door', id })

/**
 * Sets a device up. Its link is known to the caller alone, and opens one phone. The same id again gives a new link,
 * as long as no phone has opened one.
 * @throws Refusal `not-found`, `sitting-unknown`, `door-sitting-over`, `not-allowed-now`
 */
export async function makeDevice(
  deps: Deps,
  officer: Officer,
  townHallId: number,
  input: DeviceBody,
): Promise<{ id: string; link: string }> {
  const at = deps.now()
  const hall = await townHallById(deps.db, townHallId)
  if (!hall) throw new Refusal('not-found')
  const sitting = await sittingById(deps.db, input.sitting)
  if (sitting?.townHallId !== townHallId) throw new Refusal('sitting-unknown', { field: 'sitting' })
  if (!['announced', 'live'].includes(hall.state)) throw new Refusal('not-allowed-now')
  const expiresAt = deviceExpiry(sitting.endsAt)
  if (expiresAt <= at) throw new Refusal('door-sitting-over', { field: 'sitting' })
  const { id, name, maySearch, mayAdmit } = input
  const link = newToken()
  return deps.db.transaction(async (tx) => {
    const row = { id, name, maySearch, mayAdmit, sittingId: sitting.id, expiresAt, createdAt: at }
    const made = await addDevice(tx, { ...row, tokenHash: sha256(link), createdBy: officer.officerId })
    if (!made) {
      const known = await deviceById(tx, id)
      if (known?.createdBy !== officer.officerId || known.claimedAt || known.sittingId !== sitting.id)
        throw new Refusal('not-allowed-now')
      if (!(await linkDevice(tx, id, sha256(link)))) throw new Refusal('not-allowed-now')
    }
    const detail = { townHallId, sittingId: sitting.id, maySearch, mayAdmit }
    await record(deps, tx, officer, made ? 'door.make' : 'door.link', about(id), detail)
    return { id, link }
  })
}

/** A device of this town hall. @throws Refusal `not-found` */
async function deviceIn(tx: Db, townHallId: number, id: string) {
  const device = await deviceById(tx, id)
  const sitting = device && (await sittingById(tx, device.sittingId))
  if (!device || sitting?.townHallId !== townHallId) throw new Refusal('not-found')
  return device
}

/**
 * A new link for a device, for another phone: the one that had it is disconnected.
 * @throws Refusal `not-found`, `not-allowed-now`
 */
export async function relinkDevice(deps: Deps, officer: Officer, townHallId: number, id: string) {
  const link = newToken()
  return deps.db.transaction(async (tx) => {
    const device = await deviceIn(tx, townHallId, id)
    if (device.expiresAt <= deps.now() || !(await linkDevice(tx, id, sha256(link))))
      throw new Refusal('not-allowed-now')
    await record(deps, tx, officer, 'door.link', about(id), { townHallId })
    return { device, link }
  })
}

/** Takes a device back; its phone is told with its next call and wipes itself. Twice is harmless. @throws Refusal `not-found` */
export async function takeDeviceBack(deps: Deps, officer: Officer, townHallId: number, id: string) {
  await deps.db.transaction(async (tx) => {
    await deviceIn(tx, townHallId, id)
    if (await revokeDevice(tx, id, deps.now()))
      await record(deps, tx, officer, 'door.revoke', about(id), { townHallId })
  })
}

/**
 * A phone opens a link with a token that it made itself. Where the answer was lost, it may ask again.
 * @throws Refusal `door-link-used`
 */
export async function claimLink(deps: Deps, { link, token }: { link: string; token: string }) {
  const at = deps.now()
  if (link === token) throw new Refusal('door-link-used')
  if (!(await claimDevice(deps.db, sha256(link), sha256(token), at))) {
    const found = await deviceByToken(deps.db, sha256(token))
    if (!found?.device.claimedAt) throw new Refusal('door-link-used')
  }
  return deviceOfToken(deps, token)
}

/**
 * The device that carries this token. One whose time is over is still known for a while, to hand in what it has.
 * @throws Refusal `door-device-unknown`, `door-device-revoked`, `door-device-expired`
 */
export async function deviceOfToken({ db, now }: Pick<Deps, 'db' | 'now'>, token: string): Promise<Device> {
  const found = await deviceByToken(db, sha256(token))
  const at = now()
  const standing = found ? deviceStanding(found.device, at) : 'linked'
  if (!found || standing === 'linked') throw new Refusal('door-device-unknown')
  if (standing === 'revoked') throw new Refusal('door-device-revoked')
  const { id: deviceId, name, sittingId, createdBy, maySearch, mayAdmit, createdAt, expiresAt } = found.device
  if (!mayHandIn(expiresAt, at)) throw new Refusal('door-device-expired')
  return {
    kind: 'device',
    deviceId,
    name,
    townHallId: found.townHallId,
    sittingId,
    officerId: createdBy,
    maySearch,
    mayAdmit,
    createdAt,
    expiresAt,
    expired: standing === 'expired',
  }
}

/** The devices of a town hall as the desk lists them. */
export async function deviceLines({ db, now }: Pick<Deps, 'db' | 'now'>, townHallId: number) {
  const at = now()
  return (await devicesOf(db, townHallId)).map(({ device }): DeviceLine => ({
    id: device.id,
    name: device.name,
    sittingId: device.sittingId,
    maySearch: device.maySearch,
    mayAdmit: device.mayAdmit,
    state: deviceStanding(device, at),
    lastSeenAt: device.lastSeenAt?.toISOString() ?? null,
    expiresAt: device.expiresAt.toISOString(),
  }))
}
