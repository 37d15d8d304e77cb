import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { LiveSnapshot } from '../../../shared/live.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Live, LiveQuery } from './live.live.ts'
import { audienceOf } from './reader.ts'
import { readSnapshots, wholeSnapshot } from './snapshot.ts'

/**
 * The whole room as whoever asks may see it, read at one instant: for a page, and for a program.
 * @throws Refusal `not-found`, `not-allowed` for who may not host
 */
export async function readFor(
  deps: Deps,
  live: Live,
  request: FastifyRequest,
  townHallId: number,
  query: z.output<typeof LiveQuery>,
): Promise<LiveSnapshot> {
  const { room, who } = await live.enter(request, townHallId, query)
  const audience = audienceOf(who)
  const read = await readSnapshots(deps.db, {
    townHallId: room.id,
    personIds: who.personId === null ? [] : [who.personId],
    hosts: audience === 'host',
    inside: audience !== 'public',
  })
  if (!read) throw new Refusal('not-found')
  return wholeSnapshot(read(room.presenceEverywhere(performance.now()), deps.now()), audience, who)
}
