/**
 * What a live room can be, and its numbers. Apart from the schemas that use them, so that no page brings a schema
 * library to a phone.
 */

/** `waiting` before it opens; a `rehearsal` is seen by its hosts only and forgotten when it ends. */
export const roomPhases = ['waiting', 'rehearsal', 'open', 'paused', 'ended'] as const
export type RoomPhase = (typeof roomPhases)[number]

/** Who looks: with what rights follows from the session, not from this word. */
export const roomViews = ['attendee', 'host', 'screen'] as const
export type RoomView = (typeof roomViews)[number]

/** Whether an officer looks at a question before everyone reads it, or after. */
export const moderations = ['before', 'after'] as const
export type Moderation = (typeof moderations)[number]

/** How a question names its asker to the public. */
export const namings = ['named', 'masked', 'anonymous'] as const
export type Naming = (typeof namings)[number]

/** What the projector shows. */
export const screenShows = ['stage', 'questions', 'poll', 'blank'] as const
export type ScreenShow = (typeof screenShows)[number]

export const reactionKinds = ['clap', 'heart', 'agree', 'unclear'] as const
export type ReactionKind = (typeof reactionKinds)[number]

export const heldReasons = [
  'off-topic',
  'personal-data',
  'insult',
  'repeated',
  'advertising',
  'other',
] as const
export type HeldReason = (typeof heldReasons)[number]

export const pollStates = ['draft', 'open', 'closed'] as const
export type PollState = (typeof pollStates)[number]

export const liveLimits = {
  question: 200,
  /** Seconds in which an asker may change an own question, or take it back once it is public. */
  editSeconds: 120,
  /** Fewest seconds between two questions of one person, where the room sets none. */
  slowSeconds: 15,
  slowMost: 600,
  questionsEach: 10,
  choices: 8,
  choice: 80,
  pollTitle: 120,
  labels: 4,
  label: 20,
  reply: 1_000,
  caption: 300,
  /** Bytes of one frame. */
  frame: 16_384,
  /** Milliseconds between two pings of the server; a peer that says nothing for `deadMs` is gone. */
  pingMs: 25_000,
  deadMs: 35_000,
  /** How often votes, polls and reactions are told, and presence. */
  sampleMs: 250,
  presenceMs: 3_000,
}

/** Close codes: below 4500 the client comes back after a while, from 4500 on it does not. */
export const closeCodes = {
  restart: 1012,
  slow: 4008,
  stale: 4009,
  silent: 4010,
  badFrame: 4500,
  sessionEnded: 4501,
  roomGone: 4504,
  flood: 4508,
  /** The same person has opened the room too often; the newest windows stay. */
  tooMany: 4509,
} as const

/** How many voted, those registered for the town hall and guests apart. */
export type VoteCount = { registered: number; guests: number }

/** Lists of questions for attendees: what most wonder, the newest, what was answered. */
export const questionLists = ['most', 'new', 'answered'] as const
export type QuestionList = (typeof questionLists)[number]
