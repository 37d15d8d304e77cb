import type { HostQuestion } from '../../shared/live.ts'
import { heldOrder, votesOf } from '../lib/live/order.ts'
import type { Command, Room } from '../lib/live/room.svelte.ts'
import { queued } from '../lib/live/state.ts'
import type { Messages } from '../messages/index.ts'

/** What is done with one question in a form below it. */
export type FormKind = 'hold' | 'merge' | 'later' | 'reply' | 'label' | 'translate'

const byVotes = (a: HostQuestion, b: HostQuestion) => votesOf(b) - votesOf(a) || a.id - b.id

/** The host's desk: the room's questions by what is to be done with them, the one open form, and what came of acts. */
export class Host {
  /** The one form that is open. */
  form = $state.raw<{ id: number; kind: FormKind } | null>(null)
  problem = $state('')
  readonly room: Room
  readonly #words: () => Messages['liveDesk']
  /** Published questions keep their places until the host asks for the new order. */
  #opened = $state.raw<number[]>([])

  readonly #all = $derived.by(() => [...this.room.state.host.values()])
  readonly received = $derived(this.#in('received'))
  readonly held = $derived(this.#in('held').toReversed())
  readonly queue = $derived.by(() => queued(this.#all, this.room.state.room.order))
  readonly stage = $derived(this.#in('on-stage')[0] ?? null)
  readonly over = $derived(this.#in('answered').toReversed())
  readonly later = $derived(this.#in('to-answer').toReversed())
  readonly #wanted = $derived(
    this.#in('published')
      .toSorted(byVotes)
      .map(({ id }) => id),
  )
  readonly order = $derived(heldOrder(this.#opened, this.#wanted))
  /** What was just published stands at the end: nothing moves under a hand, and nothing has to be looked for. */
  readonly published = $derived.by(() => {
    const kept = new Set(this.order.ids)
    const ids = [...this.order.ids, ...this.#wanted.filter((id) => !kept.has(id))]
    return ids.flatMap((id) => this.room.state.host.get(id) ?? [])
  })
  /** What another question can be merged into. */
  readonly open = $derived([...this.queue, ...this.#in('published').toSorted(byVotes)])

  constructor(room: Room, words: () => Messages['liveDesk']) {
    this.room = room
    this.#words = words
    this.renew()
  }

  #in(state: HostQuestion['state']) {
    return this.#all.filter((question) => question.state === state).toSorted((a, b) => a.id - b.id)
  }

  /** Puts published questions into their order as it is now. */
  renew() {
    this.#opened = this.#wanted
  }

  get phase() {
    return this.room.state.room.phase
  }

  /** Whether the room has begun, be it in a rehearsal, and has not ended. */
  get running() {
    return this.phase === 'rehearsal' || this.phase === 'open' || this.phase === 'paused'
  }

  /** Whether such a form can be sent as the room stands. */
  can(kind: FormKind) {
    if (kind === 'later') return this.running
    return kind !== 'merge' || this.phase !== 'ended'
  }

  /** Gives a command and waits for the answer; a refusal is told on the page. */
  async do(command: Command): Promise<boolean> {
    this.problem = ''
    const ack = await this.room.act(command)
    if (!ack.ok) this.problem = ack.problem?.detail || this.#words().notSent
    return ack.ok
  }

  /** The same from a form, which closes when it was taken. */
  async send(command: Command): Promise<boolean> {
    const done = await this.do(command)
    if (done) this.form = null
    return done
  }

  toggle(id: number, kind: FormKind) {
    this.form = this.form?.id === id && this.form.kind === kind ? null : { id, kind }
  }
}
