import type { LiveQuestion } from '../../../shared/live.ts'
import type { QuestionList } from '../../../shared/live-states.ts'

export const votesOf = ({ votes }: Pick<LiveQuestion, 'votes'>) => votes.registered + votes.guests

const isOver = ({ state }: LiveQuestion) => state === 'answered' || state === 'to-answer'

const byTime = (a: LiveQuestion, b: LiveQuestion) => b.at.localeCompare(a.at) || b.id - a.id
const byVotes = (a: LiveQuestion, b: LiveQuestion) => votesOf(b) - votesOf(a) || a.id - b.id
const byAnswer = (a: LiveQuestion, b: LiveQuestion) =>
  (b.answeredAt ?? b.at).localeCompare(a.answeredAt ?? a.at) || b.id - a.id

/** Ids of a list as they would stand if it were opened now. What is on stage stands above all lists. */
export function wantedOrder(questions: Iterable<LiveQuestion>, list: QuestionList): number[] {
  const all = [...questions].filter(({ state }) => state !== 'on-stage')
  const chosen = all.filter((question) => isOver(question) === (list === 'answered'))
  const order = { most: byVotes, new: byTime, answered: byAnswer }[list]
  return chosen.toSorted(order).map(({ id }) => id)
}

/** Only what stands this far up counts as another order: further down nobody looks for a place. */
const lookedAt = 10

/**
 * A list that does not jump under a finger: it stays as it was last opened, without what is gone.
 * @param opened ids as they stood when the reader last asked for them
 * @returns `fresh`: how many wait to be let in; `moved`: whether the top would now stand otherwise
 */
export function heldOrder(opened: readonly number[], wanted: readonly number[]) {
  const there = new Set(wanted)
  const ids = opened.filter((id) => there.has(id))
  const shown = new Set(ids)
  const fresh = wanted.filter((id) => !shown.has(id)).length
  const known = wanted.filter((id) => shown.has(id)).slice(0, lookedAt)
  return { ids, fresh, moved: known.some((id, at) => id !== ids[at]) }
}

/** One of several queued questions, moved to another place. Outside the list it stays at its end. */
export function movedTo(ids: readonly number[], id: number, place: number): number[] {
  const rest = ids.filter((one) => one !== id)
  const at = Math.max(0, Math.min(place, rest.length))
  return [...rest.slice(0, at), id, ...rest.slice(at)]
}
