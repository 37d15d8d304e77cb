import { z } from 'zod'
import {
  heldReasons,
  moderations,
  namings,
  pollStates,
  reactionKinds,
  roomPhases,
  screenShows,
} from './live-states.ts'
import { publicQuestionStates, questionStates } from './town-hall-states.ts'
import { Instant, Lang, ProblemReply } from './wire.ts'

/** Votes of those registered for the town hall and of guests, apart. */
export const VoteCount = z.object({ registered: z.int(), guests: z.int() })

/** What everyone may know of a question. */
export const LiveQuestion = z.object({
  id: z.int(),
  text: z.string(),
  lang: Lang,
  state: z.enum(publicQuestionStates),
  /** Null where nobody is named. */
  shownName: z.string().nullable(),
  /** Code of the asker's dong, only where a name is shown. */
  dong: z.string().nullable(),
  votes: VoteCount,
  /** How many questions were merged into it. */
  merged: z.int(),
  labels: z.array(z.string()),
  translations: z.partialRecord(Lang, z.string()),
  reply: z.string().nullable(),
  /** Sent before the town hall began; written down by the office for someone without a phone. */
  beforehand: z.boolean(),
  proxy: z.boolean(),
  at: Instant,
  stagedAt: Instant.nullable(),
  answeredAt: Instant.nullable(),
  /** Its card in the ledger, once it is promised. */
  followUp: z.string().nullable(),
})
export type LiveQuestion = z.infer<typeof LiveQuestion>

/** What its asker sees of an own question, in every state. */
export const OwnQuestion = LiveQuestion.extend({
  state: z.enum(questionStates),
  /** The command it came with, so that a pending one on the phone is known again. */
  commandId: z.string(),
  /** `other` where an officer wrote the reason in own words, which then stand in the note. */
  heldReason: z.enum(heldReasons).nullable(),
  heldNote: z.string(),
  mergedInto: z.int().nullable(),
  /** Until then its asker may change it. */
  editableUntil: Instant.nullable(),
})
export type OwnQuestion = z.infer<typeof OwnQuestion>

/** What hosts see: hidden text too, and what was found in it. */
export const HostQuestion = OwnQuestion.omit({ commandId: true, editableUntil: true }).extend({
  /** The text with personal data covered, where some was found; it can only be published so. */
  masked: z.string().nullable(),
  /** A public question that asks much the same. */
  similar: z.object({ id: z.int(), text: z.string() }).nullable(),
})
export type HostQuestion = z.infer<typeof HostQuestion>

/** `counts` null: hidden until it is closed; hosts always read them. */
export const LivePoll = z.object({
  id: z.int(),
  title: z.string(),
  choices: z.array(z.string()),
  several: z.boolean(),
  hidden: z.boolean(),
  state: z.enum(pollStates),
  counts: z.array(z.int()).nullable(),
  voters: z.int(),
  openedAt: Instant.nullable(),
})
export type LivePoll = z.infer<typeof LivePoll>

/** How the room stands; all of it public. */
export const LiveRoom = z.object({
  townHallId: z.int(),
  phase: z.enum(roomPhases),
  moderation: z.enum(moderations),
  naming: z.enum(namings),
  slowSeconds: z.int(),
  reactions: z.boolean(),
  show: z.enum(screenShows),
  /** Ids of queued questions in the host's order. */
  order: z.array(z.int()),
  openedAt: Instant.nullable(),
})
export type LiveRoom = z.infer<typeof LiveRoom>

/**
 * A change of the room, in one order without gaps. Each carries the whole new thing, so that applying it twice is
 * harmless. `none` stands where the change is not for this reader: the order stays without gaps.
 *
 * Every reader gets one message for each seq. So `own-question` tells its asker both: it replaces the own question,
 * and the one in the public list, which it joins in a public state and leaves in any other. To hosts a question is
 * always a `host-question`, in every state; they get no `question` and no `question-gone`.
 */
export const LiveMessage = z.discriminatedUnion('k', [
  z.object({ k: z.literal('none') }),
  z.object({ k: z.literal('room'), room: LiveRoom }),
  z.object({ k: z.literal('question'), question: LiveQuestion }),
  /** No longer for the public: held, merged or taken back. */
  z.object({ k: z.literal('question-gone'), id: z.int(), mergedInto: z.int().nullable() }),
  z.object({ k: z.literal('host-question'), question: HostQuestion }),
  z.object({ k: z.literal('own-question'), question: OwnQuestion }),
  z.object({ k: z.literal('poll'), poll: LivePoll }),
])
export type LiveMessage = z.infer<typeof LiveMessage>

