import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, jsonb, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { langs } from '../../shared/limits.ts'
import {
  listeningStates,
  opinionHandlings,
  opinionStates,
  type Participants,
} from '../../shared/listening-states.ts'
import { officers, persons } from '../accounts/accounts.tables.ts'
import { bytes, instant } from '../platform/db/columns.ts'
import { categories, departments } from '../settings/settings.tables.ts'

/** 소통행사의 갈래: 찾아가는, 초청, 거리, 온라인, 소통공간, 토론회·포럼 …; an editable list. */
export const listeningSeries = pgTable('listening_series', {
  code: text('code').primaryKey(),
  nameKo: text('name_ko').notNull(),
  nameEn: text('name_en').notNull(),
  position: smallint('position').notNull(),
  retiredAt: instant('retired_at'),
})

/** 소통행사: an occasion on which the office listened, planned or held. */
export const listeningEvents = pgTable(
  'listening_events',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** Chosen by the phone that logs it; sending it twice is one event. */
    logId: uuid('log_id').notNull().unique(),
    state: text('state', { enum: listeningStates }).notNull(),
    title: text('title').notNull(),
    seriesCode: text('series_code')
      .notNull()
      .references(() => listeningSeries.code),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    place: text('place').notNull(),
    dong: text('dong'),
    host: text('host').notNull(),
    participants: jsonb('participants').$type<Participants>().notNull(),
    partner: text('partner').notNull(),
    notes: text('notes').notNull(),
    /** Announced events take opinions online before and after. */
    takesOpinions: boolean('takes_opinions').notNull(),
    /** Which file an imported log came from, and its line; null for what was logged here. */
    importedFrom: text('imported_from'),
    loggedBy: bigint('logged_by', { mode: 'number' })
      .notNull()
      .references(() => officers.id),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    /** The event is over and its own words are final, but for changes at the desk. */
    closedAt: instant('closed_at'),
    cancelReason: text('cancel_reason'),
  },
  (t) => [
    check('listening_events_time_in_order', sql`${t.startsAt} <= ${t.endsAt}`),
    index('listening_events_by_time').on(t.startsAt.desc(), t.id.desc()),
    index('listening_events_of_dong').on(t.dong, t.startsAt),
    index('listening_events_of_series').on(t.seriesCode, t.startsAt),
  ],
)

/** One opinion heard, at an event or in the open box. */
export const opinions = pgTable(
  'opinions',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    lineId: uuid('line_id').notNull().unique(),
    /** Null: sent to the open box. */
    eventId: bigint('event_id', { mode: 'number' }).references(() => listeningEvents.id),
    state: text('state', { enum: opinionStates }).notNull(),
    text: text('text').notNull(),
    handling: text('handling', { enum: opinionHandlings }).notNull(),
    categoryCode: text('category_code').references(() => categories.code),
    /** What was done, in public. */
    outcome: text('outcome').notNull().default(''),
    raisedBy: text('raised_by').notNull(),
    dong: text('dong'),
    departmentId: bigint('department_id', { mode: 'number' }).references(() => departments.id),
    /** Someone who sent it online. */
    personId: bigint('person_id', { mode: 'number' }).references(() => persons.id),
    /** Moves into the ledger where an answer is owed; else it is erased some days after. */
    sealedContact: bytes('sealed_contact'),
    /** In which its sender reads. */
    lang: text('lang', { enum: langs }).notNull().default('ko'),
    at: instant('at').notNull(),
    receivedAt: instant('received_at').notNull(),
    /** Whether it became policy, as an officer found; shown in public and counted in reports. */
    becamePolicyAt: instant('became_policy_at'),
    policyNote: text('policy_note'),
    loggedBy: bigint('logged_by', { mode: 'number' }).references(() => officers.id),
    /** Grows with every change: an officer changes the version that was read. */
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [index('opinions_of_event').on(t.eventId, t.id), index('opinions_to_review').on(t.state, t.id)],
)

/** A photo of an event, re-encoded without its location. Shown only with consent of those on it. */
export const listeningPhotos = pgTable(
  'listening_photos',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    eventId: bigint('event_id', { mode: 'number' })
      .notNull()
      .references(() => listeningEvents.id),
    /** Chosen by whoever sends it: sent twice, it is one photo. */
    uploadId: uuid('upload_id').notNull().unique(),
    fileId: uuid('file_id').notNull().unique(),
    alt: text('alt').notNull(),
    consent: boolean('consent').notNull(),
    addedBy: bigint('added_by', { mode: 'number' })
      .notNull()
      .references(() => officers.id),
    addedAt: instant('added_at').notNull(),
  },
  (t) => [index('listening_photos_of_event').on(t.eventId)],
)
