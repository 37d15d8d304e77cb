import { sql } from 'drizzle-orm'
import {
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
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { accessNeeds, attendanceModes, participantKinds, partyStates } from '../../../shared/town-halls.ts'
import { officers, persons } from '../../accounts/accounts.tables.ts'
import { bytes, instant } from '../../platform/db/columns.ts'
import { sittings, townHalls } from '../townhalls.tables.ts'

/** Who registered together, all or none. One party a person and town hall, as long as it stands. */
export const parties = pgTable(
  'parties',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** Chosen by the sender: the same registration sent twice is one party. */
    partyId: uuid('party_id').notNull().unique(),
    townHallId: bigint('town_hall_id', { mode: 'number' })
      .notNull()
      .references(() => townHalls.id),
    sittingId: bigint('sitting_id', { mode: 'number' })
      .notNull()
      .references(() => sittings.id),
    /** Null for someone whom an officer registered, and for walk-ins. */
    personId: bigint('person_id', { mode: 'number' }).references(() => persons.id),
    registeredBy: bigint('registered_by', { mode: 'number' }).references(() => officers.id),
    /** Phone or e-mail of a party without an account, sealed. */
    sealedContact: bytes('sealed_contact'),
    state: text('state', { enum: partyStates }).notNull(),
    /** Place in the one order of its sitting: the transactions' order, or the draw's. */
    place: integer('place').notNull(),
    mode: text('mode', { enum: attendanceModes }).notNull(),
    /** Wished to come to the hall, which a gathering limit kept from it. */
    movedOnline: boolean('moved_online').notNull().default(false),
    kind: text('kind', { enum: participantKinds }).notNull(),
    dong: text('dong'),
    /** Takes seats that the office kept back. */
    reserved: boolean('reserved').notNull().default(false),
    walkIn: boolean('walk_in').notNull().default(false),
    answers: jsonb('answers').$type<Record<string, string>>().notNull(),
    note: text('note').notNull(),
    lang: text('lang', { enum: ['ko', 'en', 'zh'] }).notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    confirmedAt: instant('confirmed_at'),
    /** An offer holds its seats until then; only its hash of the link's token is kept. */
    offerExpiresAt: instant('offer_expires_at'),
    offerTokenHash: bytes('offer_token_hash').unique(),
    leftAt: instant('left_at'),
  },
  (t) => [
    uniqueIndex('parties_once')
      .on(t.townHallId, t.personId)
      .where(sql`state in ('applied', 'waiting', 'offered', 'confirmed')`),
    unique('parties_in_order').on(t.sittingId, t.place),
    check('parties_offer_has_limit', sql`(${t.state} = 'offered') = (${t.offerExpiresAt} is not null)`),
    index('parties_of_sitting').on(t.sittingId, t.state, t.place),
    index('parties_of_person').on(t.personId),
  ],
)

/** One person of a party: one seat, one ticket. */
export const members = pgTable(
  'members',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    partyId: bigint('party_id', { mode: 'number' })
      .notNull()
      .references(() => parties.id),
    position: smallint('position').notNull(),
    /** For the door; erased with the rest some time after the town hall. */
    sealedName: bytes('sealed_name'),
    needs: text('needs', { enum: accessNeeds }).array().notNull(),
    /** Typed at the door where a camera fails: letters and digits that cannot be mistaken for one another. */
    code: text('code').notNull().unique(),
  },
  (t) => [unique('members_in_order').on(t.partyId, t.position)],
)

/** What a party that reads no mail is to be told by phone, as a mail would have told it. */
export const partyCalls = pgTable(
  'party_calls',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    partyId: bigint('party_id', { mode: 'number' })
      .notNull()
      .references(() => parties.id),
    /** Of what, such as `offer` or `changed-2`; each is told once. */
    what: text('what').notNull(),
    at: instant('at').notNull(),
    toldAt: instant('told_at'),
    toldBy: bigint('told_by', { mode: 'number' }).references(() => officers.id),
  },
  (t) => [
    unique('party_calls_once').on(t.partyId, t.what),
    check('party_calls_told_by_someone', sql`(${t.toldAt} is null) = (${t.toldBy} is null)`),
    index('party_calls_to_make')
      .on(t.partyId)
      .where(sql`told_at is null`),
  ],
)
