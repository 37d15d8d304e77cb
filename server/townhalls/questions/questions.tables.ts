import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  index,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { questionStates } from '../../../shared/town-halls.questions.ts'
import { persons } from '../../accounts/accounts.tables.ts'
import { instant } from '../../platform/db/columns.ts'
import { townHalls } from '../townhalls.tables.ts'

/** A question, sent beforehand or asked live. At most one stands on the stage of a town hall. */
export const questions = pgTable(
  'questions',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** The sender's id of the command: sent twice, it is one question. */
    commandId: uuid('command_id').notNull().unique(),
    townHallId: bigint('town_hall_id', { mode: 'number' })
      .notNull()
      .references(() => townHalls.id),
    personId: bigint('person_id', { mode: 'number' }).references(() => persons.id),
    /** As the public sees it; null where nobody is named. */
    shownName: text('shown_name'),
    text: text('text').notNull(),
    lang: text('lang', { enum: ['ko', 'en', 'zh'] }).notNull(),
    state: text('state', { enum: questionStates }).notNull(),
    heldReason: text('held_reason'),
    mergedInto: bigint('merged_into', { mode: 'number' }),
    /** Sent before the town hall began. */
    beforehand: boolean('beforehand').notNull(),
    at: instant('at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    check('questions_held_has_reason', sql`(${t.state} = 'held') = (${t.heldReason} is not null)`),
    check('questions_merged_has_target', sql`(${t.state} = 'merged') = (${t.mergedInto} is not null)`),
    uniqueIndex('questions_one_on_stage')
      .on(t.townHallId)
      .where(sql`state = 'on-stage'`),
    index('questions_of_town_hall').on(t.townHallId, t.state, t.id),
  ],
)

/** One upvote of one person. */
export const questionVotes = pgTable(
  'question_votes',
  {
    questionId: bigint('question_id', { mode: 'number' })
      .notNull()
      .references(() => questions.id),
    personId: bigint('person_id', { mode: 'number' })
      .notNull()
      .references(() => persons.id),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.questionId, t.personId] }),
    index('question_votes_of_person').on(t.personId),
  ],
)
