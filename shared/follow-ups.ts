import { z } from 'zod'
import { Day, Instant, lineText, longText, page } from './wire.ts'

/** 접수, 검토중, 추진중, 추진예정, 장기검토, 완료, 추진불가, 타기관 이첩; `merged` points to another. */
export const followUpStates = [
  'received',
  'reviewing',
  'doing',
  'planned',
  'long-term',
  'done',
  'impossible',
  'transferred',
  'merged',
] as const
export type FollowUpState = (typeof followUpStates)[number]

/** States in which nothing more is owed. */
export const settledStates = ['done', 'impossible', 'transferred', 'merged'] as const

/** Where a promise came from: 1번가, a town hall, a petition's answer. */
export const followUpSources = ['opinion', 'question', 'commitment'] as const
export type FollowUpSource = (typeof followUpSources)[number]

/** Public stages of the ledger (약속 장부): late is a signal within `doing`, listed apart so that it is never hidden. */
export const ledgerStages = ['all', 'late', 'doing', 'done', 'hard'] as const
export type LedgerStage = (typeof ledgerStages)[number]

/** `2026-0058`, of its own series. */
export const FollowUpNumber = z.string().regex(/^\d{4}-\d{4,6}$/)

export const followUpLimits = { text: 300, note: 2_000 }

/** A change of state by an officer. `version` is the one that was read. */
export const FollowUpMove = z
  .object({
    version: z.int(),
    state: z.enum(followUpStates).exclude(['merged']),
    /** Read by everyone; required for what cannot be done. */
    publicNote: longText(followUpLimits.note).default(''),
    internalNote: longText(followUpLimits.note).default(''),
    transferredTo: lineText(100).default(''),
  })
  .meta({ id: 'FollowUpMove' })
export type FollowUpMove = z.infer<typeof FollowUpMove>

export const FollowUp = z
  .object({
    number: FollowUpNumber,
    source: z.enum(followUpSources),
    /** Where it was promised, as one reads it, and its address on this site. */
    origin: z.object({ label: z.string(), path: z.string() }),
    text: z.string(),
    state: z.enum(followUpStates),
    department: z.object({ nameKo: z.string(), nameEn: z.string() }),
    dong: z.string().nullable(),
    promisedAt: Instant,
    dueAt: Instant,
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

/** What a new promise needs; its number, state and first move follow. */
export type NewFollowUp = {
  source: FollowUpSource
  sourceId: number
  text: string
  departmentId: number
  dong: string | null
  promisedAt: Date
  dueAt: Date
}

export const DueDay = z.object({ day: Day, reason: longText(followUpLimits.note, 1) })
