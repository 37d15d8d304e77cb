import type { LatestFrame } from '../../../shared/live.ts'
import type { Deps } from '../../platform/deps.ts'
import { pollsIn } from './polls.queries.ts'
import type { Room } from './room.ts'
import { pollTotals } from './sampling.ts'
import { talliesOf } from './votes.queries.ts'

/** So long what was read for one reader is good for all others, in milliseconds. */
const keptMs = 500
type Kept = { at: number; frames: Promise<{ forAll: LatestFrame[]; forHosts: LatestFrame[] }> }
const kept = new WeakMap<Room, Kept>()

/** What stands now and is in no order: all of it, for readers without a socket. */
export async function latestOf({ db }: Pick<Deps, 'db'>, room: Room, host: boolean): Promise<LatestFrame[]> {
  const now = performance.now()
  let last = kept.get(room)
  if (!last || now - last.at > keptMs) {
    last = { at: now, frames: read(db, room) }
    kept.set(room, last)
  }
  const { forAll, forHosts } = await last.frames
  const { caption, captionAt } = room.row
  return [
    ...(host ? forHosts : forAll),
    { k: 'presence', v: room.presenceEverywhere(now) },
    ...(caption && captionAt
      ? [{ k: 'caption' as const, v: { text: caption, at: captionAt.toISOString() } }]
      : []),
  ]
}

async function read(db: Deps['db'], room: Room) {
  const tallies = await talliesOf(db, room.id)
  const polls = (await pollsIn(db, room.id)).filter(({ state, rehearsal }) => state === 'open' && !rehearsal)
  const votes: LatestFrame = {
    k: 'votes',
    v: Object.fromEntries(tallies.map(({ id, ...count }) => [String(id), count])),
  }
  return { forAll: [votes, pollTotals(polls, false)], forHosts: [votes, pollTotals(polls, true)] }
}
