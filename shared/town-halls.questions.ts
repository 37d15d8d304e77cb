import { z } from 'zod'
import { townHallLimits } from './town-halls.ts'
import { lineText } from './wire.ts'

/** Where a question stands. Who asked always sees it; the public sees those from `published` on, `held` never. */
export const questionStates = [
  'received',
  'published',
  'held',
  'merged',
  'queued',
  'on-stage',
  'answered',
  'to-answer',
  'withdrawn',
] as const
export type QuestionState = (typeof questionStates)[number]

/** States in which everyone may read a question. */
export const publicQuestionStates = ['published', 'queued', 'on-stage', 'answered', 'to-answer'] as const

/** A question sent before the town hall begins. Sending it twice under the same `commandId` is one question. */
export const QuestionBody = z
  .object({ commandId: z.uuid(), text: lineText(townHallLimits.question, 5) })
  .meta({ id: 'TownHallQuestion' })
export type QuestionBody = z.infer<typeof QuestionBody>

export const PublicQuestion = z
  .object({
    id: z.int(),
    text: z.string(),
    shownName: z.string().nullable(),
    votes: z.int(),
    state: z.enum(publicQuestionStates),
  })
  .meta({ id: 'PublicQuestion' })
export type PublicQuestion = z.infer<typeof PublicQuestion>
