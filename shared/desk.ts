import { z } from 'zod'
import { deskActs, deskTabs, petitionLimits, roles } from './limits.ts'
import { FormState } from './forms.ts'
import { PetitionNumber, SimilarPetition } from './petitions.ts'
import { Category, Department, Dong, RejectionGround } from './settings.ts'
import { answerStates, publicationStates, responseKinds, responseStates, routes } from './states.ts'
import { Day, Instant, Lang, lineText, longText, page } from './wire.ts'

export type DeskTab = (typeof deskTabs)[number]

export const DeskQuery = z.object({
  tab: z.enum(deskTabs).default('review'),
  /** A department's id. */
  department: z.coerce.number().int().positive().optional(),
  /** Part of a number or of a title. */
  q: lineText(100).optional(),
  after: z.string().max(60).optional(),
})
export type DeskQuery = z.infer<typeof DeskQuery>

/** What is due next on a petition, and the end of its last day. */
export const DeskDue = z.object({ what: z.enum(['review', 'supplement', 'closing', 'answer']), at: Instant })
export type DeskDue = z.infer<typeof DeskDue>

export const DeskItem = z
  .object({
    number: PetitionNumber,
    title: z.string(),
    route: z.enum(routes),
    state: z.enum(publicationStates),
    hidden: z.boolean(),
    receivedAt: Instant,
    total: z.int(),
    established: z.boolean(),
    department: z.object({ id: z.int(), nameKo: z.string(), nameEn: z.string() }).nullable(),
    response: z.enum(responseStates),
    responseKind: z.enum(responseKinds).nullable(),
    due: DeskDue.nullable(),
    /** How far the newest unpublished answer is. */
    draft: z.enum(answerStates).nullable(),
  })
  .meta({ id: 'DeskItem' })
export type DeskItem = z.infer<typeof DeskItem>

export const DeskList = page(DeskItem).extend({ total: z.int() })
export type DeskList = z.infer<typeof DeskList>

/** Something in a text that points to a person, by its place in UTF-16 units. */
export const Finding = z.object({
  kind: z.enum(['phone', 'resident-number', 'email', 'account']),
  from: z.int(),
  to: z.int(),
})
export type Finding = z.infer<typeof Finding>

const texts = ['title', 'problem', 'proposal', 'effect'] as const

/** A petition as officers work on it. Whoever wrote it is masked. */
export const DeskPetition = DeskItem.extend({
  lang: Lang,
  text: z.object({ problem: z.string(), proposal: z.string(), effect: z.string() }),
  /** Personal data found in each text. */
  findings: z.record(z.enum(texts), z.array(Finding)),
  author: z.string().nullable(),
  /** How well the author was verified; null where an officer filed for someone. */
  authorLevel: z.int().nullable(),
  filedBy: z.string().nullable(),
  category: z.string().nullable(),
  dongs: z.array(z.string()),
  threshold: z.int().nullable(),
  reviewDueAt: Instant.nullable(),
  supplementDueAt: Instant.nullable(),
  openedAt: Instant.nullable(),
  closesAt: Instant.nullable(),
  responseDueAt: Instant.nullable(),
  answeredAt: Instant.nullable(),
  ground: z.string().nullable(),
  note: z.string().nullable(),
  transferredTo: z.string().nullable(),
  mergedInto: PetitionNumber.nullable(),
  hiddenReason: z.string().nullable(),
  removed: z.boolean(),
  history: z.array(
    z.object({
      at: Instant,
      move: z.string(),
      note: z.string().nullable(),
      internal: z.string().nullable(),
      officer: z.string().nullable(),
    }),
  ),
  similar: z.array(SimilarPetition),
  /** When it last changed; a decision that names it is refused if something changed since. */
  seen: Instant,
}).meta({ id: 'DeskPetition' })
export type DeskPetition = z.infer<typeof DeskPetition>

export type DeskAct = (typeof deskActs)[number]

const note = longText(petitionLimits.note)
const reason = longText(petitionLimits.note, 1)
const id = z.coerce.number().int().positive()
/** What every decision may carry: when the page was seen, and a memo for the desk alone. */
const common = { seen: Instant.optional(), internal: note.default('') }

