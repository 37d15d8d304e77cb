import type { LatestFrame } from '../../../shared/live.ts'
import type { Deps } from '../../platform/deps.ts'
import { textFrame } from '../../platform/live/frames.ts'
import type { Hub } from '../../platform/live/hub.ts'
import { pollView } from './live.views.ts'
import { type CountedPoll, pollsByIds } from './polls.queries.ts'
import type { LiveLine, Room } from './room.ts'
import type { LiveActorIn } from './reader.ts'
import { talliesOf } from './votes.queries.ts'

export const latestFrame = (frame: LatestFrame) => textFrame(`{"t":"latest","f":${JSON.stringify(frame)}}`)
const toHosts = ({ peer }: LiveLine) => peer.audience === 'host'
const toOthers = ({ peer }: LiveLine) => peer.audience !== 'host'

/** Reads the totals that may have changed, and tells those that have. */
export async function tellTotals({ db }: Pick<Deps, 'db'>, room: Room) {
  const [questions, polls, all] = [[...room.dirtyQuestions], [...room.dirtyPolls], room.allDirty]
  room.dirtyQuestions.clear()
  room.dirtyPolls.clear()
  room.allDirty = false
  if (all || questions.length > 0) {
    const changed = changedIn(room, await talliesOf(db, room.id, all ? undefined : questions))
    if (Object.keys(changed).length > 0) room.channel.tellLatest(latestFrame({ k: 'votes', v: changed }))
  }
  if (polls.length > 0) {
    const counted = await pollsByIds(db, polls)
    room.channel.tellLatest(latestFrame(pollTotals(counted, false)), toOthers)
    room.channel.tellLatest(latestFrame(pollTotals(counted, true)), toHosts)
  }
}

export function changedIn({ tallies }: Room, read: Awaited<ReturnType<typeof talliesOf>>) {
  const changed: Record<string, { registered: number; guests: number }> = {}
  for (const { id, registered, guests } of read) {
    const before = tallies.get(id)
    if (before?.registered === registered && before.guests === guests) continue
    tallies.set(id, { registered, guests })
    changed[id] = { registered, guests }
  }
  return changed
}

export const pollTotals = (polls: CountedPoll[], host: boolean): LatestFrame => ({
  k: 'polls',
  v: Object.fromEntries(
    polls.map((poll) => {
      const { counts, voters } = pollView(poll, host)
      return [String(poll.id), { counts, voters }]
    }),
  ),
})

export function tellReactions(room: Room) {
  if (Object.keys(room.reactions).length === 0) return
  room.channel.tellLatest(latestFrame({ k: 'reactions', v: room.reactions }))
  room.reactions = {}
}

/** @returns whether it is another one than was told last */
export function tellPresence(room: Room, now: number): boolean {
  const presence = room.presenceEverywhere(now)
  const { people, screens } = room.presence
  if (presence.people === people && presence.screens === screens) return false
  room.presence = presence
  room.channel.tellLatest(latestFrame({ k: 'presence', v: presence }))
  return true
}

/** How the line is, of this process alone. */
export function tellHealth(room: Room, { lags }: Hub<LiveActorIn>, waiting: number) {
  const { lines, slow, dropped } = room.channel
  const health = {
    sockets: lines.size,
    slow: slow.size,
    dropped,
    lagP95: lags.round.p95(),
    loopLag: lags.loop.p95(),
    waiting,
  }
  room.channel.tellLatest(latestFrame({ k: 'health', v: health }), toHosts)
}
