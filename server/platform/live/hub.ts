import { setTimeout as sleep } from 'node:timers/promises'
import type { Socket as NetSocket } from 'node:net'
import { closeCodes, liveLimits } from '../../../shared/live-states.ts'
import { take } from './bucket.ts'
import type { Channel } from './channel.ts'
import { textFrame } from './frames.ts'
import { Measures } from './lag.ts'
import { helloMs, most, mostExcess, paces } from './limits.ts'
import { Line, type Peer, type WebSocket } from './line.ts'
import { createWheel } from './wheel.ts'

/** What a feature does with its lines. */
export type Meaning<Role> = {
  /** The rooms of this process that are open. */
  channelOf(room: number): Channel<Role> | undefined
  channels(): Channel<Role>[]
  /** A whole text frame of a line that keeps its pace. */
  heard(line: Line<Role>, text: string): void
  /** One that came beyond the pace: it is not done. */
  refused(line: Line<Role>, text: string): void
  /** What a ping says of a room. */
  pingOf(room: number): string
  /** Four times a second, while there is any line. */
  sample(now: number): void
}

export type Hub<Role> = {
  /** Takes a line in; undefined where the process holds as many as it can. */
  join(
    socket: WebSocket,
    wire: NetSocket,
    channel: Channel<Role>,
    peer: Peer,
    role: Role,
  ): Line<Role> | undefined
  /** Says good-bye and when to come back; the line is closed with the code. */
  dismiss(line: Line<Role>, code: number, retryAfterMs: number): void
  size(): number
  /** Milliseconds between a ping and its answer, and by how much timers are late. */
  lags: { round: Measures; loop: Measures }
  /** Sends everyone away, a few at a time, each to come back at another moment. */
  drain(): Promise<void>
}

const lineOf = Symbol('line')
type Marked = WebSocket & { [lineOf]?: { line: Line<unknown>; hub: Inner } }
type Inner = {
  onText(line: Line<unknown>, data: Buffer, binary: boolean): void
  onClose(line: Line<unknown>): void
}

// One function for all sockets: a listener of its own for each would be kept for each.
function onMessage(this: WebSocket, data: Buffer, binary: boolean) {
  const mark = (this as Marked)[lineOf]
  mark?.hub.onText(mark.line, data, binary)
}
function onClose(this: WebSocket) {
  const mark = (this as Marked)[lineOf]
  mark?.hub.onClose(mark.line)
}
/** A broken frame or line: it is closed by `ws`, with the code that fits. */
function onError() {}

export function openHub<Role>(meaning: Meaning<Role>): Hub<Role> {
  const lags = { round: new Measures(), loop: new Measures() }
  let size = 0
  let timer: NodeJS.Timeout | undefined
  let lastTick = 0
  let ticks = 0
  let draining = false

  const wheel = createWheel<Line<Role>>({
    period: Math.round(liveLimits.pingMs / 1000),
    later: Math.round((liveLimits.deadMs - liveLimits.pingMs) / 1000),
    ping(lines) {
      const now = performance.now()
      const frames = new Map<number, Buffer>()
      for (const line of lines) {
        const frame = frames.get(line.room) ?? textFrame(meaning.pingOf(line.room))
        frames.set(line.room, frame)
        line.pingedAt = now
        if (line.seq < 0 && now - line.heardAt > helloMs) line.socket.terminate()
        else line.write(frame)
      }
    },
    check(lines) {
      const now = performance.now()
      for (const line of lines) if (now - line.heardAt > liveLimits.deadMs - 1000) line.socket.terminate()
    },
  })

  function tick() {
    const now = performance.now()
    lags.loop.add(Math.max(0, now - lastTick - liveLimits.sampleMs))
    lastTick = now
    ticks += 1
    if (ticks % Math.round(1000 / liveLimits.sampleMs) === 0) wheel.turn()
    for (const channel of meaning.channels()) for (const line of channel.slow) channel.catchUp(line, now)
    meaning.sample(now)
  }

  const inner: Inner = {
    onText(line, data, binary) {
      const now = performance.now()
      line.heardAt = now
      if (!take(line.bucket, paces.line, now)) {
        line.excess += 1
        if (line.excess > mostExcess) line.socket.close(closeCodes.flood)
        else if (!binary) meaning.refused(line as Line<Role>, data.toString('utf8'))
        return
      }
      if (binary) return line.socket.close(closeCodes.badFrame)
      if (line.pingedAt > 0) {
        lags.round.add(now - line.pingedAt)
        line.pingedAt = 0
      }
      meaning.heard(line as Line<Role>, data.toString('utf8'))
    },
    onClose(line) {
      const channel = meaning.channelOf(line.room)
      wheel.remove(line as Line<Role>)
      size -= 1
      channel?.remove(line as Line<Role>)
      if (size === 0) {
        clearInterval(timer)
        timer = undefined
      }
    },
  }

  const dismiss = (line: Line<Role>, code: number, retryAfterMs: number) => {
    line.write(textFrame(JSON.stringify({ t: 'bye', code, retryAfterMs })))
    line.socket.close(code)
  }

  return {
    lags,
    size: () => size,
    dismiss,
    join(socket, wire, channel, peer, role) {
      if (size >= most.ofProcess || draining) return undefined
      const line = new Line<Role>(socket, wire, channel.room, peer, role, performance.now())
      socket.removeAllListeners('error')
      socket.on('error', onError)
      socket.on('message', onMessage)
      socket.on('close', onClose)
      ;(socket as Marked)[lineOf] = { line: line as Line<unknown>, hub: inner }
      size += 1
      if (!timer) {
        lastTick = performance.now()
        timer = setInterval(tick, liveLimits.sampleMs)
      }
      wheel.add(line)
      const tooMany = channel.add(line, most.ofPerson)
      if (tooMany) dismiss(tooMany, closeCodes.tooMany, 0)
      return line
    },
    async drain() {
      draining = true
      const lines = meaning.channels().flatMap((channel) => [...channel.lines])
      const spreadMs = spreadOf(lines.length)
      for (let at = 0; at < lines.length; at += batch) {
        for (const line of lines.slice(at, at + batch))
          dismiss(line, closeCodes.restart, Math.round(Math.random() * spreadMs))
        if (at + batch < lines.length) await sleep(batchMs)
      }
      const open = () => size > 0
      for (let waited = 0; open() && waited < patienceMs; waited += batchMs) await sleep(batchMs)
      for (const channel of meaning.channels()) for (const line of channel.lines) line.socket.terminate()
      clearInterval(timer)
    },
  }
}

/** How many are sent away at once while a process stops, every so many milliseconds. */
const batch = 100
const batchMs = 50
/** How long a peer may take to say good-bye too. */
const patienceMs = 2_000

/** Over how many milliseconds so many lines come back: min(5 s, lines / 300 s). */
export const spreadOf = (lines: number) => Math.min(5_000, Math.ceil((lines / 300) * 1000))
