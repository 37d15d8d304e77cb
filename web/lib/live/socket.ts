import type { ServerFrame } from '../../../shared/live.ts'
import type { LiveCommandInput } from '../../../shared/live.commands.ts'
import type { Hear } from './connection.ts'
import type { Cursor } from './cursor.ts'
import type { Pace } from './pace.ts'

/** How a socket ended. `retryAfterMs` is what the server asked for. */
export type Ending = { code: number; established: boolean; retryAfterMs: number | null }

/** As `ClientFrame`, before defaults. */
type Frame =
  | { t: 'hello'; epoch: string | null; lastSeq: number }
  | { t: 'cmd'; command: LiveCommandInput }
  | { t: 'pong' }

type Options = {
  cursor: Cursor
  pace: Pace
  hear: Omit<Hear, 'line'>
  /** The server has answered the first hello. */
  established(): void
  /** Called once, whoever ended it; not after `leave`. */
  ended(ending: Ending): void
}

export type RoomSocket = { send(frame: Frame): boolean; leave(): void }

const silent = 4010

/** One socket of a room, from its first hello to its end. What it tells is in order and told once. */
export function openSocket(url: string, { cursor, pace, hear, established, ended }: Options): RoomSocket {
  let socket: WebSocket
  let isEstablished = false
  let asking = false
  let retryAfterMs: number | null = null
  let byeCode: number | null = null
  let over = false
  let watch: ReturnType<typeof setTimeout> | undefined

  const finish = (code: number) => {
    if (over) return
    over = true
    clearTimeout(watch)
    ended({ code: byeCode ?? code, established: isEstablished, retryAfterMs })
  }
  const give = (code: number) => {
    finish(code)
    socket.close()
  }
  /** Nothing may be silent for longer than this. */
  const expectWithin = (ms: number) => {
    clearTimeout(watch)
    watch = setTimeout(() => give(silent), ms)
  }
  const send = (frame: Frame) => {
    if (over || socket.readyState !== WebSocket.OPEN) return false
    socket.send(JSON.stringify(frame))
    return true
  }
  /** Something is missing: asks for all that came since. */
  const ask = () => {
    if (asking) return
    asking = true
    send({ t: 'hello', epoch: cursor.epoch, lastSeq: cursor.seq })
    expectWithin(pace.helloMs)
  }
  const answered = () => {
    asking = false
    if (isEstablished) return
    isEstablished = true
    established()
  }

  function take(seq: number, m: Parameters<Hear['message']>[0]) {
    const taken = cursor.take(seq)
    if (taken === 'next') hear.message(m)
    if (taken === 'gap') ask()
  }
  function read(frame: ServerFrame) {
    if (!asking && byeCode === null) expectWithin(pace.deadMs)
    switch (frame.t) {
      case 'welcome':
        expectWithin(pace.deadMs)
        cursor.restart(frame.snapshot.epoch, frame.snapshot.seq)
        hear.snapshot(frame.snapshot)
        return answered()
      case 'resumed':
        expectWithin(pace.deadMs)
        asking = false
        for (const { seq, m } of frame.missed) take(seq, m)
        hear.you(frame.you)
        if (frame.seq > cursor.seq) ask()
        return asking ? undefined : answered()
      case 'msg':
        return take(frame.seq, frame.m)
      case 'latest':
        return hear.latest(frame.f)
      case 'ack':
        return hear.ack(frame.ack)
      case 'ping':
        send({ t: 'pong' })
        return frame.seq > cursor.seq && isEstablished ? ask() : undefined
      // Another order begins with the room as it stands: nothing was missed.
      case 'epoch':
        return cursor.restart(frame.epoch, frame.seq)
      case 'bye':
        retryAfterMs = frame.retryAfterMs
        byeCode = frame.code
        return expectWithin(2_000)
    }
  }

  try {
    socket = new WebSocket(url)
  } catch {
    queueMicrotask(() => finish(1006))
    return { send: () => false, leave: () => void (over = true) }
  }
  socket.addEventListener('open', ask)
  socket.addEventListener('message', ({ data }) => {
    if (!over) read(JSON.parse(String(data)) as ServerFrame)
  })
  socket.addEventListener('close', ({ code }) => finish(code))
  expectWithin(pace.helloMs)
  return {
    send,
    leave() {
      over = true
      clearTimeout(watch)
      socket.close()
    },
  }
}
