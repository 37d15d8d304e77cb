import { z } from 'zod'
import {
  followUpLimits,
  followUpSources,
  followUpStates,
  type FollowUpSource,
  ledgerStages,
} from './follow-up-states.ts'
import { Day, Instant, type Lang, lineText, longText, page } from './wire.ts'

/** `2026-0058`, of its own series. */
export const FollowUpNumber = z.string().regex(/^\d{4}-\d{4,6}$/)

/** A change of state by an officer. `version` is the one that was read. */
export const FollowUpMove = z
  .object({
    version: z.int(),
    state: z.enum(followUpStates).exclude(['merged']),
    /** Read by everyone; required for what cannot be done. */
    publicNote: longText(followUpLimits.note).default(''),
    internalNote: longText(followUpLimits.note).default(''),
    transferredTo: lineText(followUpLimits.body).default(''),
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

export const DueDay = z.object({ day: Day, reason: longText(followUpLimits.note, 1) })
