import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import {
  admissions,
  type AgendaItem,
  type FormQuestion,
  quotaKinds,
  townHallForms,
  townHallStates,
} from '../../shared/town-halls.ts'
import { officers } from '../accounts/accounts.tables.ts'
import { bytes, instant } from '../platform/db/columns.ts'

/** A town hall, from its draft to its archive. Its sittings say when and where; its limits belong to a sitting. */
export const townHalls = pgTable(
  'town_halls',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    state: text('state', { enum: townHallStates }).notNull(),
    form: text('form', { enum: townHallForms }).notNull(),
    titleKo: text('title_ko').notNull(),
    titleEn: text('title_en').notNull(),
    summaryKo: text('summary_ko').notNull(),
    summaryEn: text('summary_en').notNull(),
    host: text('host').notNull(),
    agenda: jsonb('agenda').$type<AgendaItem[]>().notNull(),
    formQuestions: jsonb('form_questions').$type<FormQuestion[]>().notNull(),
    registrationOpensAt: instant('registration_opens_at').notNull(),
    registrationClosesAt: instant('registration_closes_at').notNull(),
    admission: text('admission', { enum: admissions }).notNull(),
    /** From when free seats of one dong or zone go to anyone in the waiting order; null: never. */
    quotasOpenAt: instant('quotas_open_at'),
    /** How long an offered seat is held, in hours. */
    offerHours: smallint('offer_hours').notNull(),
    /** Hours before a sitting at which everyone confirmed is reminded. */
    reminderHours: smallint('reminder_hours').array().notNull(),
    /** SHA-256 of the seed, published when the draw is announced, so that the seed cannot be chosen afterwards. */
    seedHash: bytes('seed_hash'),
    sealedSeed: bytes('sealed_seed'),
    /** The seed itself, published with the result. */
    seed: text('seed'),
    drawnAt: instant('drawn_at'),
    /** Private part of the key that signs tickets; the public part goes to the door's phones. */
    sealedTicketKey: bytes('sealed_ticket_key').notNull(),
    ticketPublicKey: bytes('ticket_public_key').notNull(),
    cancelReason: text('cancel_reason'),
    createdBy: bigint('created_by', { mode: 'number' })
      .notNull()
      .references(() => officers.id),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    announcedAt: instant('announced_at'),
    endedAt: instant('ended_at'),
  },
  (t) => [
    check('town_halls_registration_in_order', sql`${t.registrationOpensAt} < ${t.registrationClosesAt}`),
    check(
      'town_halls_cancelled_has_reason',
      sql`(${t.state} = 'cancelled') = (${t.cancelReason} is not null)`,
    ),
    check(
      'town_halls_draw_is_committed',
      sql`${t.admission} = 'order' or ${t.state} = 'draft' or ${t.seedHash} is not null`,
    ),
    index('town_halls_of_state').on(t.state, t.id),
  ],
)

/** One sitting: a time, a place, seats. Its row is the lock under which all seats of it are given and freed. */
export const sittings = pgTable(
  'sittings',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    townHallId: bigint('town_hall_id', { mode: 'number' })
      .notNull()
      .references(() => townHalls.id),
    position: smallint('position').notNull(),
    /** Such as the 권역 of a small group; empty where there is only one. */
    name: text('name').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    place: text('place').notNull(),
    address: text('address').notNull(),
    onlineUrl: text('online_url'),
    /** The last place in the one order of parties; grows under the lock of this row. */
    lastPlace: integer('last_place').notNull().default(0),
    /** How often its time or place changed since it was announced: calendars take the entry with the highest. */
    revision: integer('revision').notNull().default(0),
    /** Which of the town hall's reminders went out, in hours before the start. */
    remindedHours: smallint('reminded_hours').array().notNull().default([]),
  },
  (t) => [
    unique('sittings_in_order').on(t.townHallId, t.position),
    check('sittings_time_in_order', sql`${t.startsAt} < ${t.endsAt}`),
    index('sittings_by_time').on(t.startsAt),
  ],
)

/** A limit of seats. `key` is a mode, dong code, zone code or kind of participant; empty for total, accessible, reserved. */
export const quotas = pgTable(
  'quotas',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    sittingId: bigint('sitting_id', { mode: 'number' })
      .notNull()
      .references(() => sittings.id),
    kind: text('kind', { enum: quotaKinds }).notNull(),
    key: text('key').notNull(),
    seats: integer('seats').notNull(),
  },
  (t) => [
    unique('quotas_once').on(t.sittingId, t.kind, t.key),
    check('quotas_not_negative', sql`${t.seats} >= 0`),
  ],
)

/** 권역: a dated grouping of dongs. A dong belongs to one zone on a day. */
export const zones = pgTable(
  'zones',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    code: text('code').notNull(),
    nameKo: text('name_ko').notNull(),
    nameEn: text('name_en').notNull(),
    dongCodes: text('dong_codes').array().notNull(),
    fromDay: date('from_day').notNull(),
    untilDay: date('until_day'),
  },
  (t) => [unique('zones_once').on(t.code, t.fromDay)],
)

/** The most people who may be in one hall on these days, as in an epidemic. Nobody confirmed is put out by it. */
export const gatheringLimits = pgTable(
  'gathering_limits',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    fromDay: date('from_day').notNull(),
    untilDay: date('until_day').notNull(),
    seats: integer('seats').notNull(),
    reason: text('reason').notNull(),
    setBy: bigint('set_by', { mode: 'number' })
      .notNull()
      .references(() => officers.id),
    liftedAt: instant('lifted_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [check('gathering_limits_in_order', sql`${t.fromDay} <= ${t.untilDay} and ${t.seats} >= 0`)],
)

/** The result of a draw, as published: nothing is added or changed later. */
export const drawPlaces = pgTable(
  'draw_places',
  {
    sittingId: bigint('sitting_id', { mode: 'number' })
      .notNull()
      .references(() => sittings.id),
    /** 1 is the first that was drawn for this sitting. */
    place: integer('place').notNull(),
    partyId: uuid('party_id').notNull().unique(),
  },
  (t) => [primaryKey({ columns: [t.sittingId, t.place] })],
)
