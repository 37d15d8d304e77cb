import { z } from 'zod'
import { Petition, PetitionList, PetitionNumber, PetitionQuery } from './petitions.ts'
import { Category, Dong } from './settings.ts'
import { listStages } from './states.ts'
import { Instant, type Lang } from './wire.ts'

/** What the address of the list may say. */
export const ListAddress = PetitionQuery.omit({ limit: true, typing: true })
export type ListAddress = z.infer<typeof ListAddress>

export const PetitionsProps = z.object({
  list: PetitionList,
  query: ListAddress,
  /** What of the address could not be understood; the list is then the first one. */
  problem: z.string().nullable(),
  /** How many petitions each list holds, whatever is filtered. */
  stages: z.record(z.enum(listStages), z.int()),
  /** Categories with the petitions they hold in this list and dong. */
  categories: z.array(Category.pick({ code: true, nameKo: true, nameEn: true }).extend({ count: z.int() })),
  dongs: z.array(Dong),
  /** Petitions of this list and category by dong; a missing dong has none. */
  byDong: z.record(z.string(), z.int()),
  terms: z.object({ windowDays: z.int(), threshold: z.int(), mayorDays: z.int() }),
  now: Instant,
})
export type PetitionsProps = z.infer<typeof PetitionsProps>

export const PetitionProps = z.object({
  petition: Petition,
  /** Whether its words are kept back, by its hiding, its ground of rejection or its author. */
  withheld: z.enum(['hidden', 'ground', 'author']).nullable(),
  /** Whether endorsing is possible now. */
  collecting: z.boolean(),
  category: Category.pick({ nameKo: true, nameEn: true }).nullable(),
  dongs: z.array(Dong),
  /** The first petition, where this one was merged into it. */
  first: z.object({ number: PetitionNumber, title: z.string() }).nullable(),
  /** By when the department answers if the threshold is not reached; null where it never opened. */
  departmentDueAt: Instant.nullable(),
  url: z.string(),
  now: Instant,
})
export type PetitionProps = z.infer<typeof PetitionProps>

/** The living number of a petition. */
export const PetitionTotal = z
  .object({ total: z.int(), established: z.boolean(), collecting: z.boolean() })
  .meta({ id: 'PetitionTotal' })
export type PetitionTotal = z.infer<typeof PetitionTotal>

/** Stands where a title is kept back. */
export const withheldTitle: Record<Lang, string> = {
  ko: '내용을 공개하지 않는 청원',
  en: 'Petition whose text is not public',
  zh: '不公开内容的请愿',
}
