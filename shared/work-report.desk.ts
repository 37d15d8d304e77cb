import { z } from 'zod'
import { FormState } from './forms.ts'
import { balancedFigures, figures, reportLimits, roundings } from './work-report-figures.ts'
import type { Paper } from './work-report-paper.ts'
import { Check, WorkReport } from './work-report.ts'
import { Day, Instant, lineText, longText } from './wire.ts'

/** An amount in thousands of won, as it is typed: `41,000`. */
const amount = z.preprocess(
  (value) => (typeof value === 'string' ? value.replaceAll(/[,\s]/g, '') || '0' : value),
  z.coerce.number().int().min(0).max(2_000_000_000),
)
/** A number that must be typed: an empty field is none, not zero. */
const typedNumber = (least: number, most: number) =>
  z.preprocess((value) => (value === '' ? undefined : value), z.coerce.number().int().min(least).max(most))
const orNothing = <T extends z.ZodType>(type: T) =>
  z.preprocess((value) => (value === '' || value === undefined ? null : value), type.nullable())

export const BudgetForm = z.object({
  asOf: Day,
  budgetNational: amount,
  budgetCity: amount,
  budgetDistrict: amount,
  executedNational: amount,
  executedCity: amount,
  executedDistrict: amount,
  forecast: orNothing(amount),
  /** One decimal, as it is to be printed. */
  rateByHand: orNothing(
    z
      .string()
      .trim()
      .refine((text) => /^\d{1,3}(?:\.\d)?$/.test(text), { message: 'rate' }),
  ),
  rateReason: lineText(reportLimits.reason).default(''),
})
export type BudgetForm = z.infer<typeof BudgetForm>

const rowId = orNothing(z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER))
export const TextForm = z.object({
  fromDay: Day,
  position: typedNumber(1, 99),
  title: lineText(reportLimits.title, 2),
  purpose: lineText(reportLimits.purpose, 2),
  overview: longText(reportLimits.lines, 2),
  plan: longText(reportLimits.lines, 2),
  leadTownHallId: rowId,
  leadEventId: rowId,
  /** What was seen: an id of the text in force, empty for none. */
  seen: z.string().max(20).default(''),
})
export type TextForm = z.infer<typeof TextForm>

export const ReportSettingsForm = z.object({
  rounding: z.enum(roundings),
  dropZero: z.stringbool().default(false),
  mailDay: typedNumber(1, 28),
  monthly: z.stringbool().default(false),
  quarterly: z.stringbool().default(false),
  reason: lineText(reportLimits.reason, 1),
  basedOn: z.string().max(40).default(''),
})
export type ReportSettingsForm = z.infer<typeof ReportSettingsForm>

export const BalanceForm = z.object({
  figure: z.enum(balancedFigures),
  beforeDay: Day,
  count: typedNumber(0, 10_000_000),
  reason: lineText(reportLimits.reason, 1),
})
export type BalanceForm = z.infer<typeof BalanceForm>

export const TeamForm = z.object({
  replaces: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  nameKo: lineText(reportLimits.name, 1),
  nameEn: lineText(reportLimits.name, 1),
  fromDay: Day,
})
export type TeamForm = z.infer<typeof TeamForm>

export const PrintForm = z.object({
  from: Day,
  to: Day,
  team: orNothing(z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)),
  /** Hash of what was seen on the screen. */
  seen: z
    .string()
    .refine((text) => /^[0-9a-f]{64}$/.test(text), { message: 'seen' })
    .or(z.literal(''))
    .default(''),
})
export type PrintForm = z.infer<typeof PrintForm>

export const PrintLine = z.object({
  id: z.int(),
  edition: z.int(),
  hash: z.string(),
  at: Instant,
  by: z.string(),
})
export type PrintLine = z.infer<typeof PrintLine>

const paper = z.custom<Paper>()
const Team = z.object({
  id: z.int(),
  nameKo: z.string(),
  nameEn: z.string(),
  fromDay: Day,
  untilDay: Day.nullable(),
})

/** What a report page shows beside the paper; without `found` the period cannot be reported on. */
export const WorkReportProps = z.object({
  asked: z.object({ from: z.string(), to: z.string(), team: z.int().nullable() }),
  form: FormState,
  usual: z.array(z.object({ name: z.string(), from: Day, to: Day })),
  teams: z.array(Team),
  found: z
    .object({
      report: WorkReport,
      paper,
      checks: z.array(Check),
      hash: z.string(),
      prints: z.array(PrintLine),
      /** The number that was chosen. */
      figure: z.enum(figures).nullable(),
      whole: z.object({ kind: z.enum(['monthly', 'quarterly']), year: z.int(), nth: z.int() }).nullable(),
    })
    .nullable(),
  mayWrite: z.boolean(),
  now: Instant,
})
export type WorkReportProps = z.infer<typeof WorkReportProps>

/** The rows behind a figure. `path` leads to the thing itself. */
export const FigureProps = z.object({
  figure: z.enum(figures),
  from: Day,
  to: Day,
  team: z.int().nullable(),
  report: WorkReport,
  rows: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      at: Instant,
      note: z.string().nullable(),
      path: z.string(),
    }),
  ),
  offset: z.int(),
  next: z.int().nullable(),
})
export type FigureProps = z.infer<typeof FigureProps>

/** One thing that a print says and the rows say otherwise today. */
export const Difference = z.object({
  /** Path of the value in the report, such as `received.count`. */
  path: z.string(),
  was: z.string(),
  is: z.string(),
  added: z.array(z.string()),
  gone: z.array(z.string()),
})
export type Difference = z.infer<typeof Difference>

export const PrintProps = z.object({
  print: PrintLine.extend({ from: Day, to: Day }),
  paper,
  /** Whether the content still has the hash that was noted. */
  intact: z.boolean(),
  differences: z.array(Difference),
  now: Instant,
})
export type PrintProps = z.infer<typeof PrintProps>

const Choice = z.object({ id: z.int(), title: z.string() })
const entries = z.record(z.string(), z.string())
export const ReportEntriesProps = z.object({
  to: Day,
  from: Day,
  budget: entries,
  text: entries,
  townHalls: z.array(Choice),
  events: z.array(Choice),
  history: z.array(
    z.object({
      id: z.int(),
      asOf: Day,
      budget: z.int(),
      executed: z.int(),
      at: Instant,
      by: z.string().nullable(),
    }),
  ),
  wrong: z.object({ form: z.enum(['budget', 'text']), state: FormState }).nullable(),
  done: z.enum(['budget', 'text']).nullable(),
})
export type ReportEntriesProps = z.infer<typeof ReportEntriesProps>

export const reportSettingsForms = ['rounding', 'balance', 'team'] as const
export const ReportSettingsProps = z.object({
  settings: z.array(
    z.object({
      fromAt: Instant,
      rounding: z.enum(roundings),
      dropZero: z.boolean(),
      mailDay: z.int(),
      monthly: z.boolean(),
      quarterly: z.boolean(),
      reason: z.string(),
      by: z.string().nullable(),
    }),
  ),
  balances: z.array(
    z.object({
      id: z.int(),
      figure: z.enum(balancedFigures),
      beforeDay: Day,
      count: z.int(),
      reason: z.string(),
      at: Instant,
      by: z.string().nullable(),
    }),
  ),
  teams: z.array(Team),
  wrong: z.object({ form: z.enum(reportSettingsForms), state: FormState }).nullable(),
  today: Day,
})
export type ReportSettingsProps = z.infer<typeof ReportSettingsProps>
