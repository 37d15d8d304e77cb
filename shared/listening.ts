import { z } from 'zod'
import { followUpStates } from './follow-up-states.ts'
import { FollowUpNumber } from './follow-ups.ts'
import {
  listeningLimits,
  listeningStates,
  opinionHandlings,
  participantGroups,
  type Participants,
} from './listening-states.ts'
import { Day, Instant, lineText, longText, page } from './wire.ts'

const code = z.string().regex(/^[a-z0-9-]{1,40}$/)
const dong = code.nullable().default(null)
const people = z.coerce.number().int().min(0).max(listeningLimits.people)
export const ParticipantCounts = z
  .partialRecord(z.enum(participantGroups), people)
  .transform((counts): Participants => Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0)))

/** One opinion as it is written down on the spot. `id` is chosen by the phone: sent twice, it is one. */
export const OpinionLine = z
  .object({
    id: z.uuid(),
    text: longText(listeningLimits.text, 2),
    handling: z.enum(opinionHandlings),
    category: code.nullable().default(null),
    /** Who raised it, in kind: “resident of 대림2동”. */
    raisedBy: lineText(listeningLimits.raisedBy).default(''),
    dong,
    department: z.int().positive().nullable().default(null),
    /** Phone or e-mail of someone who wants to hear; sealed at once, erased after the answer. */
    contact: lineText(listeningLimits.contact).default(''),
    at: Instant,
  })
  .meta({ id: 'OpinionLine' })
export type OpinionLine = z.infer<typeof OpinionLine>

const ListeningWords = z.object({
  title: lineText(listeningLimits.title, 2),
  series: code,
  startsAt: Instant,
  endsAt: Instant,
  place: lineText(listeningLimits.place, 1),
  dong,
  host: lineText(listeningLimits.host, 1),
  participants: ParticipantCounts.default({}),
  partner: lineText(listeningLimits.partner).default(''),
  /** Read by everyone. */
  notes: longText(listeningLimits.notes).default(''),
})
const inOrder = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) => startsAt <= endsAt
const endsEarly = { path: ['endsAt'], message: 'ends-early' }

/** A listening event as the log sends it. `id` is chosen by the phone. */
export const ListeningLog = ListeningWords.extend({ id: z.uuid() })
  .refine(inOrder, endsEarly)
  .meta({ id: 'ListeningLog' })
export type ListeningLog = z.infer<typeof ListeningLog>

/** What a phone sends once it has network: the event and what was heard. Sending it again changes nothing. */
export const ListeningBatch = z
  .object({
    event: ListeningLog,
    opinions: z.array(OpinionLine).max(listeningLimits.opinions),
    /** The event is over: with this the event's own words are final. */
    closed: z.boolean(),
  })
  .meta({ id: 'ListeningBatch' })
export type ListeningBatch = z.infer<typeof ListeningBatch>

/** `known`: it had come before. `dueAt` where an answer is owed. */
export const BatchReply = z
  .object({
    id: z.int(),
    lines: z.array(
      z.object({ id: z.uuid(), outcome: z.enum(['added', 'known']), dueAt: Instant.nullable() }),
    ),
    closed: z.boolean(),
  })
  .meta({ id: 'BatchReply' })
export type BatchReply = z.infer<typeof BatchReply>

/** An event as it is planned or changed at the desk. `seen` is the version that was read. */
export const EventForm = ListeningWords.extend({
  takesOpinions: z.boolean(),
  seen: Instant.optional(),
}).refine(inOrder, endsEarly)
export type EventForm = z.infer<typeof EventForm>

/** An opinion as it is changed at the desk. */
export const OpinionForm = OpinionLine.pick({
  text: true,
  handling: true,
  category: true,
  raisedBy: true,
  dong: true,
  department: true,
}).extend({
  /** What was done, in public: “the bench was mended the same day”. */
  outcome: longText(listeningLimits.outcome).default(''),
  becamePolicy: z.boolean(),
  policyNote: longText(listeningLimits.outcome).default(''),
  seen: Instant.optional(),
})
export type OpinionForm = z.infer<typeof OpinionForm>

/** An opinion that anyone sends online, to an event or to the open box. */
export const OpinionSent = z
  .object({
    id: z.uuid(),
    event: z.coerce.number().int().positive().nullable().default(null),
    text: longText(listeningLimits.text, 10),
    dong,
    raisedBy: lineText(listeningLimits.raisedBy).default(''),
    contact: lineText(listeningLimits.contact)
      .default('')
      .refine((text) => text === '' || isContact(text), { message: 'contact' }),
  })
  .meta({ id: 'OpinionSent' })
export type OpinionSent = z.infer<typeof OpinionSent>

/** A phone number or an e-mail address, whatever its spelling. */
const isContact = (text: string) =>
  /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/.test(text) || /^\+?[\d\s().-]{8,20}$/.test(text)

const Named = z.object({ code: z.string(), nameKo: z.string(), nameEn: z.string() })

/** What an event was and what came of it, in numbers. */
export const ListeningEvent = z
  .object({
    id: z.int(),
    state: z.enum(listeningStates),
    title: z.string(),
    series: Named,
    startsAt: Instant,
    endsAt: Instant,
    place: z.string(),
    dong: z.string().nullable(),
    host: z.string(),
    partner: z.string(),
    participants: z.partialRecord(z.enum(participantGroups), z.int()),
    people: z.int(),
    takesOpinions: z.boolean(),
    cancelReason: z.string().nullable(),
    opinions: z.object({
      total: z.int(),
      onTheSpot: z.int(),
      toAnswer: z.int(),
      answered: z.int(),
      policy: z.int(),
    }),
  })
  .meta({ id: 'ListeningEvent' })
export type ListeningEvent = z.infer<typeof ListeningEvent>

/** An opinion as everyone reads it, and what came of it. */
export const PublicOpinion = z
  .object({
    id: z.int(),
    text: z.string(),
    handling: z.enum(opinionHandlings),
    category: Named.nullable(),
    raisedBy: z.string(),
    dong: z.string().nullable(),
    department: z.object({ nameKo: z.string(), nameEn: z.string() }).nullable(),
    at: Instant,
    outcome: z.string(),
    becamePolicyAt: Instant.nullable(),
    policyNote: z.string().nullable(),
    /** Its line in the ledger of promises. */
    followUp: z
      .object({
        number: FollowUpNumber,
        state: z.enum(followUpStates),
        dueAt: Instant,
        settledAt: Instant.nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'PublicOpinion' })
export type PublicOpinion = z.infer<typeof PublicOpinion>

export const ListeningPhoto = z.object({ file: z.uuid(), alt: z.string() })
export type ListeningPhoto = z.infer<typeof ListeningPhoto>

export const ListeningEventWhole = ListeningEvent.extend({
  notes: z.string(),
  photos: z.array(ListeningPhoto),
  heard: z.array(PublicOpinion),
}).meta({ id: 'ListeningEventWhole' })
export type ListeningEventWhole = z.infer<typeof ListeningEventWhole>

export const ListeningQuery = z.object({
  /** Days in Seoul, both inclusive. */
  from: Day.optional(),
  until: Day.optional(),
  dong: code.optional(),
  series: code.optional(),
  after: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})
export type ListeningQuery = z.infer<typeof ListeningQuery>
export const ListeningList = page(ListeningEvent)
export type ListeningList = z.infer<typeof ListeningList>
