import type { HostQuestion, LivePoll, LiveQuestion, LiveRoom, OwnQuestion } from '../../../shared/live.ts'
import { editableUntil, isTold, maskedText } from './live.rules.ts'
import type { PollRow, RoomRow } from './rooms.queries.ts'
import type { Asked } from './live-questions.queries.ts'

type PublicState = LiveQuestion['state']

const iso = (at: Date | null) => at?.toISOString() ?? null

/** What is the same for all who may read a question. */
function commonOf(question: Asked) {
  return {
    id: question.id,
    lang: question.lang,
    shownName: question.shownName,
    dong: question.shownName === null ? null : question.dong,
    votes: { registered: question.registered, guests: question.guests },
    merged: question.merged,
    labels: question.labels,
    translations: question.translations,
    reply: question.reply,
    beforehand: question.beforehand,
    proxy: question.proxy,
    at: question.at.toISOString(),
    stagedAt: iso(question.stagedAt),
    answeredAt: iso(question.answeredAt),
    followUp: question.followUp,
  }
}

const publicText = ({ masked, text }: Asked) => (masked ? (maskedText(text) ?? text) : text)

/** As everyone reads it. @throws Error for what is not public, which is a fault of ours */
export function publicView(question: Asked): LiveQuestion {
  if (!isTold(question.state)) throw new Error('A question that is not public was to be told to everyone.')
  return { ...commonOf(question), text: publicText(question), state: question.state as PublicState }
}

const heldOf = (question: Asked) => ({
  heldReason: question.state === 'held' ? (question.heldCode ?? ('other' as const)) : null,
  heldNote: question.heldReason ?? '',
  mergedInto: question.mergedInto,
})

/** As its asker reads it, in every state. */
export function ownView(question: Asked, after: boolean): OwnQuestion {
  const until = editableUntil(question.at)
  const open = question.state === 'received' || (question.state === 'published' && after)
  return {
    ...commonOf(question),
    ...heldOf(question),
    text: question.text,
    state: question.state,
    commandId: question.commandId,
    editableUntil: open && !question.beforehand ? until.toISOString() : null,
  }
}

/** As hosts read it. */
export function hostView(question: Asked): HostQuestion {
  return {
    ...commonOf(question),
    ...heldOf(question),
    text: question.text,
    state: question.state,
    masked: maskedText(question.text),
    similar: question.similar,
  }
}

export const pollView = (poll: PollRow & { now: number[]; voted: number }, host: boolean): LivePoll => ({
  id: poll.id,
  title: poll.title,
  choices: poll.choices,
  several: poll.several,
  hidden: poll.hidden,
  state: poll.state,
  counts: poll.hidden && poll.state !== 'closed' && !host ? null : poll.now,
  voters: poll.voted,
  openedAt: iso(poll.openedAt),
})

/** How the room stands. Who does not take part in a rehearsal sees a room that waits. */
export const roomView = (room: RoomRow, inside = true): LiveRoom => ({
  townHallId: room.townHallId,
  phase: !inside && room.phase === 'rehearsal' ? 'waiting' : room.phase,
  moderation: room.moderation,
  naming: room.naming,
  slowSeconds: room.slowSeconds,
  reactions: room.reactions,
  show: room.show,
  order: room.queue,
  openedAt: iso(room.openedAt),
})
