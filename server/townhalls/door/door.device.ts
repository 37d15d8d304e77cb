import type { FastifyRequest } from 'fastify'
import { Refusal } from '../../../shared/refusal.ts'
import type { Actor, Device } from '../../accounts/permissions.rules.ts'
import type { Deps } from '../../platform/deps.ts'
import { deviceOfToken } from './door-devices.actions.ts'
import { seeDevice } from './door.queries.ts'

/** How exactly it is known when a device was last there, in milliseconds. */
const seenMs = 30_000

/**
 * Who asks at the door: the device whose token stands in the header. No cookie counts here, so that an officer's
 * session on the same phone gives it no rights.
 * @throws Refusal `door-device-unknown`, `door-device-revoked`, `door-device-expired`
 */
export async function doorActorOf(deps: Deps, { headers }: FastifyRequest): Promise<Actor> {
  const [, token] = /^Bearer ([\w-]{43})$/.exec(headers.authorization ?? '') ?? []
  if (!token) throw new Refusal('door-device-unknown')
  const device = await deviceOfToken(deps, token)
  const at = deps.now()
  await seeDevice(deps.db, device.deviceId, at, new Date(at.getTime() - seenMs))
  return device
}

/** The device that asks, whose time is not over unless it only hands in what it has. */
export function deviceOf({ actor }: FastifyRequest, { late = false } = {}): Device {
  if (actor.kind !== 'device') throw new Refusal('door-device-unknown')
  if (actor.expired && !late) throw new Refusal('door-device-expired')
  return actor
}
