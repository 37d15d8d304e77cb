import type { LiveAck, LiveSnapshot } from '../../../shared/live.ts'
import type { LiveCommandInput } from '../../../shared/live.commands.ts'
import type { RoomView } from '../../../shared/live-states.ts'
import type { Lang, ProblemReply } from '../../../shared/wire.ts'
import { Announcer } from './announcer.svelte.ts'
import { Connection, type LineState } from './connection.ts'
import { keepIn, nameOf } from './keeping.ts'
import { chosenWith, votedWith, withVote } from './mine.ts'
import { Outbox, type Posted } from './outbox.ts'
import { fromSnapshot, onStage, type RoomState, withLatest, withMessage } from './state.ts'

type Options = {
  snapshot: LiveSnapshot
  view: RoomView
  lang: Lang
  /** Names of dongs by code. */
  dongs: Record<string, string>
  /** Whose commands are kept in this browser; null keeps none. */
  who: string | null
}
type Distributive<T> = T extends unknown ? Omit<T, 'id'> : never
/** After this a command that is not kept is given up, in milliseconds. */
const tooLateMs = 30_000
export type Command = Distributive<LiveCommandInput>

/** A live room in a page: what it shows, its line, and the commands on their way. */
export class Room {
  state: RoomState = $state.raw(undefined as never)
  line = $state<LineState>('connecting')
  /** Why the line ended for good. */
  ended = $state.raw<{ code: number; problem: ProblemReply | null } | null>(null)
  posted = $state.raw<Posted[]>([])
  /** The last refusal of something that carries no text of one's own. */
  refusal = $state.raw<ProblemReply | null>(null)
  /** The server's clock, in milliseconds; moves once a second while the page is looked at. */
  now = $state(0)
  /** Whether a script runs this page. */
  running = $state(false)
  readonly announcer = new Announcer()

  readonly voted = $derived(votedWith(this.state.you, this.posted))
  readonly chosen = $derived(chosenWith(this.state.you, this.posted))
  readonly stage = $derived(onStage(this.state))

  readonly #options: Options
  #ahead = 0
  #connection: Connection | null = null
  #outbox = new Outbox()
  #waiting = new Map<string, (ack: LiveAck) => void>()
  #counted = $state.raw<ReadonlyMap<number, number>>(new Map())
  #stops: (() => void)[] = []

  constructor(options: Options) {
    this.#options = options
    this.state = fromSnapshot(options.snapshot)
    this.now = Date.parse(options.snapshot.now)
  }

  get townHallId() {
    return this.state.room.townHallId
  }

  /** Whether commands reach the server now. */
  get connected() {
    return this.line === 'open' || this.line === 'polling'
  }

