import { closeCodes } from '../../../shared/live-states.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Hub } from '../../platform/live/hub.ts'
import type { LiveActorIn } from './reader.ts'
import type { LiveLine, Room } from './room.ts'

/** Whose sessions these still are, by key; those of officers in `inUse` are noted as used. */
export type Standing = (
  keys: string[],
  inUse: ReadonlySet<string>,
) => Promise<Map<string, { personId: number } | { officerId: number }>>

/**
 * Ends the lines of sessions that have ended: at once where that is told, and by looking once in a while, because some
 * just run out.
 */
export function watchSessions(
  { news, log }: Pick<Deps, 'news' | 'log'>,
  standing: Standing,
  rooms: ReadonlyMap<number, Room>,
  hub: Hub<LiveActorIn>,
) {
  const inUse = new Set<string>()
  let stopped = false

  const lines = () =>
    [...rooms.values()]
      .flatMap(({ channel }) => [...channel.lines])
      .filter(({ peer }) => peer.session !== null)

  async function check(some: LiveLine[] = lines()) {
    const used = new Set(inUse)
    inUse.clear()
    const found = await standing([...new Set(some.map(({ peer }) => peer.session!))], used)
    for (const line of some) {
      const owner = found.get(line.peer.session!)
      if (!owner) hub.dismiss(line, closeCodes.sessionEnded, 0)
      // An account that was merged into another comes back as that one.
      else if ('personId' in owner && line.peer.person !== null && owner.personId !== line.peer.person)
        hub.dismiss(line, closeCodes.stale, Math.round(Math.random() * 2000))
    }
  }

  news.on('sessions', (subject) => {
    if (stopped) return
    const touched = lines().filter(
      ({ peer }) => subject === null || subject === peer.session || subject === `person ${peer.person}`,
    )
    if (touched.length > 0)
      check(touched).catch((error: unknown) => log.warn({ err: error }, 'sessions could not be looked up'))
  })

  return {
    check: () => check(),
    /** A line was used by who holds its session. */
    used({ peer }: LiveLine) {
      if (peer.session !== null && peer.person === null) inUse.add(peer.session)
    },
    stop: () => void (stopped = true),
  }
}
