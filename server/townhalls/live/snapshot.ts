import type { LiveSnapshot, LiveYou } from '../../../shared/live.ts'
import type { Db } from '../../platform/db/database.ts'
import { allIn, ownIn, toldIn } from './live-questions.queries.ts'
import { hostView, ownView, pollView, publicView, roomView } from './live.views.ts'
import { type InRoom, peopleIn } from './people.queries.ts'
import { pollsIn } from './polls.queries.ts'
import { roomOf } from './rooms.queries.ts'
import type { LiveActor } from './scene.ts'

export type Presence = { people: number; screens: number }
type Wanted = { townHallId: number; personIds: number[]; hosts: boolean; inside: boolean }
/** One half of a snapshot that many share, and the half of each reader. Both are pieces of JSON. */
export type Snapshots = {
  epoch: string
  seq: number
  /** By audience. */
  shared: Map<string, string>
  /** What stands in it of a reader. */
  of(who: LiveActor): string
}

/**
 * The whole room as it stood at one instant, for many readers at once: everything is read in one repeatable-read
 * transaction, so that it is the state at exactly its seq.
 * @returns null where there is no such room
 */
export async function readSnapshots(
  db: Db,
  { townHallId, personIds, hosts, inside }: Wanted,
): Promise<((presence: Presence, now: Date) => Snapshots) | null> {
  return db.transaction(
    async (tx) => {
      const room = await roomOf(tx, townHallId)
      if (!room) return null
      const rehearsing = room.phase === 'rehearsal'
      const told = await toldIn(tx, townHallId, false)
      const rehearsed = rehearsing && inside ? await toldIn(tx, townHallId, true) : []
      const all = hosts ? await allIn(tx, townHallId) : []
      const polls = await pollsIn(tx, townHallId)
      const own = await ownIn(tx, townHallId, personIds)
      const people = await peopleIn(tx, townHallId, personIds)
      const after = room.moderation === 'after'
      return (presence, now) => {
        const caption = room.caption ? { text: room.caption, at: room.captionAt!.toISOString() } : null
        const part = (audience: string) => {
          const isInside = audience !== 'public'
          const questions = isInside && rehearsing ? rehearsed : told
          const shownPolls = polls.filter(
            (poll) =>
              (audience === 'host' || poll.state !== 'draft') && poll.rehearsal === (isInside && rehearsing),
          )
          const seen = roomView(room, isInside)
          const ids = new Set((audience === 'host' ? all : questions).map(({ id }) => id))
          return JSON.stringify({
            epoch: room.epoch,
            seq: room.seq,
            room: { ...seen, order: seen.order.filter((id) => ids.has(id)) },
            questions: questions.map(publicView),
            host: audience === 'host' ? all.map(hostView) : [],
            polls: shownPolls.map((poll) => pollView(poll, audience === 'host')),
            presence,
            caption,
            now: now.toISOString(),
          }).slice(0, -1)
        }
        const audiences = ['public', ...(inside ? ['stage'] : []), ...(hosts ? ['host'] : [])]
        return {
          epoch: room.epoch,
          seq: room.seq,
          shared: new Map(audiences.map((audience) => [audience, part(audience)])),
          of(who) {
            const mine = who.personId === null ? [] : own.filter(({ personId }) => personId === who.personId)
            const you = youOf(who, people.get(who.personId ?? -1))
            return `,"you":${JSON.stringify(you)},"own":${JSON.stringify(mine.map((question) => ownView(question, after)))}}`
          },
        }
      }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

/** Who the reader is in this room. */
export function youOf({ role, name }: LiveActor, known: InRoom | undefined): LiveYou {
  const attendee = role === 'guest' || role === 'registered'
  return {
    role: attendee ? (known?.registered ? 'registered' : 'guest') : role,
    name,
    voted: known?.voted ?? [],
    polls: known?.polls ?? {},
  }
}

/** The two halves put together, as `GET …/live-state` answers. */
export const wholeSnapshot = (snapshots: Snapshots, audience: string, who: LiveActor) =>
  JSON.parse(snapshots.shared.get(audience)! + snapshots.of(who)) as LiveSnapshot
