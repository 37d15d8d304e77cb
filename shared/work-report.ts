import { z } from 'zod'
import {
  countedFigures,
  endorsementSteps,
  opinionOutcomes,
  reportFormats,
  roundings,
  standings,
} from './work-report-figures.ts'
import { Day, Instant } from './wire.ts'

const count = z.int().min(0)
const counts = <const K extends readonly string[]>(keys: K) => z.record(z.enum(keys), count)

/** What was before the system: all cases before a day. */
export const Balance = z.object({ count, beforeDay: Day })
export type Balance = z.infer<typeof Balance>

/** A figure with its 누계: the balance, what came between it and the period, and the period. */
const Cumulative = z.object({
  count,
  balance: Balance.nullable(),
  between: count,
  /** Null where the balance begins after the period. */
  total: count.nullable(),
})

/** Lines of a page of the office: ○ and, below it, -. */
export const ReportLine = z.object({ level: z.union([z.literal(1), z.literal(2)]), text: z.string() })
export type ReportLine = z.infer<typeof ReportLine>

const Funds = z.object({ national: count, city: count, district: count, total: count })
export const ReportBudget = z.object({
  asOf: Day,
  /** Thousands of won, by where the money comes from. */
  budget: Funds,
  executed: Funds,
  /** Expected until 31 December. */
  forecast: count.nullable(),
  /** As it is printed; null where there is nothing to spend. */
  rate: z.string().nullable(),
  exact: z.string().nullable(),
  /** By the other way of rounding. */
  otherwise: z.string().nullable(),
  /** Why the rate was written by hand; null where it was computed. */
  byHand: z.string().nullable(),
})
export type ReportBudget = z.infer<typeof ReportBudget>

const Named = z.object({ code: z.string(), nameKo: z.string(), nameEn: z.string() })

/** Everything that a report says, counted from rows: the same for screen, files and frozen prints. */
export const WorkReport = z
  .object({
    from: Day,
    to: Day,
    team: Named.omit({ code: true }).extend({
      id: z.int(),
      formerly: z.array(z.object({ nameKo: z.string(), nameEn: z.string(), untilDay: Day })),
    }),
    page: z.object({
      position: z.int(),
      title: z.string(),
      purpose: z.string(),
      overview: z.array(ReportLine),
      plan: z.array(ReportLine),
    }),
    rounding: z.object({ rounding: z.enum(roundings), dropZero: z.boolean() }),
    received: Cumulative,
    handled: Cumulative,
    established: Cumulative,
    /** Where those received stood at the end of the last day. `unclear` is a fault of the rows. */
    standing: counts([...standings, 'unclear']),
    /** `closed`: ended without an answer in the system it was imported from. */
    ended: z.object({ withdrawn: count, rejected: count, transferred: count, merged: count, closed: count }),
    /** Of those received, now hidden; and those that were brought in from another system. */
    hidden: count,
    townHalls: z.object({ count, lead: z.string().nullable() }),
    events: z.object({ count, lead: z.string().nullable() }),
    opinions: count,
    policies: count,
    budget: ReportBudget.nullable(),
    annex: z.object({
      categories: z.array(Named.extend({ count })),
      dongs: z.array(Named.extend({ count })),
      routes: z.array(z.object({ route: z.string(), count })),
      /** 분야 × 동 × 경로; a petition about several dongs stands in each, '' is the whole district. */
      cube: z.array(z.object({ category: z.string(), dong: z.string(), route: z.string(), count })),
      days: z.object({
        answered: count,
        /** Calendar days from receipt to answer, one decimal. */
        mean: z.string().nullable(),
        median: z.string().nullable(),
        most: count.nullable(),
        inTime: count,
        late: count,
        /** Due, not answered, and past their date at the end of the last day. */
        overdue: count,
        interims: count,
      }),
      /** How each department answered, as it was called then; those with nothing are left out. */
      departments: z
        .array(Named.extend({ answered: count, inTime: count, late: count, overdue: count, interims: count }))
        // Reports that were kept before there was this part have none.
        .default([]),
      endorsements: z.array(z.object({ least: z.literal([...endorsementSteps]), count })),
      townHalls: z.object({
        sittings: count,
        registered: count,
        came: count,
        questions: count,
        answered: count,
      }),
      opinions: counts(opinionOutcomes),
    }),
  })
  .meta({ id: 'WorkReport' })
export type WorkReport = z.infer<typeof WorkReport>

/** Numbers or ids of the rows behind each figure of the period. */
export const Behind = z.record(z.enum(countedFigures), z.array(z.string()))
export type Behind = z.infer<typeof Behind>

/** What of a report is kept: with it, it can be counted again and compared. */
export const PrintContent = z.object({ report: WorkReport, behind: Behind })
export type PrintContent = z.infer<typeof PrintContent>

export const ReportQuery = z.object({
  from: Day,
  to: Day,
  team: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
  format: z.enum(reportFormats).default('json'),
})

export const checkNames = [
  'received',
  'total',
  'establishedTotal',
  'handled',
  'cube',
  'rounding',
  'byHand',
  'shares',
  'budgetMissing',
  'budgetOld',
  'overspent',
  'renamed',
  'balanceLater',
] as const
/** A sum that must hold (`holds`), or something one should know (null). */
export const Check = z.object({
  name: z.enum(checkNames),
  holds: z.boolean().nullable(),
  /** Numbers and names for its sentence. */
  values: z.record(z.string(), z.string()),
})
export type Check = z.infer<typeof Check>

export const ReportReply = z
  .object({ report: WorkReport, checks: z.array(Check), countedAt: Instant })
  .meta({ id: 'WorkReportReply' })
