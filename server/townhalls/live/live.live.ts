import type { Socket as NetSocket } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ClientFrame, LiveCommand } from '../../../shared/live.commands.ts'
import type { LiveAck, ServerFrame } from '../../../shared/live.ts'
import { closeCodes, liveLimits, roomViews } from '../../../shared/live-states.ts'
import { langs } from '../../../shared/limits.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Lang } from '../../../shared/wire.ts'
import type { Deps } from '../../platform/deps.ts'
import { answerTo, problemReply } from '../../platform/http/problems.ts'
import { textFrame } from '../../platform/live/frames.ts'
import { openHub } from '../../platform/live/hub.ts'
import type { WebSocket } from '../../platform/live/line.ts'
import { greet } from './greeting.ts'
import { openLiveRooms } from './live-rooms.ts'
import { actorFor, audienceOf, type LiveActorIn } from './reader.ts'
import type { LiveLine, Room } from './room.ts'
import { tellHealth, tellPresence, tellReactions, tellTotals } from './sampling.ts'
import { watchSessions, type Standing } from './watching.ts'

export const LiveQuery = z.object({
  as: z.enum(roomViews).default('attendee').catch('attendee'),
  lang: z.enum(langs).optional().catch(undefined),
})

export type Live = ReturnType<typeof openLive>

/** The sockets of all live rooms of a process: what frames mean, and what is told at which pace. */
export function openLive(deps: Deps, standing: Standing) {
  const rooms = openLiveRooms(deps)
  let ticks = 0
  let sampling = false

  const hub = openHub<LiveActorIn>({
    channelOf: (id) => rooms.open.get(id)?.channel,
    channels: () => [...rooms.open.values()].map(({ channel }) => channel),
    heard: (line, text) => void hear(line, text),
    refused: (line, text) => refuse(line, text),
    pingOf: (id) => `{"t":"ping","seq":${rooms.open.get(id)?.channel.ring.head ?? 0}}`,
    sample(now) {
      ticks += 1
      if (sampling) return
      sampling = true
      void sample(now, ticks)
        .catch((error: unknown) => deps.log.warn({ err: error }, 'live rooms could not be read'))
        .finally(() => (sampling = false))
    },
  })
  const watched = watchSessions(deps, standing, rooms.open, hub)

  async function sample(now: number, tick: number) {
    const inUse = [...rooms.open.values()].filter(({ channel }) => channel.lines.size > 0)
    const every = (ms: number) => tick % Math.round(ms / liveLimits.sampleMs) === 0
    for (const room of inUse) {
      tellReactions(room)
      if (every(totalsAgainMs)) room.allDirty = true
      await tellTotals(deps, room)
      if (!every(liveLimits.presenceMs)) continue
      const { people, screens } = room.presenceHere()
      if (tellPresence(room, now) || every(3 * liveLimits.presenceMs))
        rooms.say('seen', room, () => `${people} ${screens} ${room.channel.lines.size}`)
      tellHealth(room, hub, rooms.waiting())
    }
    await rooms.check(now)
    if (every(sessionsMs)) await watched.check()
  }

  async function hear(line: LiveLine, text: string) {
    const frame = frameIn(text)
    const room = rooms.open.get(line.room)
    if (!frame || !room) return line.socket.close(closeCodes.badFrame)
    if (frame.t === 'pong') return
    if (frame.t === 'hello') {
      const { epoch, lastSeq } = frame
      line.seq = -1
      return greet(deps, room, { line, epoch, lastSeq })
    }
    await command(line, room, frame.command)
  }

  async function command(line: LiveLine, room: Room, sent: unknown) {
    const id = idIn(sent)
    if (id === null) return line.socket.close(closeCodes.badFrame)
    watched.used(line)
    try {
      const parsed = LiveCommand.safeParse(sent, { reportInput: true })
      if (!parsed.success) throw parsed.error
      const target = await rooms.act(room, line.role, parsed.data)
      acknowledge(line, { id, ok: true, target, problem: null, temporary: false })
    } catch (error) {
      acknowledge(line, ackOf(id, error, line.role.lang))
    }
  }

  function ackOf(id: string, error: unknown, lang: Lang): LiveAck {
    const answer = answerTo(error, lang)
    if (answer.code === 'unexpected') deps.log.error({ err: error }, 'unexpected in a live room')
    const problem = problemReply(answer, lang, deps.config.publicUrl)
    const temporary =
      [429, 503].includes(problem.status) || ['room-paused', 'room-not-open'].includes(problem.code)
    return { id, ok: false, target: null, problem, temporary }
  }

  /** Beyond its pace a line is answered, if it can be, and nothing is done. */
  function refuse(line: LiveLine, text: string) {
    const frame = frameIn(text)
    const id = frame?.t === 'cmd' ? idIn(frame.command) : null
    if (id !== null)
      acknowledge(
        line,
        ackOf(id, new Refusal('too-many-requests', { params: { seconds: 1 } }), line.role.lang),
      )
  }

  return {
    rooms,
    hub,
    /** The room and who asks for it. @throws Refusal `not-found`, `not-allowed` for who may not host */
    async enter(request: FastifyRequest, id: number, query: z.output<typeof LiveQuery>) {
      const room = await rooms.find(id)
      if (!room) throw new Refusal('not-found')
      return { room, who: actorFor(request.actor, query.as, query.lang ?? request.lang) }
    },
    join(socket: WebSocket, request: FastifyRequest, room: Room, who: LiveActorIn) {
      const { actor } = request
      const session = 'sessionHash' in actor ? actor.sessionHash.toString('base64') : null
      const peer = { audience: audienceOf(who), person: who.personId, session }
      forgetAnswer(request.raw.socket)
      if (!hub.join(socket, request.raw.socket, room.channel, peer, who)) socket.close(closeCodes.restart)
    },
    ackOf,
    drain: () => hub.drain(),
    async close() {
      watched.stop()
      await rooms.drain()
    },
  }
}

/** The answer of an upgrade would be kept as long as its socket, and with it the whole request. */
function forgetAnswer(wire: NetSocket) {
  const { [answerOf]: answer } = wire as unknown as { [answerOf]?: { detachSocket(of: NetSocket): void } }
  answer?.detachSocket(wire)
}
/** Where Node keeps it. */
const answerOf = '_httpMessage'

/** Totals are read again so often, in case a word of another process was lost, and sessions checked. Milliseconds. */
const totalsAgainMs = 5_000
const sessionsMs = 60_000

type Frame = z.output<typeof ClientFrame> | { t: 'cmd'; command: unknown }

/** A frame, its command not read yet; null for what is none. */
function frameIn(text: string): Frame | null {
  let sent: unknown
  try {
    sent = JSON.parse(text)
  } catch {
    return null
  }
  const { t, command } = (sent ?? {}) as { t?: unknown; command?: unknown }
  if (t === 'cmd') return { t, command }
  const read = ClientFrame.safeParse(sent)
  return read.success ? read.data : null
}

const Id = z.uuid()
const idIn = (command: unknown) => Id.safeParse((command as { id?: unknown } | null)?.id).data ?? null

const acknowledge = (line: LiveLine, ack: LiveAck) => {
  const frame: ServerFrame = { t: 'ack', ack }
  line.write(textFrame(JSON.stringify(frame)))
}
