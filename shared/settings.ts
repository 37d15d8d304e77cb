import { z } from 'zod'

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