export const Publication = z
  .object({
    ...common,
    department: id,
    /** Says that personal data in the text was seen and may be published. */
    confirmed: z.stringbool().or(z.boolean()).default(false),
  })
  .meta({ id: 'Publication' })
export const SupplementRequest = z.object({ ...common, note: reason }).meta({ id: 'SupplementRequest' })
export const Rejection = z
  .object({ ...common, ground: z.string().max(40), note: note.default('') })
  .meta({ id: 'Rejection' })
export const Transfer = z
  .object({ ...common, body: lineText(100, 1), note: note.default('') })
  .meta({ id: 'Transfer' })
export const Merge = z
  .object({ ...common, into: z.string().trim().pipe(PetitionNumber), note: note.default('') })
  .meta({ id: 'Merge' })
/** `removed`: even the page is gone (410); otherwise it shows the reason. */
export const Hiding = z
  .object({ ...common, reason, removed: z.stringbool().or(z.boolean()).default(false) })
  .meta({ id: 'Hiding' })
export const Showing = z.object({ ...common, note: note.default('') }).meta({ id: 'Showing' })
export const PassingOn = z.object({ ...common, department: id, reason }).meta({ id: 'PassingOn' })
export const Extension = z.object({ ...common, day: Day, reason }).meta({ id: 'Extension' })
export const Classification = z
  .object({
    ...common,
    category: z.string().max(40),
    dongs: z
      .union([z.array(z.string().max(40)).max(18), z.string().max(40)])
      .default([])
      .transform((value) => [value].flat()),
    /** A department's id; before publication only, later a case is passed on with a reason. */
    department: z
      .literal('')
      .transform(() => null)
      .or(id)
      .nullable()
      .default(null),
  })
  .meta({ id: 'Classification' })

/** What a decision answers: where the petition stands now. */
export const DecisionReply = z
  .object({
    number: PetitionNumber,
    state: z.enum(publicationStates),
    hidden: z.boolean(),
    closesAt: Instant.nullable(),
    responseDueAt: Instant.nullable(),
    seen: Instant,
  })
  .meta({ id: 'DecisionReply' })
export type DecisionReply = z.infer<typeof DecisionReply>

/** Why someone's contact is looked at; every look is recorded with it. */
export const ContactReason = z.object({ reason: lineText(200, 2) })

const Counts = z.record(z.enum(deskTabs), z.int())

export const DeskQueueProps = z.object({
  tab: z.enum(deskTabs),
  q: z.string(),
  department: z.int().nullable(),
  departments: z.array(Department),
  counts: Counts,
  list: DeskList,
  /** Whether this is not the first page. */
  further: z.boolean(),
  role: z.enum(roles),
  now: Instant,
})
export type DeskQueueProps = z.infer<typeof DeskQueueProps>

export const DeskPetitionProps = z.object({
  petition: DeskPetition,
  tab: z.enum(deskTabs),
  queue: DeskList,
  /** What this officer can do with it now. */
  acts: z.array(z.enum(deskActs)),
  /** Whether the author's contact may be asked for. */
  contact: z.boolean(),
  /** The decision whose form is open. */
  act: z.enum(deskActs).nullable(),
  /** What was just done. */
  done: z.enum(deskActs).nullable(),
  form: FormState,
  categories: z.array(Category),
  dongs: z.array(Dong),
  departments: z.array(Department),
  grounds: z.array(RejectionGround),
  /** The department that like petitions went to, where there is one. */
  suggested: z.int().nullable(),
  /** Days and dates that a decision would bring, for its form. */
  follows: z.object({ closesAt: Instant, supplementDueAt: Instant, threshold: z.int() }),
  now: Instant,
})
export type DeskPetitionProps = z.infer<typeof DeskPetitionProps>

export const DeskContactProps = z.object({
  number: PetitionNumber,
  title: z.string(),
  form: FormState,
  contact: z
    .object({ name: z.string().nullable(), email: z.string().nullable(), phone: z.string().nullable() })
    .nullable(),
})
export type DeskContactProps = z.infer<typeof DeskContactProps>
