import { z } from 'zod'
import { FormState } from './forms.ts'
import { settingsForms } from './limits.ts'
import { Day, Instant, lineText } from './wire.ts'

/** Names in the languages of the office; other languages read English. */
export const Named = z.object({ code: z.string(), nameKo: z.string(), nameEn: z.string() })

export const Category = Named.meta({ id: 'Category' })
export type Category = z.infer<typeof Category>

/** A dong and its place in the tile map, column 1–5 and row 1–6. */
export const Dong = Named.extend({
  shortKo: z.string(),
  tileColumn: z.int().min(1).max(5),
  tileRow: z.int().min(1).max(6),
}).meta({ id: 'Dong' })
export type Dong = z.infer<typeof Dong>

export const Department = z
  .object({ id: z.int(), code: z.string(), nameKo: z.string(), nameEn: z.string(), phone: z.string() })
  .meta({ id: 'Department' })
export type Department = z.infer<typeof Department>

export const RejectionGround = Named.extend({
  remedyKo: z.string(),
  remedyEn: z.string(),
  textPublic: z.boolean(),
}).meta({ id: 'RejectionGround' })
export type RejectionGround = z.infer<typeof RejectionGround>

/** What rules promise. Days are calendar days, but review and supplement are working days. */
export const PetitionTerms = z
  .object({
    windowDays: z.int(),
    threshold: z.int(),
    mayorDays: z.int(),
    departmentDays: z.int(),
    interimDays: z.int(),
    reviewDays: z.int(),
    supplementDays: z.int(),
    tellDays: z.int(),
    minLevelCounted: z.int().min(0).max(2),
  })
  .meta({ id: 'PetitionTerms' })
export type PetitionTerms = z.infer<typeof PetitionTerms>

const days = z.coerce.number().int().min(1).max(3650)
const name = lineText(60, 1)
/** What an editor saw of a row before changing it; empty for a new row. One that changed meanwhile is refused. */
const seen = z.string().max(64).default('')

/** New terms, in force from the moment they are saved. The reason is public. */
export const TermsForm = z.object({
  windowDays: days,
  threshold: z.coerce.number().int().min(1).max(1_000_000),
  mayorDays: days,
  departmentDays: days,
  interimDays: days,
  reviewDays: days,
  supplementDays: days,
  tellDays: days,
  minLevelCounted: z.coerce.number().int().min(0).max(2),
  reason: lineText(200, 1),
  /** Since when the terms were in force that the editor saw; where it is given, others meanwhile are refused. */
  basedOn: Instant.optional(),
})
export type TermsForm = z.infer<typeof TermsForm>

export const HolidayForm = z.object({ day: Day, name })
export type HolidayForm = z.infer<typeof HolidayForm>

const code = z
  .string()
  .trim()
  .refine((text) => /^[a-z0-9-]{2,40}$/.test(text), { message: 'code' })
const position = z.coerce.number().int().min(0).max(1000)

export const CategoryForm = z.object({
  code,
  nameKo: name,
  nameEn: name,
  position,
  retired: z.stringbool().default(false),
  seen,
})
export type CategoryForm = z.infer<typeof CategoryForm>

/** A new department, or with `replaces` (a department's id) the successor of one. */
export const DepartmentForm = z.object({
  code,
  nameKo: name,
  nameEn: name,
  phone: z
    .string()
    .trim()
    .refine((text) => /^0\d{1,2}-\d{3,4}-\d{4}$/.test(text), { message: 'phone' }),
  fromDay: Day,
  replaces: z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.coerce.number().int().positive().optional(),
  ),
})
export type DepartmentForm = z.infer<typeof DepartmentForm>

/** A ground of rejection: its remedy says what the author can do instead. */
export const GroundForm = z.object({
  code,
  nameKo: name,
  nameEn: name,
  remedyKo: lineText(200, 1),
  remedyEn: lineText(200, 1),
  textPublic: z.stringbool().default(false),
  position,
  retired: z.stringbool().default(false),
  seen,
})
export type GroundForm = z.infer<typeof GroundForm>

export type SettingsForm = (typeof settingsForms)[number]

const Row = Named.extend({ position: z.int(), retired: z.boolean(), seen: z.string() })
export const SettingsProps = z.object({
  /** Newest first: the first are in force. */
  terms: z.array(
    PetitionTerms.extend({ id: z.int(), fromAt: Instant, reason: z.string(), by: z.string().nullable() }),
  ),
  /** From today on. */
  holidays: z.array(z.object({ day: Day, name: z.string() })),
  categories: z.array(Row),
  departments: z.array(
    Department.extend({ fromDay: Day, untilDay: Day.nullable(), successorId: z.int().nullable() }),
  ),
  grounds: z.array(Row.extend({ remedyKo: z.string(), remedyEn: z.string(), textPublic: z.boolean() })),
  /** The form that came back, and the row it was about ('' for a new one). */
  wrong: z.object({ form: z.enum(settingsForms), row: z.string(), state: FormState }).nullable(),
  today: Day,
})
export type SettingsProps = z.infer<typeof SettingsProps>
