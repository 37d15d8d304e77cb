import type { LiveOp } from '../../../shared/live.commands.ts'
import type { LiveMessage } from '../../../shared/live.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { saveQuestion } from '../questions/beforehand.queries.ts'
import type { questions } from '../questions/questions.tables.ts'
import { type Asked, askedByIds, lockQuestions, type QuestionRow } from './live-questions.queries.ts'
import { isTold, type LiveRole, questionRefusalOf } from './live.rules.ts'
import { hostView, ownView, pollView, publicView, roomView } from './live.views.ts'
import { type CountedPoll, pollsByIds } from './polls.queries.ts'
import { addMessages, type MessageRow, type RoomRow, saveRoom } from './rooms.queries.ts'

/** Who sends a command. Exactly one of person and officer is there, but for those who only read. */
export type LiveActor = {
  role: LiveRole
  personId: number | null
  officerId: number | null
  name: string | null
  dong: string | null
}

/** The officer of a command that only hosts may send. */
export const actingAs = ({ officerId }: LiveActor) => ({ kind: 'officer', officerId: officerId! }) as const

/** What a transaction did to a room, for those who are in it. */
export type Told = { room: RoomRow; rows: MessageRow[] }

type Spoken = Pick<MessageRow, 'public' | 'host' | 'personId' | 'own' | 'rehearsal'>

/**
 * One change of a room under its lock: what it touches is noted, and told at its end as it stands then, each thing in a
 * message of its own. The places in the order are taken last, so that there are no gaps.
 */
export class Scene {
  readonly deps: Deps
  readonly tx: Db
  readonly at: Date
  /** As it was locked and is changed; saved by `finish`. */
  room: RoomRow
  #told = new Map<number, boolean>()
  #questions = new Set<number>()
  #polls = new Set<number>()
  #roomTouched = false

  constructor(deps: Deps, tx: Db, room: RoomRow, at = deps.now()) {
    this.deps = deps
    this.tx = tx
    this.room = room
    this.at = at
  }

  get rehearsing(): boolean {
    return this.room.phase === 'rehearsal'
  }

  /**
   * Locks a question that a command may touch.
   * @throws Refusal `not-found`, and as `questionRefusalOf` says
   */
  async question(op: LiveOp, id: number, personId: number | null = null): Promise<QuestionRow> {
    const [question] = await this.locked([id])
    if (!question) throw new Refusal('not-found')
    const code = questionRefusalOf(op, question, { phase: this.room.phase, personId })
    if (code) throw new Refusal(code)
    this.seen(question)
    return question
  }

  /** Locks several questions of this room, the lowest id first. */
  locked(ids: number[]): Promise<QuestionRow[]> {
    return lockQuestions(this.tx, this.room.townHallId, ids)
  }

  /** Notes how a locked question stood, so that the public hears when it is gone. */
  seen({ id, state }: Pick<QuestionRow, 'id' | 'state'>) {
    if (!this.#told.has(id)) this.#told.set(id, isTold(state))
  }

  async save(id: number, change: Partial<typeof questions.$inferInsert>) {
    await saveQuestion(this.tx, id, change, this.at)
    this.touch(id)
  }

  touch(id: number) {
    this.#questions.add(id)
  }

  touchPoll(id: number) {
    this.#polls.add(id)
  }

  change(room: Partial<RoomRow>) {
    this.room = { ...this.room, ...room }
    this.#roomTouched = true
  }

  /** Takes a question out of the queue, if it is in it. */
  unqueue(id: number) {
    if (this.room.queue.includes(id)) this.change({ queue: this.room.queue.filter((other) => other !== id) })
  }

  /** Records what an officer did. */
  async note(who: LiveActor, act: string, about: { kind: string; id: number }, detail = {}) {
    await record(this.deps, this.tx, actingAs(who), act, about, {
      townHallId: this.room.townHallId,
      ...detail,
    })
  }

  /** Writes the messages of all that was touched, and saves the room. */
  async finish(): Promise<Told> {
    const asked = new Map((await askedByIds(this.tx, [...this.#questions])).map((row) => [row.id, row]))
    const polls = new Map((await pollsByIds(this.tx, [...this.#polls])).map((row) => [row.id, row]))
    const spoken = [
      ...[...this.#questions].map((id) => this.#ofQuestion(asked.get(id)!)),
      ...[...this.#polls].map((id) => ofPoll(polls.get(id)!)),
      ...(this.#roomTouched ? [ofRoom(this.room, this.rehearsing)] : []),
    ]
    if (spoken.length === 0) return { room: this.room, rows: [] }
    const { townHallId, epoch } = this.room
    const last = await saveRoom(this.tx, this.room, spoken.length)
    const first = last - spoken.length + 1
    const common = { townHallId, epoch, at: this.at }
    const rows = spoken.map((message, place) => ({ ...common, ...message, seq: first + place }))
    await addMessages(this.tx, rows)
    this.room = { ...this.room, seq: last }
    return { room: this.room, rows }
  }

  #ofQuestion(question: Asked): Spoken {
    const { id, state, personId, mergedInto, rehearsal } = question
    const after = this.room.moderation === 'after'
    return {
      public: isTold(state)
        ? say({ k: 'question', question: publicView(question) })
        : this.#told.get(id)
          ? say({ k: 'question-gone', id, mergedInto })
          : null,
      host: say({ k: 'host-question', question: hostView(question) }),
      rehearsal,
      personId,
      own: personId === null ? null : say({ k: 'own-question', question: ownView(question, after) }),
    }
  }
}

const say = (message: LiveMessage) => JSON.stringify(message)
const nobody = { personId: null, own: null }

const ofPoll = (poll: CountedPoll): Spoken => ({
  ...nobody,
  rehearsal: poll.rehearsal,
  public: poll.state === 'draft' ? null : say({ k: 'poll', poll: pollView(poll, false) }),
  host: say({ k: 'poll', poll: pollView(poll, true) }),
})

const ofRoom = (room: RoomRow, rehearsal: boolean): Spoken => {
  const told = say({ k: 'room', room: roomView(room) })
  return { ...nobody, rehearsal, public: told, host: told }
}