  /** The name of an asker's dong; empty where none is told. */
  dongOf({ dong }: { dong: string | null }) {
    return dong === null ? '' : (this.#options.dongs[dong] ?? '')
  }

  /** Votes of a question, with one's own that is on its way. */
  votes({ id, votes }: { id: number; votes: { registered: number; guests: number } }) {
    return Math.max(0, votes.registered + votes.guests + (this.#counted.get(id) ?? 0))
  }

  /** @returns closes it */
  open(): () => void {
    const { snapshot, view, lang, who } = this.#options
    const keeping = keepIn(() => localStorage)
    this.#outbox = new Outbox({
      keeping: who === null ? undefined : { keeping, name: nameOf('outbox', this.townHallId, who) },
      changed: (posted) => (this.posted = posted),
    })
    this.posted = this.#outbox.posted
    this.running = true
    this.#setClock(snapshot.now)
    this.#connection = new Connection({
      address: `${location.origin}/api/town-halls/${this.townHallId}`,
      view,
      lang,
      seen: snapshot,
      people: () => this.state.presence.people,
      hear: {
        snapshot: (whole) => {
          this.#setClock(whole.now)
          this.state = { ...fromSnapshot(whole), reactions: this.state.reactions, health: this.state.health }
        },
        message: (message) => (this.state = withMessage(this.state, message)),
        latest: (frame) => {
          if (frame.k === 'votes') this.#uncount(Object.keys(frame.v).map(Number))
          this.state = withLatest(this.state, frame)
        },
        you: (you) => (this.state = { ...this.state, you }),
        ack: (ack) => this.#settle(ack),
        line: (line, why) => {
          this.line = line
          this.ended = why ?? null
          if (!this.connected) this.#outbox.lineLost()
          this.#send()
        },
      },
    })
    this.#connection.open()
    const every = setInterval(() => this.#tick(), 1000)
    const online = () => this.#connection?.wake()
    const offline = () => this.#connection?.sleep()
    const seen = () => document.visibilityState === 'visible' && online()
    addEventListener('online', online)
    addEventListener('offline', offline)
    document.addEventListener('visibilitychange', seen)
    this.#stops = [
      () => clearInterval(every),
      () => removeEventListener('online', online),
      () => removeEventListener('offline', offline),
      () => document.removeEventListener('visibilitychange', seen),
      () => this.announcer.stop(),
      () => this.#connection?.close(),
    ]
    return () => this.#stops.forEach((stop) => stop())
  }

  /** Puts a command on its way; where the line is gone it waits, and goes when it is back. */
  post(command: Command): string {
    const id = crypto.randomUUID()
    const whole = { ...command, id } as LiveCommandInput
    if (whole.op === 'vote') this.#count(whole.question, whole.up)
    this.#outbox.post(whole, Date.now())
    this.#send()
    return id
  }

  /** The same, for what one waits for. Resolves with the server's answer, whenever that comes. */
  act(command: Command): Promise<LiveAck> {
    return new Promise((settled) => this.#waiting.set(this.post(command), settled))
  }

  /** For what means nothing later: sent now or not at all. */
  toss(command: Command) {
    if (this.connected) this.#connection?.send({ ...command, id: crypto.randomUUID() } as LiveCommandInput)
  }

  /** Takes back what waits, or was refused. */
  drop(id: string) {
    this.#outbox.drop(id)
  }

  #tick() {
    this.now = Date.now() + this.#ahead
    this.#expire()
    this.#send()
  }

  #setClock(serverNow: string) {
    this.#ahead = Date.parse(serverNow) - Date.now()
    this.now = Date.parse(serverNow)
  }

  #send() {
    if (!this.connected || !this.#connection) return
    const command = this.#outbox.next(Date.now())
    if (command && !this.#connection.send(command)) this.#outbox.lineLost()
  }

  #settle(ack: LiveAck) {
    const found = this.#outbox.settle(ack, Date.now())
    if (found && ack.ok) this.state = { ...this.state, you: withVote(this.state.you, found.command) }
    if (found && !ack.ok && !ack.temporary) this.#refused(found.command, ack)
    if (!ack.temporary) this.#answer(ack)
    this.#send()
  }

  /** What someone wrote stays until they take it back; the rest is told once. */
  #refused(command: LiveCommandInput, { problem }: LiveAck) {
    if (command.op === 'vote') this.#uncount([command.question])
    if (this.#options.who !== null && ['ask', 'edit'].includes(command.op)) return
    this.#outbox.drop(command.id)
    this.refusal = problem
  }

  #answer(ack: LiveAck) {
    this.#waiting.get(ack.id)?.(ack)
    this.#waiting.delete(ack.id)
  }

  /** Where commands are not kept, one that could not be sent for long would surprise whoever gave it. */
  #expire() {
    if (this.#options.who !== null || this.connected) return
    for (const { command, at } of this.#outbox.posted) {
      if (Date.now() - at < tooLateMs) continue
      this.#outbox.drop(command.id)
      this.#answer({ id: command.id, ok: false, target: null, problem: null, temporary: true })
    }
  }

  #count(question: number, up: boolean) {
    const counted = new Map(this.#counted)
    if (this.state.you.voted.includes(question) === up) counted.delete(question)
    else counted.set(question, up ? 1 : -1)
    this.#counted = counted
  }

  #uncount(questions: number[]) {
    if (!questions.some((id) => this.#counted.has(id))) return
    const counted = new Map(this.#counted)
    for (const id of questions) counted.delete(id)
    this.#counted = counted
  }
}
