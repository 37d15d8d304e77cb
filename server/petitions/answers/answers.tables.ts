import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { officers } from '../../accounts/accounts.tables.ts'
import { instant } from '../../platform/db/columns.ts'
import { departments } from '../../settings/settings.tables.ts'
import { petitions } from '../petitions.tables.ts'

/** An answer: a final one or an interim one (중간답변). Its text may change until it is published. */
export const answers = pgTable(
  'answers',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    petitionId: bigint('petition_id', { mode: 'number' })
      .notNull()
      .references(() => petitions.id),
    kind: text('kind', { enum: ['mayor', 'department'] }).notNull(),
    interim: boolean('interim').notNull(),
    state: text('state', { enum: ['draft', 'submitted', 'approved', 'published'] }).notNull(),
    /** Grows with every change of text or files; an approval names one version. */
    version: integer('version').notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    videoFile: uuid('video_file'),
    videoLink: text('video_link'),
    captionsFile: uuid('captions_file'),
    posterFile: uuid('poster_file'),
    transcript: text('transcript').notNull(),
    departmentId: bigint('department_id', { mode: 'number' })
      .notNull()
      .references(() => departments.id),
    draftedBy: bigint('drafted_by', { mode: 'number' })
      .notNull()
      .references(() => officers.id),
    /** Everyone who ever changed its text or files: none of them may approve it. */
    writtenBy: bigint('written_by', { mode: 'number' })
      .array()
      .notNull()
      .default(sql`'{}'`),
    approvedBy: bigint('approved_by', { mode: 'number' }).references(() => officers.id),
    approvedVersion: integer('approved_version'),
    approvedAt: instant('approved_at'),
    returnedReason: text('returned_reason'),
    publishedAt: instant('published_at'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    check('answers_two_people', sql`${t.approvedBy} is null or ${t.approvedBy} <> ${t.draftedBy}`),
    check(
      'answers_approved_by_no_writer',
      sql`${t.approvedBy} is null or ${t.approvedBy} <> all (${t.writtenBy})`,
    ),
    check(
      'answers_published_as_approved',
      sql`${t.state} <> 'published' or (${t.approvedVersion} = ${t.version} and ${t.publishedAt} is not null)`,
    ),
    // One of the department and one of the mayor: a petition that its department answered can still be established.
    uniqueIndex('answers_one_final')
      .on(t.petitionId, t.kind)
      .where(sql`not interim`),
    uniqueIndex('answers_one_final_in_work')
      .on(t.petitionId)
      .where(sql`not interim and state <> 'published'`),
    index('answers_of_petition').on(t.petitionId, t.id),
  ],
)

/** 약속: what an answer promises, by whom and by when. */
export const commitments = pgTable(
  'commitments',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    answerId: bigint('answer_id', { mode: 'number' })
      .notNull()
      .references(() => answers.id, { onDelete: 'cascade' }),
    position: smallint('position').notNull(),
    text: text('text').notNull(),
    departmentId: bigint('department_id', { mode: 'number' })
      .notNull()
      .references(() => departments.id),
    /** 24:00 KST of the promised day. */
    dueAt: instant('due_at').notNull(),
  },
  (t) => [unique('commitments_in_order').on(t.answerId, t.position)],
)

/** A later date for an answer, with its reason: both are public. */
export const extensions = pgTable(
  'extensions',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    petitionId: bigint('petition_id', { mode: 'number' })
      .notNull()
      .references(() => petitions.id),
    at: instant('at').notNull(),
    fromDueAt: instant('from_due_at').notNull(),
    toDueAt: instant('to_due_at').notNull(),
    reason: text('reason').notNull(),
    officerId: bigint('officer_id', { mode: 'number' })
      .notNull()
      .references(() => officers.id),
  },
  (t) => [index('extensions_of_petition').on(t.petitionId)],
)