/** What is told as it stands now and never kept: a newer one replaces it. */
export const LatestFrame = z.discriminatedUnion('k', [
  z.object({ k: z.literal('votes'), v: z.record(z.string(), VoteCount) }),
  z.object({
    k: z.literal('polls'),
    v: z.record(z.string(), z.object({ counts: z.array(z.int()).nullable(), voters: z.int() })),
  }),
  z.object({ k: z.literal('presence'), v: z.object({ people: z.int(), screens: z.int() }) }),
  z.object({ k: z.literal('reactions'), v: z.partialRecord(z.enum(reactionKinds), z.int()) }),
  z.object({ k: z.literal('caption'), v: z.object({ text: z.string(), at: Instant }) }),
  /** For hosts: how the line is. Lags in milliseconds. */
  z.object({
    k: z.literal('health'),
    v: z.object({
      sockets: z.int(),
      slow: z.int(),
      dropped: z.int(),
      lagP95: z.number(),
      loopLag: z.number(),
      waiting: z.int(),
    }),
  }),
])
export type LatestFrame = z.infer<typeof LatestFrame>

/** Who the reader is in this room. */
export const LiveYou = z.object({
  /** `public` reads only. */
  role: z.enum(['public', 'guest', 'registered', 'host', 'screen']),
  name: z.string().nullable(),
  /** Questions this person voted for, and choices in polls. */
  voted: z.array(z.int()),
  polls: z.record(z.string(), z.array(z.int())),
})
export type LiveYou = z.infer<typeof LiveYou>

/** The whole room at one seq, read in one snapshot. Also `GET …/live-state`. */
export const LiveSnapshot = z
  .object({
    epoch: z.string(),
    seq: z.int(),
    room: LiveRoom,
    you: LiveYou,
    questions: z.array(LiveQuestion),
    own: z.array(OwnQuestion),
    /** Only for hosts; empty for all others. */
    host: z.array(HostQuestion),
    polls: z.array(LivePoll),
    presence: z.object({ people: z.int(), screens: z.int() }),
    caption: z.object({ text: z.string(), at: Instant }).nullable(),
    /** The server's clock of the rules. */
    now: Instant,
  })
  .meta({ id: 'LiveSnapshot' })
export type LiveSnapshot = z.infer<typeof LiveSnapshot>

export const SequencedMessage = z.object({ seq: z.int(), m: LiveMessage })
export type SequencedMessage = z.infer<typeof SequencedMessage>

/**
 * What a command came to. `problem` as over HTTP. The id of a command that was done is answered as the first time, for a
 * day; one that was refused has changed nothing and is judged anew.
 */
export const LiveAck = z
  .object({
    id: z.string(),
    ok: z.boolean(),
    /** The question or poll it made or changed. */
    target: z.int().nullable(),
    problem: ProblemReply.nullable(),
    /** Whether sending it again later can help. */
    temporary: z.boolean(),
  })
  .meta({ id: 'LiveAck' })
export type LiveAck = z.infer<typeof LiveAck>

/** Every frame that the server sends. */
export const ServerFrame = z.discriminatedUnion('t', [
  z.object({ t: z.literal('welcome'), snapshot: LiveSnapshot }),
  /** Nothing was lost: the whole gap since the client's `lastSeq`, in order. */
  z.object({
    t: z.literal('resumed'),
    epoch: z.string(),
    seq: z.int(),
    missed: z.array(SequencedMessage),
    you: LiveYou,
  }),
  z.object({ t: z.literal('msg'), seq: z.int(), m: LiveMessage }),
  /** The order begins anew: from now on `epoch`, counted on from `seq`. What the client holds stays right. */
  z.object({ t: z.literal('epoch'), epoch: z.string(), seq: z.int() }),
  z.object({ t: z.literal('latest'), f: LatestFrame }),
  z.object({ t: z.literal('ack'), ack: LiveAck }),
  /** Carries the newest seq: a client that has not seen it asks again. Answered with `pong`. */
  z.object({ t: z.literal('ping'), seq: z.int() }),
  /** The line will be closed; come back after so many milliseconds. */
  z.object({ t: z.literal('bye'), code: z.int(), retryAfterMs: z.int() }),
])
export type ServerFrame = z.infer<typeof ServerFrame>

/** `GET …/messages?after=`: what a client that cannot use a socket reads. `reset`: take the whole state anew. */
export const MessagesReply = z
  .object({
    epoch: z.string(),
    seq: z.int(),
    reset: z.boolean(),
    items: z.array(SequencedMessage),
    latest: z.array(LatestFrame),
  })
  .meta({ id: 'LiveMessages' })
export type MessagesReply = z.infer<typeof MessagesReply>
