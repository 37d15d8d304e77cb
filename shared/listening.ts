import { z } from 'zod'
import { Instant, lineText, longText } from './wire.ts'

export const listeningStates = ['planned', 'held', 'cancelled'] as const
export type ListeningState = (typeof listeningStates)[number]

/** What was done about an opinion at once: heard, handled on the spot, or an answer is owed. */
export const opinionHandlings = ['heard', 'on-the-spot', 'to-answer'] as const
export type OpinionHandling = (typeof opinionHandlings)[number]

/** Opinions that residents send online wait for an officer's look before anyone reads them. */
export const opinionStates = ['received', 'published', 'held'] as const
export type OpinionState = (typeof opinionStates)[number]

/** Kinds of people at an event, counted without names. */
export const participantGroups = [
  'residents',
  'multicultural',
  'seniors',
  'youth',
  'parents',
  'disabled',
  'merchants',
  'officials',
  'other',
] as const
export type ParticipantGroup = (typeof participantGroups)[number]

export const listeningLimits = { title: 100, text: 1_000, notes: 5_000, opinions: 200, photos: 20 }

/** One opinion as it is written down on the spot. `id` is chosen by the phone: sent twice, it is one. */
export const OpinionLine = z
  .object({
    id: z.uuid(),
    text: longText(listeningLimits.text, 2),
    handling: z.enum(opinionHandlings),
    category: z.string().max(40),
    /** Who raised it, in kind: “resident of 대림2동”. */
    raisedBy: lineText(60).default(''),
    dong: z.string().max(40).nullable().default(null),
    department: z.int().positive().nullable().default(null),
    /** Phone or e-mail of someone who wants to hear; sealed at once, erased after the answer. */
    contact: lineText(254).default(''),
    at: Instant,
  })
  .meta({ id: 'OpinionLine' })
export type OpinionLine = z.infer<typeof OpinionLine>

/** A listening event as the log sends it. `id` is chosen by the phone. */
export const ListeningLog = z
  .object({
    id: z.uuid(),
    title: lineText(listeningLimits.title, 2),
    series: z.string().min(1).max(40),
    startsAt: Instant,
    endsAt: Instant,
    place: lineText(200, 1),
    dong: z.string().max(40).nullable().default(null),
    host: lineText(60, 1),
    participants: z.partialRecord(z.enum(participantGroups), z.int().min(0).max(100_000)).default({}),
    partner: lineText(100).default(''),
    notes: longText(listeningLimits.notes).default(''),
  })
  .meta({ id: 'ListeningLog' })
export type ListeningLog = z.infer<typeof ListeningLog>

/** What a phone sends once it has network: the event and what was heard. Sending it again changes nothing. */
export const ListeningBatch = z
  .object({
    event: ListeningLog,
    opinions: z.array(OpinionLine).max(listeningLimits.opinions),
    closed: z.boolean(),
  })
  .meta({ id: 'ListeningBatch' })
export type ListeningBatch = z.infer<typeof ListeningBatch>
