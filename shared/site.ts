import { z } from 'zod'
import { PetitionSummary } from './petitions.ts'
import { Category, Dong } from './settings.ts'
import { responseKinds } from './states.ts'
import { Instant } from './wire.ts'

/** A petition that collects, as a line of the first page. */
export const CollectingLine = PetitionSummary.pick({
  number: true,
  title: true,
  category: true,
  dongs: true,
  total: true,
}).extend({ threshold: z.int(), openedAt: Instant, closesAt: Instant })
export type CollectingLine = z.infer<typeof CollectingLine>

export const AnsweredLine = z.object({
  number: z.string(),
  title: z.string(),
  kind: z.enum(responseKinds),
  total: z.int(),
  answeredAt: Instant,
  commitments: z.int(),
})
export type AnsweredLine = z.infer<typeof AnsweredLine>

/** Counts of what is public. */
export const Figures = z.object({
  collecting: z.int(),
  awaiting: z.int(),
  /** Answers of this Seoul year, and those among them given by their date; what is overdue counts as not given. */
  answersDue: z.int(),
  answersInTime: z.int(),
  commitments: z.int(),
})
export type Figures = z.infer<typeof Figures>

export const HomeProps = z.object({
  now: Instant,
  threshold: z.int(),
  figures: Figures,
  collecting: z.array(CollectingLine),
  answered: z.array(AnsweredLine),
  /** Petitions that collect, by dong code; one about several dongs counts in each. */
  byDong: z.record(z.string(), z.int()),
  dongs: z.array(Dong),
  categories: z.array(Category),
})
export type HomeProps = z.infer<typeof HomeProps>
