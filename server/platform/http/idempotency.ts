import { z } from 'zod'
import { Refusal } from '../../../shared/refusal.ts'
import type { Db } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import type { Sweep } from '../jobs/jobs.ts'
import { sha256 } from '../secrets.ts'
import { forgetRepliesBefore, keepReply, replyTo, takeKey } from './idempotency.queries.ts'

const keptMs = 24 * 3_600_000

/** Headers of a request that may come twice. */
export const IdempotencyHeaders = z.object({ 'idempotency-key': z.uuid().optional() })

export type RequestKey = {
  /** Who asks: keys of different people never meet. */
  owner: string
  key: string
  /** What is asked, as parsed: the same key with another request is refused. */
  request: unknown
}

export type KeyedReply<T> = { status: number; body: T }

/**
 * Does something once a key, in the transaction that does it: a repeat within 24 hours gets the first answer, also
 * while the first is still at work. A refusal is not kept, so that the key can be used again. Without a key it is done.
 * @throws Refusal `idempotency-key-reused`
 */
export async function onceByKey<T>(
  { machineNow }: Pick<Deps, 'machineNow'>,
  tx: Db,
  request: RequestKey | null,
  act: () => Promise<KeyedReply<T>>,
): Promise<KeyedReply<T>> {
  if (!request) return act()
  const at = machineNow()
  const { owner, key } = request
  const requestHash = sha256(JSON.stringify(request.request))
  const row = { owner, key, requestHash, status: 0, body: {}, createdAt: at }
  if (await takeKey(tx, row, new Date(at.getTime() - keptMs))) {
    const reply = await act()
    await keepReply(tx, request, reply.status, reply.body)
    return reply
  }
  const given = await replyTo(tx, request)
  if (!given?.requestHash.equals(requestHash)) throw new Refusal('idempotency-key-reused')
  return { status: given.status, body: given.body as T }
}

export const idempotencySweeps = (deps: Deps): Sweep[] => [
  {
    name: 'forget-request-keys',
    run: () => forgetRepliesBefore(deps.db, new Date(deps.machineNow().getTime() - keptMs)),
  },
]
