import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { publicationStates, responseKinds, responseStates, routes } from '../../shared/states.ts'
import { officers, persons } from '../accounts/accounts.tables.ts'
import { bytes, instant } from '../platform/db/columns.ts'
import { categories, departments, rejectionGrounds } from '../settings/settings.tables.ts'
import { importSources } from './importing/importing.tables.ts'

/** A petition, from its draft on. What it was promised (window, threshold, days) is copied when it opens. */
export const petitions = pgTable(
  'petitions',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** Chosen before sending: sending the same draft twice gives the same receipt. */
    draftId: uuid('draft_id').notNull().unique(),
    /** `2026-0001`, given at receipt by the Seoul year; null while a draft. */
    number: text('number').unique(),
    authorId: bigint('author_id', { mode: 'number' }).references(() => persons.id),
    /** The author as the public sees it, masked on the server; null where the name was taken off. */
    authorShown: text('author_shown'),
    /** Name and phone or e-mail of someone for whom an officer filed, sealed. */
    sealedContact: bytes('sealed_contact'),
    filedBy: bigint('filed_by', { mode: 'number' }).references(() => officers.id),
    route: text('route', { enum: routes }).notNull(),
    lang: text('lang', { enum: ['ko', 'en', 'zh'] }).notNull(),
    title: text('title').notNull(),
    problem: text('problem').notNull(),
    proposal: text('proposal').notNull(),
    effect: text('effect').notNull(),
    categoryCode: text('category_code').references(() => categories.code),
    /** Codes of the dongs it is about; empty means the whole district. */
    dongCodes: text('dong_codes')
      .array()
      .notNull()
      .default(sql`'{}'`),
    departmentId: bigint('department_id', { mode: 'number' }).references(() => departments.id),

    state: text('state', { enum: publicationStates }).notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    receivedAt: instant('received_at'),
    /** End of the last day of review; null while a supplement is awaited. */
    reviewDueAt: instant('review_due_at'),
    supplementDueAt: instant('supplement_due_at'),
    openedAt: instant('opened_at'),
    /** The instant from which no endorsement counts: 24:00 KST of the last day. */
    closesAt: instant('closes_at'),
    closedAt: instant('closed_at'),
    endedAt: instant('ended_at'),

    threshold: integer('threshold'),
    mayorDays: integer('mayor_days'),
    departmentDays: integer('department_days'),
    interimDays: integer('interim_days'),
    minLevelCounted: smallint('min_level_counted'),

    response: text('response', { enum: responseStates }).notNull().default('none'),
    responseKind: text('response_kind', { enum: responseKinds }),
    /** 24:00 KST of the day by which the office answers. */
    responseDueAt: instant('response_due_at'),
    answeredAt: instant('answered_at'),

    hiddenAt: instant('hidden_at'),
    hiddenReason: text('hidden_reason'),
    removed: boolean('removed').notNull().default(false),
    groundCode: text('ground_code').references(() => rejectionGrounds.code),
    /** What the deciding officer wrote to the author: a rejection, a supplement request, a transfer. */
    decisionNote: text('decision_note'),
    transferredTo: text('transferred_to'),
    mergedInto: bigint('merged_into', { mode: 'number' }),

    /** Where it was imported from, its number and category there; null where it was filed here. */
    sourceId: bigint('source_id', { mode: 'number' }).references(() => importSources.id),
    sourceNumber: text('source_number'),
    sourceCategory: text('source_category'),

    /** Copy of the total for sorting lists, refreshed every 10 seconds; the page shows the exact one. */
    rankTotal: integer('rank_total').notNull().default(0),
    /** Endorsements of the last 72 hours, refreshed with `rank_total`. */
    rankRising: integer('rank_rising').notNull().default(0),
  },
  (t) => [
    check('petitions_number_when_sent', sql`(${t.state} = 'draft') = (${t.number} is null)`),
    check(
      'petitions_promise_when_open',
      sql`${t.openedAt} is null or (${t.closesAt} is not null and (${t.threshold} is not null or ${t.sourceId} is not null))`,
    ),
    check(
      'petitions_due_has_date',
      sql`${t.response} <> 'due' or (${t.responseKind} is not null and ${t.responseDueAt} is not null)`,
    ),
    check('petitions_answered_has_date', sql`(${t.response} = 'answered') = (${t.answeredAt} is not null)`),
    check('petitions_hidden_has_reason', sql`(${t.hiddenAt} is null) = (${t.hiddenReason} is null)`),
    check('petitions_removed_is_hidden', sql`not ${t.removed} or ${t.hiddenAt} is not null`),
    check('petitions_rejected_has_ground', sql`${t.state} <> 'rejected' or ${t.groundCode} is not null`),
    check('petitions_merged_has_target', sql`(${t.state} = 'merged') = (${t.mergedInto} is not null)`),
    check('petitions_imported_has_number', sql`(${t.sourceId} is null) = (${t.sourceNumber} is null)`),
    uniqueIndex('petitions_of_source').on(t.sourceId, t.sourceNumber),
    index('petitions_of_source_category')
      .on(t.sourceCategory)
      .where(sql`source_category is not null`),
    index('petitions_newest').on(t.state, t.openedAt.desc(), t.id.desc()),
    index('petitions_closing').on(t.state, t.closesAt, t.id),
    index('petitions_most').on(t.state, t.rankTotal.desc(), t.id.desc()),
    index('petitions_rising').on(t.state, t.rankRising.desc(), t.id.desc()),
    index('petitions_response').on(t.response, t.responseDueAt, t.id),
    index('petitions_answered').on(t.answeredAt.desc(), t.id.desc()),
    index('petitions_received').on(t.receivedAt.desc(), t.id.desc()),
    index('petitions_ranked').on(t.rankTotal.desc(), t.id.desc()),
    index('petitions_due_newest')
      .on(t.openedAt.desc(), t.id.desc())
      .where(sql`response = 'due'`),
    index('petitions_due_most')
      .on(t.rankTotal.desc(), t.id.desc())
      .where(sql`response = 'due'`),
    index('petitions_of_author').on(t.authorId, t.id),
    index('petitions_of_department').on(t.departmentId, t.response),
    index('petitions_of_category').on(t.categoryCode, t.state),
    index('petitions_of_dong').using('gin', t.dongCodes),
  ],
)

