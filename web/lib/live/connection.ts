import type { LatestFrame, LiveAck, LiveMessage, LiveSnapshot, LiveYou } from '../../../shared/live.ts'
import type { LiveCommandInput } from '../../../shared/live.commands.ts'
import type { RoomView } from '../../../shared/live-states.ts'
import type { Lang, ProblemReply } from '../../../shared/wire.ts'
import { callsOf, Refused } from './calls.ts'
import { Cursor } from './cursor.ts'
import { type Pace, firstWait, laterWait, pace as usual } from './pace.ts'
import { type Ending, openSocket, type RoomSocket } from './socket.ts'

/** `open` on a socket; `polling` over HTTP; `away` while nobody answers; `stopped` for good. */
export type LineState = 'connecting' | 'open' | 'polling' | 'away' | 'stopped'

/** What a connection tells. */
export type Hear = {
  snapshot(snapshot: LiveSnapshot): void
  message(message: LiveMessage): void
  latest(frame: LatestFrame): void
  you(you: LiveYou): void
  ack(ack: LiveAck): void
  /** @param why with `stopped`: the close code, or the problem that the server answered */
  line(state: LineState, why?: { code: number; problem: ProblemReply | null }): void
}

type Options = {
  /** `https://…/api/town-halls/7` */
  address: string
  view: RoomView
  lang: Lang
  /** What the page was rendered from, if it was. */
  seen: { epoch: string; seq: number } | null
  /** How many people the room has. */
  people: () => number
  hear: Hear
  pace?: Partial<Pace>
  /** From 0 to 1. */
  random?: () => number
}

/** Answers after which asking again is of no use: signed out, not allowed, no such room. */
const forGood = new Set([401, 403, 404, 410])

/** One line to a room, by socket or over HTTP, that comes back by itself and tells everything once and in order. */
export class Connection {
  readonly #options: Options
  readonly #pace: Pace
  readonly #cursor: Cursor
  readonly #calls
  #socket: RoomSocket | null = null
  #state: LineState = 'connecting'
  #failures = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #pollTimer: ReturnType<typeof setTimeout> | undefined
  #polls = 0

  constructor(options: Options) {
    this.#options = options
    this.#pace = { ...usual, ...options.pace }
    this.#cursor = new Cursor(options.seen)
    this.#calls = callsOf(options.address, options.view, options.lang)
  }

  open() {
    if (this.#state !== 'stopped') this.#connect()
  }

  close() {
    this.#quiet()
    this.#socket?.leave()
    this.#socket = null
  }

  /** The network is gone, says the device. */
  sleep() {
    if (this.#state === 'stopped') return
    this.close()
    this.#say('away')
  }

  /** The network is back, or someone looks again: a line that is not open is tried at once. */
  wake() {
    if (this.#state === 'stopped' || this.#socket) return
    this.#quiet()
    this.#failures = 0
    this.#timer = setTimeout(() => this.#connect(), this.#random() * 500)
  }

  /** False where no line is open: the command is none the wiser. */
  send(command: LiveCommandInput): boolean {
    if (this.#state === 'open' && this.#socket) return this.#socket.send({ t: 'cmd', command })
    if (this.#state !== 'polling') return false
    void this.#post(command)
    return true
  }

  async #post(command: LiveCommandInput) {
    try {
      const ack = await this.#calls.command(command)
      this.#options.hear.ack(ack)
      if (ack.ok && this.#state === 'polling') void this.#poll()
    } catch {
      this.#failed()
    }
  }

  #random() {
    return (this.#options.random ?? Math.random)()
  }

  #quiet() {
    clearTimeout(this.#timer)
    clearTimeout(this.#pollTimer)
    this.#polls += 1
  }

  #say(state: LineState, why?: { code: number; problem: ProblemReply | null }) {
    if (state === this.#state && !why) return
    this.#state = state
    this.#options.hear.line(state, why)
  }

  #stop(code: number, problem: ProblemReply | null) {
    this.close()
    this.#say('stopped', { code, problem })
  }

  #connect() {
    const { address, view, lang, hear } = this.#options
    clearTimeout(this.#timer)
    this.#socket = openSocket(`${address.replace(/^http/, 'ws')}/live?as=${view}&lang=${lang}`, {
      cursor: this.#cursor,
      pace: this.#pace,
      hear,
      established: () => {
        this.#failures = 0
        this.#quiet()
        this.#say('open')
      },
      ended: (ending) => this.#ended(ending),
    })
  }

  #ended({ code, established, retryAfterMs }: Ending) {
    this.#socket = null
    // From 4500 on there is nothing to come back to.
    if (code >= 4500 && code < 5000) return this.#stop(code, null)
    if (established) {
      this.#say('away')
      const wait = retryAfterMs ?? firstWait(this.#options.people(), this.#random(), this.#pace)
      this.#timer = setTimeout(() => this.#connect(), wait)
      return
    }
    this.#failures += 1
    if (this.#state === 'polling') return this.#later(this.#pace.socketAgainMs)
    if (this.#failures >= this.#pace.failuresUntilPolling) return void this.#poll()
    this.#say(this.#state === 'connecting' && this.#failures < 2 ? 'connecting' : 'away')
    this.#later(laterWait(this.#failures, this.#random(), this.#pace))
  }

  #later(wait: number) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#connect(), wait)
  }

  /** Nobody answers over HTTP either: it is the network, not the sockets. */
  #failed() {
    if (this.#state === 'stopped' || this.#state === 'open') return
    this.#quiet()
    this.#say('away')
    this.#failures = Math.max(this.#failures, this.#pace.failuresUntilPolling)
    this.#later(laterWait(this.#failures, this.#random(), this.#pace))
  }

  /** Reads what is new over HTTP, and goes on doing so until a socket works. */
  async #poll() {
    clearTimeout(this.#pollTimer)
    const mine = (this.#polls += 1)
    const overtaken = () => mine !== this.#polls
    try {
      if (this.#cursor.epoch === null) await this.#reload(overtaken)
      else {
        const reply = await this.#calls.messages(this.#cursor)
        if (overtaken()) return
        const whole = !reply.reset && reply.epoch === this.#cursor.epoch && this.#takeAll(reply.items)
        if (!whole) await this.#reload(overtaken)
        if (!overtaken()) reply.latest.forEach((frame) => this.#options.hear.latest(frame))
      }
    } catch (error) {
      if (overtaken()) return
      const refused = error instanceof Refused ? error.problem : null
      return refused && forGood.has(refused.status) ? this.#stop(refused.status, refused) : this.#failed()
    }
    if (overtaken()) return
    if (this.#state !== 'polling') {
      this.#say('polling')
      this.#later(this.#pace.socketAgainMs * (0.5 + this.#random()))
    }
    this.#pollTimer = setTimeout(() => void this.#poll(), this.#pace.pollMs * (0.7 + this.#random() * 0.6))
  }

  async #reload(overtaken: () => boolean) {
    const snapshot = await this.#calls.state()
    if (overtaken()) return
    this.#cursor.restart(snapshot.epoch, snapshot.seq)
    this.#options.hear.snapshot(snapshot)
  }

  /** False where something is missing. */
  #takeAll(items: { seq: number; m: LiveMessage }[]): boolean {
    for (const { seq, m } of items) {
      const taken = this.#cursor.take(seq)
      if (taken === 'gap') return false
      if (taken === 'next') this.#options.hear.message(m)
    }
    return true
  }
}
