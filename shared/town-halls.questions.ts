import { z } from 'zod'
import { publicQuestionStates, questionStates, townHallLimits } from './town-hall-states.ts'
import { lineText } from './wire.ts'

export { publicQuestionStates, questionStates, type QuestionState } from './town-hall-states.ts'

/** A question sent before the town hall begins. Sending it twice under the same `commandId` is one question. */
export const QuestionBody = z
  .object({ commandId: z.uuid(), text: lineText(townHallLimits.question, 5) })
  .meta({ id: 'TownHallQuestion' })
export type QuestionBody = z.infer<typeof QuestionBody>

/** The same with a name, which is shown masked; empty asks without one. */
export const AskBody = QuestionBody.extend({ name: lineText(townHallLimits.name).default('') }).meta({
  id: 'TownHallAsk',
})
export type AskBody = z.infer<typeof AskBody>

export const AskReply = z
  .object({ id: z.int(), state: z.enum(questionStates), shownName: z.string().nullable() })
  .meta({ id: 'TownHallAskReply' })

export const VoteReply = z.object({ voted: z.boolean(), votes: z.int() }).meta({ id: 'QuestionVotes' })

export const PublicQuestion = z
  .object({
    id: z.int(),
    text: z.string(),
    shownName: z.string().nullable(),
    votes: z.int(),
    state: z.enum(publicQuestionStates),
    /** Its line in the ledger, where an answer is promised. */
    followUp: z.string().nullable(),
  })
  .meta({ id: 'PublicQuestion' })
export type PublicQuestion = z.infer<typeof PublicQuestion>
