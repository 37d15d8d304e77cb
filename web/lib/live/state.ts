import type {
  HostQuestion,
  LatestFrame,
  LiveMessage,
  LivePoll,
  LiveQuestion,
  LiveRoom,
  LiveSnapshot,
  LiveYou,
  OwnQuestion,
} from '../../../shared/live.ts'
import type { VoteCount } from '../../../shared/live-states.ts'
import { publicQuestionStates } from '../../../shared/town-hall-states.ts'

type Latest<K extends LatestFrame['k']> = Extract<LatestFrame, { k: K }>['v']

/** A room as one reader knows it. Never changed: every message makes a new one. */
export type RoomState = {
  room: LiveRoom
  you: LiveYou
  questions: ReadonlyMap<number, LiveQuestion>
  own: ReadonlyMap<number, OwnQuestion>
  /** Every question in every state; only hosts have them. */
  host: ReadonlyMap<number, HostQuestion>
  polls: ReadonlyMap<number, LivePoll>
  presence: LiveSnapshot['presence']
  caption: LiveSnapshot['caption']
  reactions: Latest<'reactions'>
  health: Latest<'health'> | null
}

const byId = <T extends { id: number }>(rows: T[]): ReadonlyMap<number, T> =>
  new Map(rows.map((row) => [row.id, row]))

export const fromSnapshot = (snapshot: LiveSnapshot): RoomState => ({
  room: snapshot.room,
  you: snapshot.you,
  questions: byId(snapshot.questions),
  own: byId(snapshot.own),
  host: byId(snapshot.host),
  polls: byId(snapshot.polls),
  presence: snapshot.presence,
  caption: snapshot.caption,
  reactions: {},
  health: null,
})

const put = <T extends { id: number }>(rows: ReadonlyMap<number, T>, row: T) => new Map(rows).set(row.id, row)

const without = <T>(rows: ReadonlyMap<number, T>, id: number) => {
  const rest = new Map(rows)
  rest.delete(id)
  return rest
}

const isPublic = (state: string): state is LiveQuestion['state'] =>
  (publicQuestionStates as readonly string[]).includes(state)

/** The public list with one's own question in it, or without it. */
function withOwn(questions: RoomState['questions'], own: OwnQuestion): RoomState['questions'] {
  const { state } = own
  return isPublic(state) ? put(questions, { ...own, state }) : without(questions, own.id)
}

/** The room after one message of its order. */
export function withMessage(state: RoomState, message: LiveMessage): RoomState {
  switch (message.k) {
    case 'none':
      return state
    case 'room':
      return { ...state, room: message.room }
    case 'question':
      return { ...state, questions: put(state.questions, message.question) }
    case 'question-gone':
      return { ...state, questions: without(state.questions, message.id) }
    case 'host-question':
      return { ...state, host: put(state.host, message.question) }
    // To its asker this one message stands for both: the own question, and its place among the public ones.
    case 'own-question':
      return {
        ...state,
        own: put(state.own, message.question),
        questions: withOwn(state.questions, message.question),
      }
    case 'poll':
      return { ...state, polls: put(state.polls, message.poll) }
  }
}

/** The rows of which something is told, changed in place; those unknown here are passed over. */
function patched<T extends { id: number }, P>(
  rows: ReadonlyMap<number, T>,
  told: Record<string, P>,
  change: (row: T, told: P) => T,
): ReadonlyMap<number, T> {
  const found = Object.entries(told).flatMap(([id, value]) => {
    const row = rows.get(Number(id))
    return row ? [change(row, value)] : []
  })
  if (found.length === 0) return rows
  const next = new Map(rows)
  for (const row of found) next.set(row.id, row)
  return next
}

/** The room with what is told as it stands now. */
export function withLatest(state: RoomState, frame: LatestFrame): RoomState {
  switch (frame.k) {
    case 'votes': {
      const change = <T extends { votes: VoteCount }>(row: T, votes: VoteCount): T => ({ ...row, votes })
      return {
        ...state,
        questions: patched(state.questions, frame.v, change),
        own: patched(state.own, frame.v, change),
        host: patched(state.host, frame.v, change),
      }
    }
    case 'polls':
      return { ...state, polls: patched(state.polls, frame.v, (poll, told) => ({ ...poll, ...told })) }
    case 'presence':
      return { ...state, presence: frame.v }
    case 'reactions':
      return { ...state, reactions: frame.v }
    case 'caption':
      return { ...state, caption: frame.v.text ? frame.v : null }
    case 'health':
      return { ...state, health: frame.v }
  }
}

/** What stands on the stage, of which there is one. */
export const onStage = (state: Pick<RoomState, 'questions'>) =>
  [...state.questions.values()].find((question) => question.state === 'on-stage') ?? null

/** Queued questions in the host's order; those that the order does not name yet come last. */
export function queued<T extends { id: number; state: string }>(
  rows: Iterable<T>,
  order: readonly number[],
): T[] {
  const place = new Map(order.map((id, at) => [id, at]))
  return [...rows]
    .filter((row) => row.state === 'queued')
    .toSorted((a, b) => (place.get(a.id) ?? Infinity) - (place.get(b.id) ?? Infinity) || a.id - b.id)
}
