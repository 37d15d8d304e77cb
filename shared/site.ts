import { z } from 'zod'
import { PublicOpinion } from './listening.ts'
import { PetitionSummary } from './petitions.ts'
import { Category, Dong, PetitionTerms, RejectionGround } from './settings.ts'
import { responseKinds } from './states.ts'
import { TownHallSummary } from './town-hall-pages.ts'
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
  /** The next ones. */
  townHalls: z.array(TownHallSummary),
  /** What was heard last at listening events. */
  heard: z.array(
    PublicOpinion.pick({
      id: true,
      text: true,
      handling: true,
      becamePolicyAt: true,
      followUp: true,
      at: true,
    }).extend({
      event: z.object({ id: z.int(), title: z.string() }),
    }),
  ),
  /** Petitions that collect, by dong code; one about several dongs counts in each. */
  byDong: z.record(z.string(), z.int()),
  dongs: z.array(Dong),
  categories: z.array(Category),
})
export type HomeProps = z.infer<typeof HomeProps>

/** The demonstration's mailbox. */
export const OutboxProps = z.object({
  mails: z.array(
    z.object({
      id: z.int(),
      at: Instant,
      to: z.string(),
      subject: z.string(),
      text: z.string(),
      files: z.array(z.object({ name: z.string() })).optional(),
      /** PNG in base64. */
      pictures: z.array(z.object({ name: z.string(), alt: z.string(), png: z.string() })).optional(),
    }),
  ),
  officers: z.array(
    z.object({
      email: z.string(),
      name: z.string(),
      role: z.string(),
      titleKo: z.string(),
      code: z.string(),
    }),
  ),
  password: z.string(),
  /** Until the codes change. */
  secondsLeft: z.int(),
})
export type OutboxProps = z.infer<typeof OutboxProps>

export const documents = ['rules', 'privacy', 'terms', 'accessibility'] as const

/** What the site says about itself; the rules are those in force, not words of a page. */
export const DocumentProps = z.object({
  which: z.enum(documents),
  terms: PetitionTerms.extend({ fromAt: Instant, reason: z.string() }),
  earlier: z.array(PetitionTerms.extend({ fromAt: Instant, reason: z.string() })),
  grounds: z.array(RejectionGround),
})
export type DocumentProps = z.infer<typeof DocumentProps>
