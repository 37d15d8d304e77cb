import { randomUUID } from 'node:crypto'
import type { LiveCommand } from '../../../shared/live.commands.ts'
import { type ReactionKind, liveLimits } from '../../../shared/live-states.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { createGather } from '../../platform/db/gather.ts'
import type { Deps } from '../../platform/deps.ts'
import { createBuckets } from '../../platform/live/bucket.ts'
import { paces } from '../../platform/live/limits.ts'
import { openNotices } from '../../platform/live/notices.ts'
import { type Outcome, runCommand, type SequencedCommand } from './commands.actions.ts'
import { openCounting } from './counting.ts'
import { fetchNews, tell } from './following.ts'
import { refusalOf } from './live.rules.ts'
import { readRoom } from './opening.actions.ts'
import { Room } from './room.ts'
import { saveCaption, standingOf } from './rooms.queries.ts'
import { latestFrame } from './sampling.ts'
import type { LiveActor } from './scene.ts'
import { roomTopic } from './telling.actions.ts'

/** Most commands that wait for their turn in this process; they are done one at a time. */
const mostWaiting = 2_000

type Asked = { room: Room; who: LiveActor; command: SequencedCommand }
export type LiveRooms = ReturnType<typeof openLiveRooms>

/** The live rooms of a process: what is done in them, and how what other processes do comes here. */
export function openLiveRooms(deps: Deps) {
  const me = randomUUID().slice(0, 8)
  const rooms = new Map<number, Promise<Room | null>>()
  const open = new Map<number, Room>()
  const fetching = new Map<number, Promise<void>>()
  const counting = openCounting(deps)
  const notices = openNotices(deps, roomTopic)
  const paced = createBuckets<string>(paces.person)
  const say = (kind: string, room: Room, rest = () => '') =>
    notices.say(`${kind} ${room.id}`, () => `${kind} ${room.id} ${me} ${rest()}`)

  // One at a time: a room's row is their lock, and all who wait for it would hold a connection each.
  const turns = createGather<Asked, Outcome>({
    limit: mostWaiting,
    batch: 1,
    isDataFault: () => false,
    write: async ([asked]) => {
      const { room, who, command } = asked!
      const outcome = await runCommand(deps, room.id, who, command)
      if (outcome.told && outcome.told.rows.length > 0) {
        if (!tell(deps, room, outcome.told.room, outcome.told.rows)) void catchUp(room)
        say('changed', room)
      }
      return [outcome]
    },
  })

  /** The room of a town hall; null where it has none. */
  function find(id: number): Promise<Room | null> {
    const known = rooms.get(id)
    if (known) return known
    const found = load(id).catch((error: unknown) => {
      rooms.delete(id)
      throw error
    })
    rooms.set(id, found)
    return found
  }

  async function load(id: number): Promise<Room | null> {
    const read = await readRoom(deps, id)
    if (!read) {
      // It may be announced in a moment.
      rooms.delete(id)
      return null
    }
    const room = new Room(read.row, read.messages)
    room.checkedAt = performance.now()
    open.set(id, room)
    return room
  }

  /** One fetch of a room at a time; who comes while one is on its way gets another after it. */
  function catchUp(room: Room): Promise<void> {
    const before = fetching.get(room.id)
    const next = (before ?? Promise.resolve())
      .then(() => fetchNews(deps, room))
      .catch((error: unknown) => deps.log.warn({ err: error }, 'a live room could not be read'))
      .finally(() => fetching.get(room.id) === next && fetching.delete(room.id))
    fetching.set(room.id, next)
    return next
  }

  deps.news.on(roomTopic, (subject) => {
    if (subject === null) return open.forEach((room) => void catchUp(room))
    const [kind, id, from, ...rest] = subject.split(' ')
    const room = open.get(Number(id))
    if (room && from !== me) hear(room, kind!, from ?? '', rest)
  })

  function hear(room: Room, kind: string, from: string, rest: string[]) {
    if (kind === 'changed') return void catchUp(room)
    if (kind === 'votes') room.allDirty = true
    if (kind === 'poll') room.dirtyPolls.add(Number(rest[0]))
    if (kind === 'react') addTo(room.reactions, JSON.parse(rest[0]!) as Reactions)
    if (kind === 'seen') {
      const [people = 0, screens = 0, lines = 0] = rest.map(Number)
      const until = performance.now() + 10 * liveLimits.presenceMs
      room.elsewhere.set(from, { people, screens, lines, until })
    }
  }

  async function done(room: Room, who: LiveActor, command: LiveCommand): Promise<number | null> {
    const at = deps.now()
    switch (command.op) {
      case 'vote': {
        must(refusalOf('vote', who.role, room.row.phase === 'rehearsal' ? 'waiting' : room.row.phase))
        await counting.vote(room.id, who, command, at)
        room.dirtyQuestions.add(command.question)
        say('votes', room)
        return command.question
      }
      case 'poll-vote': {
        must(refusalOf('poll-vote', who.role, room.row.phase))
        await counting.choose(room.id, who, command, at)
        room.dirtyPolls.add(command.poll)
        notices.say(`poll ${command.poll}`, () => `poll ${room.id} ${me} ${command.poll}`)
        return command.poll
      }
      case 'react': {
        must(refusalOf('react', who.role, room.row.phase))
        if (!room.row.reactions) throw new Refusal('reactions-off')
        addTo(room.reactions, { [command.kind]: 1 })
        addTo(room.reactionsHere, { [command.kind]: 1 })
        say('react', room, () => JSON.stringify(room.takeReactions()))
        return null
      }
      case 'caption': {
        must(refusalOf('caption', who.role, room.row.phase))
        await saveCaption(deps.db, room.id, command.text, at)
        room.row = { ...room.row, caption: command.text, captionAt: at }
        room.channel.tellLatest(
          latestFrame({ k: 'caption', v: { text: command.text, at: at.toISOString() } }),
        )
        say('changed', room)
        return null
      }
      default:
        return (await turns.add({ room, who, command })).target
    }
  }

  return {
    me,
    open,
    find,
    catchUp,
    say,
    /**
     * Does a command of anyone in a room.
     * @returns the question or poll it made or changed
     * @throws Refusal; Overloaded where too many wait
     */
    async act(room: Room, who: LiveActor, command: LiveCommand): Promise<number | null> {
      const key = who.personId === null ? `o${who.officerId}` : `p${who.personId}`
      if (who.personId === null && who.officerId === null) throw new Refusal('sign-in-required')
      if (!paced(key, performance.now())) throw new Refusal('too-many-requests', { params: { seconds: 1 } })
      return done(room, who, command)
    },
    /** Makes sure once a second that nothing was missed, in one statement for all rooms. */
    async check(now: number) {
      const due = [...open.values()].filter(({ checkedAt }) => now - checkedAt > 1000)
      if (due.length === 0) return
      for (const room of due) room.checkedAt = now
      for (const { townHallId, epoch, seq, captionAt } of await standingOf(
        deps.db,
        due.map(({ id }) => id),
      )) {
        const room = open.get(townHallId)
        const { channel, row } = room!
        const captioned = (captionAt?.getTime() ?? 0) > (row.captionAt?.getTime() ?? 0)
        if (epoch !== channel.epoch || seq > channel.ring.head || captioned) await catchUp(room!)
      }
    },
    waiting: () => turns.size() + counting.waiting(),
    async drain() {
      await turns.drain()
      await counting.drain()
      await notices.flush()
    },
  }
}

function must(code: ReturnType<typeof refusalOf>) {
  if (code) throw new Refusal(code)
}

type Reactions = Partial<Record<ReactionKind, number>>
function addTo(sums: Reactions, more: Reactions) {
  for (const [kind, count] of Object.entries(more))
    sums[kind as ReactionKind] = (sums[kind as ReactionKind] ?? 0) + count
}
