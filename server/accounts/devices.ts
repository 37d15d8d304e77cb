import type { SessionInfo } from '../../shared/accounts.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { z } from 'zod'
import type { Deps } from '../platform/deps.ts'
import type { Resident } from './permissions.rules.ts'
import { sessionsOf } from './sessions.queries.ts'

/** Where someone is signed in, last used first. What names a device signs nobody in: it is the hash of its session's id. */
export async function devicesOf(
  { db, machineNow }: Pick<Deps, 'db' | 'machineNow'>,
  { personId, sessionHash }: Resident,
): Promise<z.infer<typeof SessionInfo>[]> {
  return (await sessionsOf(db, { personId }, machineNow())).map((session) => ({
    id: session.idHash.toString('base64url'),
    device: session.device,
    createdAt: session.createdAt.toISOString(),
    lastSeenAt: session.lastSeenAt.toISOString(),
    current: session.idHash.equals(sessionHash),
  }))
}

/** @throws Refusal `not-found` for what cannot be one */
export function hashOfDevice(id: string): Buffer {
  if (!/^[\w-]{43}$/.test(id)) throw new Refusal('not-found')
  return Buffer.from(id, 'base64url')
}
