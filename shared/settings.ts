import { z } from 'zod'
import { Day, lineText } from './wire.ts'

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
    minLevelCounted: z.int().min(0).max(2),
  })
  .meta({ id: 'PetitionTerms' })
export type PetitionTerms = z.infer<typeof PetitionTerms>

const days = z.coerce.number().int().min(1).max(3650)
const name = lineText(60, 1)

/** New terms, in force from the moment they are saved. The reason is public. */
export const TermsForm = z.object({
  windowDays: days,
  threshold: z.coerce.number().int().min(1).max(1_000_000),
  mayorDays: days,
  departmentDays: days,
  interimDays: days,
  reviewDays: days,
  supplementDays: days,
  minLevelCounted: z.coerce.number().int().min(0).max(2),
  reason: lineText(200, 1),
})
export type TermsForm = z.infer<typeof TermsForm>

export const HolidayForm = z.object({ day: Day, name })
export type HolidayForm = z.infer<typeof HolidayForm>

const code = z.string().regex(/^[a-z0-9-]{2,40}$/)

export const CategoryForm = z.object({
  code,
  nameKo: name,
  nameEn: name,
  position: z.coerce.number().int().min(0).max(1000),
  retired: z.stringbool().default(false),
})
export type CategoryForm = z.infer<typeof CategoryForm>

/** A new department, or with `replaces` (a department's id) the successor of one. */
export const DepartmentForm = z.object({
  code,
  nameKo: name,
  nameEn: name,
  phone: z.string().regex(/^0\d{1,2}-\d{3,4}-\d{4}$/),
  fromDay: Day,
  replaces: z.coerce.number().int().positive().optional(),
})
export type DepartmentForm = z.infer<typeof DepartmentForm>
