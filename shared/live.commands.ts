import { z } from 'zod'
import { heldReasons, liveLimits, moderations, namings, reactionKinds, screenShows } from './live-states.ts'
import { Lang, lineText, longText } from './wire.ts'

const id = z.uuid()
const question = z.int().positive()
const poll = z.int().positive()

/** What everyone in the room may send. `id` is the client's: sent twice, it is one command. */
const ofAttendees = [
  z.object({
    op: z.literal('ask'),
    id,
    text: lineText(liveLimits.question, 5),
    /** Empty asks without a name; where the room names nobody it is not kept. */
    name: lineText(60).default(''),
    lang: Lang,
  }),
  z.object({ op: z.literal('edit'), id, question, text: lineText(liveLimits.question, 5) }),
  z.object({ op: z.literal('withdraw'), id, question }),
  z.object({ op: z.literal('vote'), id, question, up: z.boolean() }),
  z.object({
    op: z.literal('poll-vote'),
    id,
    poll,
    choices: z.array(z.int().min(0)).max(liveLimits.choices),
  }),
  z.object({ op: z.literal('react'), id, kind: z.enum(reactionKinds) }),
] as const

/** What the hosts of the room may send. */
const ofHosts = [
  /** `masked`: with the personal data in it covered; required where some was found. */
  z.object({ op: z.literal('publish'), id, question, masked: z.boolean().default(false) }),
  z.object({
    op: z.literal('hold'),
    id,
    question,
    reason: z.enum(heldReasons),
    note: lineText(200).default(''),
  }),
  z.object({ op: z.literal('merge'), id, question, into: question }),
  z.object({ op: z.literal('queue'), id, question }),
  z.object({ op: z.literal('unqueue'), id, question }),
  /** The whole order of what is queued; ids that are no longer queued are passed over. */
  z.object({ op: z.literal('order'), id, questions: z.array(question).max(500) }),
  z.object({ op: z.literal('stage'), id, question }),
  z.object({ op: z.literal('unstage'), id }),
  z.object({ op: z.literal('answered'), id, question }),
  z.object({
    op: z.literal('later'),
    id,
    question,
    department: z.int().positive().nullable().default(null),
  }),
  z.object({ op: z.literal('reply'), id, question, text: longText(liveLimits.reply, 1) }),
  z.object({
    op: z.literal('label'),
    id,
    question,
    labels: z.array(lineText(liveLimits.label, 1)).max(liveLimits.labels),
  }),
  /** A host's translation of a question, shown beside it; empty takes it away. */
  z.object({ op: z.literal('translate'), id, question, lang: Lang, text: lineText(liveLimits.question * 2) }),
  /** For someone without a phone; shown as written down by the office. */
  z.object({
    op: z.literal('proxy-ask'),
    id,
    text: lineText(liveLimits.question, 5),
    name: lineText(60).default(''),
    lang: Lang,
  }),
  z.object({
    op: z.literal('poll-add'),
    id,
    title: lineText(liveLimits.pollTitle, 2),
    choices: z.array(lineText(liveLimits.choice, 1)).min(2).max(liveLimits.choices),
    several: z.boolean().default(false),
    /** Results are told only when it is closed. */
    hidden: z.boolean().default(false),
  }),
  z.object({ op: z.literal('poll-open'), id, poll }),
  z.object({ op: z.literal('poll-close'), id, poll }),
  z.object({ op: z.literal('caption'), id, text: lineText(liveLimits.caption) }),
  z.object({ op: z.literal('show'), id, show: z.enum(screenShows) }),
  z.object({
    op: z.literal('rules'),
    id,
    moderation: z.enum(moderations).optional(),
    naming: z.enum(namings).optional(),
    slowSeconds: z.int().min(0).max(liveLimits.slowMost).optional(),
    reactions: z.boolean().optional(),
  }),
  /** From then until its end only what is made in the rehearsal can be changed; screens show it to hosts alone. */
  z.object({ op: z.literal('rehearse'), id }),
  /** Opens the room; ends a rehearsal and forgets what was tried in it. */
  z.object({ op: z.literal('open'), id }),
  z.object({ op: z.literal('pause'), id }),
  z.object({ op: z.literal('resume'), id }),
  /** Ends the town hall: what was not answered becomes a follow-up. In a rehearsal it ends only that. */
  z.object({ op: z.literal('close'), id }),
] as const

/** Every command of a live room, over the socket or `POST …/commands`. */
export const LiveCommand = z
  .discriminatedUnion('op', [...ofAttendees, ...ofHosts])
  .meta({ id: 'LiveCommand' })
export type LiveCommand = z.infer<typeof LiveCommand>
/** As a client writes it, before defaults. */
export type LiveCommandInput = z.input<typeof LiveCommand>
export type LiveOp = LiveCommand['op']

export const attendeeOps = ofAttendees.map(({ shape }) => shape.op.value)
export const hostOps = ofHosts.map(({ shape }) => shape.op.value)

/** Every frame that a client sends. The first one says what it has seen. */
export const ClientFrame = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('hello'),
    epoch: z.string().max(40).nullable(),
    lastSeq: z.int().min(0),
  }),
  z.object({ t: z.literal('cmd'), command: LiveCommand }),
  z.object({ t: z.literal('pong') }),
])
export type ClientFrame = z.infer<typeof ClientFrame>
