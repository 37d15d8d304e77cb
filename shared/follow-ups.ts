import { z } from 'zod'
import {
  followUpActs,
  followUpSources,
  followUpStates,
  type FollowUpSource,
  ledgerStages,
} from './follow-up-states.ts'
import { Department, Dong } from './settings.ts'
import { Instant, type Lang, page } from './wire.ts'

/** `2026-0058`, of its own series. */
export const FollowUpNumber = z.string().regex(/^\d{4}-\d{4,6}$/)

/** Where it was promised, as one reads it, and its address on this site where it has one. */
export const Origin = z.object({ label: z.string(), path: z.string().nullable() })

export const FollowUp = z
  .object({
    number: FollowUpNumber,
    source: z.enum(followUpSources),
    origin: Origin,
    text: z.string(),
    state: z.enum(followUpStates),
    department: z.object({ nameKo: z.string(), nameEn: z.string() }),
    dong: z.string().nullable(),
    promisedAt: Instant,
    /** 24:00 in Seoul of the day promised now, and of the day promised first. */
    dueAt: Instant,
    firstDueAt: Instant,
    /** Past the day promised first, and not settled. */
    late: z.boolean(),
    /** Why the day was put off, last time. */
    extension: z.string().nullable(),
    settledAt: Instant.nullable(),
    publicNote: z.string(),
    transferredTo: z.string().nullable(),
  })
  .meta({ id: 'FollowUp' })
export type FollowUp = z.infer<typeof FollowUp>

export const FollowUpQuery = z.object({
  stage: z.enum(ledgerStages).default('all'),
  source: z.enum(followUpSources).optional(),
  dong: z.string().max(40).optional(),
  department: z.coerce.number().int().positive().optional(),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})
export type FollowUpQuery = z.infer<typeof FollowUpQuery>
export const FollowUpList = page(FollowUp)
export type FollowUpList = z.infer<typeof FollowUpList>

/** Someone who asked to hear: a person with an account, or a phone number or e-mail as it was written down. */
export type NewListener = { personId?: number | null; contact?: string | null; lang: Lang }

/** What a new promise needs; its number, state and first move follow. */
export type NewFollowUp = {
  source: FollowUpSource
  sourceId: number
  text: string
  departmentId: number
  dong: string | null
  promisedAt: Date
  /** 24:00 KST of the promised day. */
  dueAt: Date
  listeners: NewListener[]
}

export const Evidence = z.object({
  id: z.int(),
  fileId: z.string(),
  name: z.string(),
  mediaType: z.string(),
  caption: z.string(),
  shown: z.boolean(),
  addedAt: Instant,
})
export type Evidence = z.infer<typeof Evidence>

export const CardMove = z.object({
  at: Instant,
  act: z.enum(followUpActs),
  fromState: z.enum(followUpStates).nullable(),
  toState: z.enum(followUpStates).nullable(),
  fromDueAt: Instant.nullable(),
  toDueAt: Instant.nullable(),
  toDepartment: z.object({ nameKo: z.string(), nameEn: z.string() }).nullable(),
  note: z.string(),
})
export type CardMove = z.infer<typeof CardMove>

/** What the list's address says. */
export const LedgerAddress = FollowUpQuery.omit({ limit: true })
export type LedgerAddress = z.infer<typeof LedgerAddress>

const Count = z.object({
  owed: z.int(),
  late: z.int(),
  done: z.int(),
  impossible: z.int(),
  transferred: z.int(),
})

export const LedgerProps = z.object({
  query: LedgerAddress,
  list: FollowUpList,
  problem: z.string().nullable(),
  stages: z.record(z.enum(ledgerStages), z.int()),
  /** By source, of all that the filters of dong and department leave. */
  totals: z.record(z.enum(followUpSources), Count),
  /** All were promised in the year of today. */
  thisYear: z.boolean(),
  dongs: z.array(Dong),
  departments: z.array(Department.extend({ count: z.int() })),
  now: Instant,
})
export type LedgerProps = z.infer<typeof LedgerProps>

export const FollowUpProps = z.object({
  card: FollowUp.extend({
    department: z.object({ nameKo: z.string(), nameEn: z.string(), phone: z.string() }),
  }),
  history: z.array(CardMove),
  evidence: z.array(Evidence),
  /** Where the same was promised besides. */
  joined: z.array(z.object({ number: FollowUpNumber, origin: Origin })),
  mergedInto: FollowUpNumber.nullable(),
  now: Instant,
})
export type FollowUpProps = z.infer<typeof FollowUpProps>
