import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { questionStates } from '../../../shared/town-halls.questions.ts'
import type { HeldReason } from '../../../shared/live-states.ts'
import type { Lang } from '../../../shared/wire.ts'
import { persons } from '../../accounts/accounts.tables.ts'
import { instant } from '../../platform/db/columns.ts'
import { departments } from '../../settings/settings.tables.ts'
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
    /** In the officer's own words; may be empty beside a code. */
    heldReason: text('held_reason'),
    /** The reason of the closed list, where it was held in the live room. */
    heldCode: text('held_code').$type<HeldReason>(),
    mergedInto: bigint('merged_into', { mode: 'number' }),
    /** The public reads it with the personal data in it covered. */
    masked: boolean('masked').notNull().default(false),
    /** Code of the asker's dong when it was asked. */
    dong: text('dong'),
    /** Written down by the office for someone without a phone. */
    proxy: boolean('proxy').notNull().default(false),
    /** Made in a rehearsal, and forgotten with it. */
    rehearsal: boolean('rehearsal').notNull().default(false),
    labels: text('labels').array().notNull().default([]),
    translations: jsonb('translations').$type<Partial<Record<Lang, string>>>().notNull().default({}),
    reply: text('reply'),
    /** A public question that asked much the same when this one came. */
    similarTo: bigint('similar_to', { mode: 'number' }),
    departmentId: bigint('department_id', { mode: 'number' }).references(() => departments.id),
    publishedAt: instant('published_at'),
    stagedAt: instant('staged_at'),
    answeredAt: instant('answered_at'),
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
    index('questions_of_person').on(t.personId, t.townHallId),
    index('questions_merged')
      .on(t.mergedInto)
      .where(sql`merged_into is not null`),
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
    /** Given by someone registered for the town hall. Judged when it was given, and anew when the room opens. */
    registered: boolean('registered').notNull().default(false),
    at: instant('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.questionId, t.personId] }),
    index('question_votes_of_person').on(t.personId),
  ],
)

/** How many voted, kept by triggers of `question_votes`. */
export const questionTallies = pgTable('question_tallies', {
  questionId: bigint('question_id', { mode: 'number' })
    .primaryKey()
    .references(() => questions.id),
  registered: integer('registered').notNull(),
  guests: integer('guests').notNull(),
})
