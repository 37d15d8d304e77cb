import { z } from 'zod'
import { FormState } from './forms.ts'
import {
  cardActs,
  deskFollowUpViews,
  followUpLimits,
  followUpSources,
  followUpStates,
} from './follow-up-states.ts'
import { CardMove, Evidence, FollowUp, FollowUpNumber } from './follow-ups.ts'
import { roles } from './limits.ts'
import { Department, Dong } from './settings.ts'
import { Day, Instant, lineText, longText } from './wire.ts'

const note = longText(followUpLimits.note).default('')
const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)
/** One of a list, by its id; what is none is said in the words of that field. */
const choice = (message: 'department' | 'officer') =>
  z
    .unknown()
    .refine((value) => Number.isSafeInteger(Number(value)) && Number(value) > 0, { message })
    .transform(Number)
/** The version of the card that was read. */
const version = z.coerce.number().int().catch(0)

/** A change of state by an officer. */
export const FollowUpMove = z
  .object({
    version,
    state: z.enum(followUpStates).exclude(['merged', 'received']),
    /** Read by everyone; required for what cannot be done, and for what is taken up again. */
    publicNote: note,
    internalNote: note,
    transferredTo: lineText(followUpLimits.body).default(''),
  })
  .meta({ id: 'FollowUpMove' })
export type FollowUpMove = z.infer<typeof FollowUpMove>

export const Extension = z
  .object({ version, day: Day, reason: longText(followUpLimits.note, 1), internalNote: note })
  .meta({ id: 'FollowUpExtension' })
export type Extension = z.infer<typeof Extension>

export const Passing = z
  .object({
    version,
    department: choice('department'),
    reason: longText(followUpLimits.note, 1),
    internalNote: note,
  })
  .meta({ id: 'FollowUpPassing' })
export type Passing = z.infer<typeof Passing>

export const Assignment = z.object({ version, officer: choice('officer') }).meta({ id: 'FollowUpAssignment' })
export type Assignment = z.infer<typeof Assignment>

export const Merging = z
  .object({ version, target: z.string().trim().pipe(FollowUpNumber), publicNote: note, internalNote: note })
  .meta({ id: 'FollowUpMerging' })
export type Merging = z.infer<typeof Merging>

export const Note = z.object({ publicNote: note, internalNote: note }).meta({ id: 'FollowUpNote' })
export type Note = z.infer<typeof Note>

export const Undoing = z.object({ version })

const one = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]), z.array(item))
export const BatchAssignment = z
  .object({ cards: one(FollowUpNumber).pipe(z.array(z.string()).max(200)), officer: choice('officer') })
  .meta({ id: 'FollowUpBatchAssignment' })
export type BatchAssignment = z.infer<typeof BatchAssignment>

/** What the desk's list is narrowed to. */
export const DeskFollowUpQuery = z.object({
  view: z.enum(deskFollowUpViews).default('list').catch('list'),
  state: z
    .enum(['owed', 'late', 'all', ...followUpStates])
    .default('owed')
    .catch('owed'),
  source: z.enum(followUpSources).optional().catch(undefined),
  department: id.optional().catch(undefined),
  dong: z.string().max(40).optional().catch(undefined),
  mine: z.literal('1').optional().catch(undefined),
  after: z.string().max(100).optional().catch(undefined),
})
export type DeskFollowUpQuery = z.infer<typeof DeskFollowUpQuery>

const OfficerName = z.object({
  id: z.int(),
  name: z.string(),
  departmentId: z.int(),
  department: z.string(),
})

export const DeskCard = FollowUp.extend({ officer: z.string().nullable(), listeners: z.int() })
export type DeskCard = z.infer<typeof DeskCard>

export const DeskFollowUpsProps = z.object({
  query: DeskFollowUpQuery,
  counts: z.record(z.enum(['owed', 'late', 'all', ...followUpStates]), z.int()),
  cards: z.array(DeskCard),
  next: z.string().nullable(),
  departments: z.array(Department),
  dongs: z.array(Dong),
  officers: z.array(OfficerName),
  role: z.enum(roles),
  mayAct: z.boolean(),
  /** What was assigned together just now. */
  assigned: z.object({ batch: z.string(), count: z.int(), to: z.string(), undoable: z.boolean() }).nullable(),
  undone: z.object({ undone: z.int(), kept: z.int() }).nullable(),
  form: FormState,
  now: Instant,
})
export type DeskFollowUpsProps = z.infer<typeof DeskFollowUpsProps>

export const DeskFollowUpProps = z.object({
  card: DeskCard,
  version: z.int(),
  history: z.array(CardMove.extend({ memo: z.string(), officer: z.string().nullable() })),
  evidence: z.array(Evidence),
  /** Cards that were joined to this one, and the one that it was joined to. */
  joined: z.array(z.object({ number: FollowUpNumber, origin: FollowUp.shape.origin })),
  mergedInto: FollowUpNumber.nullable(),
  /** Who asked to hear: how many, how many were told, and how many are waiting for a call. */
  heard: z.object({ asked: z.int(), told: z.int(), calls: z.int() }),
  acts: z.array(z.enum(cardActs)),
  act: z.enum(cardActs).nullable(),
  done: z.enum(cardActs).nullable(),
  states: z.array(z.enum(followUpStates)),
  departments: z.array(Department),
  officers: z.array(OfficerName),
  form: FormState,
  now: Instant,
})
export type DeskFollowUpProps = z.infer<typeof DeskFollowUpProps>

export const CallsProps = z.object({
  number: FollowUpNumber,
  text: z.string(),
  state: z.enum(followUpStates),
  calls: z.array(
    z.object({ id: z.int(), contact: z.string(), lang: z.string(), what: z.enum(['standing', 'settled']) }),
  ),
  form: FormState,
})
export type CallsProps = z.infer<typeof CallsProps>

/** A file that was kept (`file` is its id), what one sees on it, and whether everyone may see it. */
export const EvidenceForm = z.object({
  file: z.uuid(),
  caption: lineText(followUpLimits.caption, 2),
  shown: z.stringbool().default(false).catch(false),
})