/** The running number of a year, taken under its row lock. */
export const petitionNumbers = pgTable('petition_numbers', {
  year: smallint('year').primaryKey(),
  last: integer('last').notNull(),
})

/** Exact totals in a narrow row, so that the hot update stays cheap (fillfactor 50, no index but its key). */
export const petitionCounts = pgTable(
  'petition_counts',
  {
    petitionId: bigint('petition_id', { mode: 'number' })
      .primaryKey()
      .references(() => petitions.id),
    imported: integer('imported').notNull().default(0),
    online: integer('online').notNull().default(0),
    paper: integer('paper').notNull().default(0),
    total: integer('total')
      .notNull()
      .generatedAlwaysAs(sql`imported + online + paper`),
  },
  (t) => [
    check('petition_counts_never_negative', sql`${t.imported} >= 0 and ${t.online} >= 0 and ${t.paper} >= 0`),
  ],
)

/** One endorsement of one person. Withdrawing sets `withdrawn_at`; an invalidated row keeps its place. */
export const endorsements = pgTable(
  'endorsements',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    petitionId: bigint('petition_id', { mode: 'number' })
      .notNull()
      .references(() => petitions.id),
    personKey: bytes('person_key').notNull(),
    dong: text('dong'),
    level: smallint('level').notNull(),
    route: text('route', { enum: ['online', 'paper'] }).notNull(),
    /** When the request was received, not when it was written. */
    endorsedAt: instant('endorsed_at').notNull(),
    /** The total just after this one: the ordinal on its receipt. */
    ordinal: integer('ordinal').notNull(),
    withdrawnAt: instant('withdrawn_at'),
    invalidatedAt: instant('invalidated_at'),
    invalidReason: text('invalid_reason', { enum: ['same-person', 'fraud', 'not-of-the-district'] }),
  },
  (t) => [
    uniqueIndex('endorsements_once')
      .on(t.petitionId, t.personKey)
      .where(sql`withdrawn_at is null`),
    index('endorsements_of_person').on(t.personKey, t.id),
    index('endorsements_by_time').on(t.petitionId, t.endorsedAt),
  ],
)

/** The fact that a petition reached its threshold: written once, by the increase that crossed. */
export const establishments = pgTable('establishments', {
  petitionId: bigint('petition_id', { mode: 'number' })
    .primaryKey()
    .references(() => petitions.id),
  at: instant('at').notNull(),
  total: integer('total').notNull(),
  threshold: integer('threshold').notNull(),
  /** Set by the job that gives the due date and tells people; null until it ran. */
  announcedAt: instant('announced_at'),
})

/** Every move of a petition, in order: the history that its page shows. */
export const petitionMoves = pgTable(
  'petition_moves',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    petitionId: bigint('petition_id', { mode: 'number' })
      .notNull()
      .references(() => petitions.id),
    at: instant('at').notNull(),
    /** A step of the publication table, or `hide`, `show`, `remove`, `pass`, `extend`, `establish`, `answer`, `interim`. */
    move: text('move').notNull(),
    /** Read by everyone. */
    publicNote: text('public_note'),
    /** Read at the desk only. */
    internalNote: text('internal_note'),
    officerId: bigint('officer_id', { mode: 'number' }).references(() => officers.id),
  },
  (t) => [index('petition_moves_of_petition').on(t.petitionId, t.id)],
)

/** Who wants to hear of a petition, and of what. Authors always hear of decisions and answers. */
export const subscriptions = pgTable(
  'subscriptions',
  {
    petitionId: bigint('petition_id', { mode: 'number' })
      .notNull()
      .references(() => petitions.id),
    personId: bigint('person_id', { mode: 'number' })
      .notNull()
      .references(() => persons.id),
    onAnswer: boolean('on_answer').notNull(),
    onEstablished: boolean('on_established').notNull(),
    onCommitment: boolean('on_commitment').notNull(),
  },
  (t) => [primaryKey({ columns: [t.petitionId, t.personId] })],
)
