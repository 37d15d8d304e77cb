import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { followUpActs, followUpSources, followUpStates } from '../../shared/follow-up-states.ts'
import { officers } from '../accounts/accounts.tables.ts'
import { bytes, instant } from '../platform/db/columns.ts'
import { departments } from '../settings/settings.tables.ts'

/** 후속조치 관리카드: something people were promised, whoever promised it where. In public: a line of the 약속 장부. */
export const followUps = pgTable(
  'follow_ups',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    number: text('number').notNull().unique(),
    source: text('source', { enum: followUpSources }).notNull(),
    /** Id of the opinion, question or commitment; one card each. */
    sourceId: bigint('source_id', { mode: 'number' }).notNull(),
    text: text('text').notNull(),
    state: text('state', { enum: followUpStates }).notNull(),
    departmentId: bigint('department_id', { mode: 'number' })
      .notNull()
      .references(() => departments.id),
    officerId: bigint('officer_id', { mode: 'number' }).references(() => officers.id),
    dong: text('dong'),
    promisedAt: instant('promised_at').notNull(),
    /** 24:00 KST of the day that is promised now; `first_due_at` is the day promised first and never changes. */
    dueAt: instant('due_at').notNull(),
    firstDueAt: instant('first_due_at').notNull(),
    settledAt: instant('settled_at'),
    /** The due dates of which the department was reminded: soon, and past. */
    soonToldFor: instant('soon_told_for'),
    lateToldFor: instant('late_told_for'),
    publicNote: text('public_note').notNull(),
    transferredTo: text('transferred_to'),
    mergedInto: bigint('merged_into', { mode: 'number' }).references((): AnyPgColumn => followUps.id),
    /** Grows with every change: an officer changes the version that was read. */
    version: integer('version').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    unique('follow_ups_once').on(t.source, t.sourceId),
    check(
      'follow_ups_settled_has_date',
      sql`(${t.state} in ('done', 'impossible', 'transferred', 'merged')) = (${t.settledAt} is not null)`,
    ),
    check('follow_ups_impossible_has_reason', sql`${t.state} <> 'impossible' or ${t.publicNote} <> ''`),
    check(
      'follow_ups_transferred_has_body',
      sql`(${t.state} = 'transferred') = (${t.transferredTo} is not null)`,
    ),
    check('follow_ups_merged_has_target', sql`(${t.state} = 'merged') = (${t.mergedInto} is not null)`),
    index('follow_ups_of_state').on(t.state, t.dueAt, t.id),
    index('follow_ups_of_department').on(t.departmentId, t.state, t.dueAt),
    index('follow_ups_newest').on(t.promisedAt.desc(), t.id.desc()),
    index('follow_ups_merged').on(t.mergedInto),
  ],
)

/** The running number of a year, taken under its row lock. */
export const followUpNumbers = pgTable('follow_up_numbers', {
  year: smallint('year').primaryKey(),
  last: integer('last').notNull(),
})

/** What undoing puts back; instants as ISO text. */
export type CardBefore = {
  state: (typeof followUpStates)[number]
  departmentId: number
  officerId: number | null
  dueAt: string
  settledAt: string | null
  publicNote: string
  transferredTo: string | null
  mergedInto: number | null
}

/** Every change of a card, in order. */
export const followUpMoves = pgTable(
  'follow_up_moves',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    followUpId: bigint('follow_up_id', { mode: 'number' })
      .notNull()
      .references(() => followUps.id),
    at: instant('at').notNull(),
    act: text('act', { enum: followUpActs }).notNull(),
    fromState: text('from_state', { enum: followUpStates }),
    toState: text('to_state', { enum: followUpStates }),
    publicNote: text('public_note').notNull(),
    internalNote: text('internal_note').notNull(),
    fromDueAt: instant('from_due_at'),
    toDueAt: instant('to_due_at'),
    fromDepartmentId: bigint('from_department_id', { mode: 'number' }).references(() => departments.id),
    toDepartmentId: bigint('to_department_id', { mode: 'number' }).references(() => departments.id),
    /** What the card was before, for undoing; null where nothing is to be undone. */
    before: jsonb('before').$type<CardBefore>(),
    /** Cards that were assigned together are undone together. */
    batchId: uuid('batch_id'),
    officerId: bigint('officer_id', { mode: 'number' }).references(() => officers.id),
  },
  (t) => [
    index('follow_up_moves_of_card').on(t.followUpId, t.id),
    index('follow_up_moves_of_batch').on(t.batchId),
  ],
)

/** A photo or paper that shows what was done. */
export const followUpEvidence = pgTable(
  'follow_up_evidence',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    followUpId: bigint('follow_up_id', { mode: 'number' })
      .notNull()
      .references(() => followUps.id),
    fileId: uuid('file_id').notNull().unique(),
    /** What one sees on it: the text in place of a photo too. */
    caption: text('caption').notNull(),
    /** Whether everyone sees it. */
    shown: boolean('shown').notNull(),
    addedBy: bigint('added_by', { mode: 'number' })
      .notNull()
      .references(() => officers.id),
    addedAt: instant('added_at').notNull(),
  },
  (t) => [index('follow_up_evidence_of_card').on(t.followUpId)],
)

/**
 * Who asked to hear what came of it. The contact is sealed and erased after the word was given. Those of a merged card
 * stay where they are and hear of the card it was merged into.
 */
export const followUpListeners = pgTable(
  'follow_up_listeners',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    followUpId: bigint('follow_up_id', { mode: 'number' })
      .notNull()
      .references(() => followUps.id),
    /** Someone with an account, told at the account's address. */
    personId: bigint('person_id', { mode: 'number' }),
    /** Keyed hash of the person or the contact, so that nobody hears twice; erased with the contact. */
    contactHash: bytes('contact_hash'),
    sealedContact: bytes('sealed_contact'),
    lang: text('lang', { enum: ['ko', 'en', 'zh'] }).notNull(),
    /** What is not settled by then (15 days after by default) is told as it stands. */
    tellBy: instant('tell_by').notNull(),
    /** When it was told how it stands. */
    standingToldAt: instant('standing_told_at'),
    /** When it was told what came of it. */
    toldAt: instant('told_at'),
  },
  (t) => [
    unique('follow_up_listeners_once').on(t.followUpId, t.contactHash),
    index('follow_up_listeners_due').on(t.toldAt, t.tellBy),
  ],
)
