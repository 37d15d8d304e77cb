import { z } from 'zod'
import { Finding } from './desk.ts'
import { followUpStates } from './follow-up-states.ts'
import { FormState } from './forms.ts'
import { ListeningEvent } from './listening.ts'
import { eventTabs, listeningLimits, opinionHandlings, opinionStates } from './listening-states.ts'
import { Category, Department, Dong, Named } from './settings.ts'
import { Instant, lineText, longText } from './wire.ts'

export const DeskEvent = ListeningEvent.extend({ loggedBy: z.string().nullable(), closed: z.boolean() })
export type DeskEvent = z.infer<typeof DeskEvent>

export const DeskListeningProps = z.object({
  tab: z.enum(eventTabs),
  counts: z.record(z.enum(eventTabs), z.int()),
  items: z.array(DeskEvent),
  next: z.string().nullable(),
  further: z.boolean(),
  toReview: z.int(),
  dongs: z.array(Dong),
})
export type DeskListeningProps = z.infer<typeof DeskListeningProps>

/** What every form of the desk chooses from. */
export const Choices = z.object({
  series: z.array(Named),
  categories: z.array(Category),
  departments: z.array(Department),
  dongs: z.array(Dong),
})
export type Choices = z.infer<typeof Choices>

/** What the quick log needs, and keeps for when the network is gone. */
export const QuickLogProps = Choices.extend({
  /** Events announced for these days, to begin from. */
  planned: z.array(
    ListeningEvent.pick({ title: true, startsAt: true, endsAt: true, place: true, dong: true }).extend({
      logId: z.uuid(),
      series: z.string(),
      host: z.string(),
      partner: z.string(),
    }),
  ),
  now: Instant,
})
export type QuickLogProps = z.infer<typeof QuickLogProps>

export const DeskOpinion = z.object({
  id: z.int(),
  event: z.object({ id: z.int(), title: z.string() }).nullable(),
  state: z.enum(opinionStates),
  text: z.string(),
  handling: z.enum(opinionHandlings),
  category: z.string().nullable(),
  raisedBy: z.string(),
  dong: z.string().nullable(),
  department: z.int().nullable(),
  outcome: z.string(),
  becamePolicy: z.boolean(),
  policyNote: z.string(),
  online: z.boolean(),
  /** Whether there is a contact or an account to reach its sender. */
  contact: z.boolean(),
  at: Instant,
  seen: Instant,
  /** What could be personal in the text, for whoever publishes it. */
  findings: z.array(Finding),
  followUp: z.object({ number: z.string(), state: z.enum(followUpStates), dueAt: Instant }).nullable(),
})
export type DeskOpinion = z.infer<typeof DeskOpinion>

/** A form that came back: which one of the page, as it was typed. */
const Wrong = z.object({ form: z.string(), state: FormState }).nullable()

export const DeskPhoto = z.object({
  id: z.int(),
  file: z.uuid(),
  alt: z.string(),
  consent: z.boolean(),
})
export const DeskListeningEventProps = z.object({
  event: DeskEvent.extend({ notes: z.string(), seen: Instant, imported: z.string().nullable() }),
  opinions: z.array(DeskOpinion),
  photos: z.array(DeskPhoto),
  choices: Choices,
  wrong: Wrong,
  /** For a new opinion: sent twice, it is one. */
  lineId: z.uuid(),
  done: z.string().nullable(),
})
export type DeskListeningEventProps = z.infer<typeof DeskListeningEventProps>

export const EventFormProps = z.object({ choices: Choices, form: FormState })
export type EventFormProps = z.infer<typeof EventFormProps>

export const DeskOpinionProps = z.object({
  opinion: DeskOpinion,
  choices: Choices,
  form: FormState,
  /** Shown after a re-check and a reason; null before. */
  contact: z.string().nullable(),
  done: z.string().nullable(),
})
export type DeskOpinionProps = z.infer<typeof DeskOpinionProps>

export const ReviewProps = z.object({ items: z.array(DeskOpinion), total: z.int(), choices: Choices })
export type ReviewProps = z.infer<typeof ReviewProps>

export const HoldForm = z.object({ reason: longText(listeningLimits.reason, 1) })
export const ContactReasonForm = z.object({ reason: lineText(listeningLimits.reason, 2) })

export const PhotoForm = z.object({
  alt: lineText(listeningLimits.alt, 2),
  consent: z.boolean(),
})

export const SeriesForm = z.object({
  code: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, { message: 'code' }),
  nameKo: lineText(40, 1),
  nameEn: lineText(60, 1),
  position: z.coerce.number().int().min(0).max(999),
  retired: z.stringbool().default(false),
  /** What was seen of the row; empty for a new one. */
  seen: z.string().max(64).default(''),
})
export type SeriesForm = z.infer<typeof SeriesForm>

export const SeriesProps = z.object({
  series: z.array(
    Named.extend({ position: z.int(), retired: z.boolean(), seen: z.string(), count: z.int() }),
  ),
  wrong: Wrong,
})
export type SeriesProps = z.infer<typeof SeriesProps>

/** A line of a log that cannot be taken: `line` as the spreadsheet numbers it. */
export const ImportFault = z.object({ line: z.int(), column: z.string(), message: z.string() })
export type ImportFault = z.infer<typeof ImportFault>

export const ImportProps = z.object({
  form: FormState,
  /** What the file would bring; null before one was given. */
  plan: z
    .object({
      kept: z.uuid(),
      name: z.string(),
      lines: z.int(),
      events: z.array(
        z.object({ title: z.string(), startsAt: Instant, opinions: z.int(), known: z.boolean() }),
      ),
      fresh: z.object({ events: z.int(), opinions: z.int(), promises: z.int() }),
      faults: z.array(ImportFault),
    })
    .nullable(),
  done: z.object({ events: z.int(), opinions: z.int() }).nullable(),
})
export type ImportProps = z.infer<typeof ImportProps>
