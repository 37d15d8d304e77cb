import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  index,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { officers } from '../../accounts/accounts.tables.ts'
import { bytes, instant } from '../../platform/db/columns.ts'
import { members } from '../seats/registrations.tables.ts'
import { sittings } from '../townhalls.tables.ts'

/** A phone at the door, set up by an officer for one sitting. Its token is kept as a hash and can be taken back. */
export const doorDevices = pgTable('door_devices', {
  id: uuid('id').primaryKey(),
  sittingId: bigint('sitting_id', { mode: 'number' })
    .notNull()
    .references(() => sittings.id),
  name: text('name').notNull(),
  tokenHash: bytes('token_hash').notNull().unique(),
  /** Whether names may be searched on it. */
  maySearch: boolean('may_search').notNull(),
  /** Whether walk-ins may be let in on it while others still wait for seats. */
  mayAdmit: boolean('may_admit').notNull().default(false),
  createdBy: bigint('created_by', { mode: 'number' })
    .notNull()
    .references(() => officers.id),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  /** When a phone opened the link; from then on the hash is of the phone's own token, and the link opens nothing. */
  claimedAt: instant('claimed_at'),
  revokedAt: instant('revoked_at'),
  lastSeenAt: instant('last_seen_at'),
})

/** Everything that was scanned or typed at a door, accepted or refused. `id` is chosen by the device: sent twice, it is one. */
export const checkIns = pgTable(
  'check_ins',
  {
    id: uuid('id').primaryKey(),
    sittingId: bigint('sitting_id', { mode: 'number' })
      .notNull()
      .references(() => sittings.id),
    deviceId: uuid('device_id').references(() => doorDevices.id),
    memberId: bigint('member_id', { mode: 'number' }).references(() => members.id),
    kind: text('kind', { enum: ['entry', 'exit'] }).notNull(),
    /** The check-in that this line takes back. */
    undoes: uuid('undoes').references((): AnyPgColumn => checkIns.id),
    /** `accepted`, or why not; `undone` where it takes another back. */
    outcome: text('outcome').notNull(),
    /** True where it was decided with the network gone and a decision of another door contradicts it. */
    conflict: boolean('conflict').notNull().default(false),
    offline: boolean('offline').notNull(),
    /** When it happened by the device's clock, and when it arrived here. */
    at: instant('at').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (t) => [
    uniqueIndex('check_ins_undone_once').on(t.undoes),
    index('check_ins_in_conflict')
      .on(t.sittingId)
      .where(sql`conflict`),
    index('check_ins_of_sitting').on(t.sittingId, t.at),
    index('check_ins_of_member').on(t.memberId),
  ],
)

/** A conflict at the door that an officer has dealt with. What the door wrote down is never changed. */
export const settledConflicts = pgTable('settled_conflicts', {
  checkInId: uuid('check_in_id')
    .primaryKey()
    .references(() => checkIns.id),
  at: instant('at').notNull(),
  officerId: bigint('officer_id', { mode: 'number' })
    .notNull()
    .references(() => officers.id),
})

/** One stay in the hall. The head-count is the stays that have no end; nobody is inside twice. */
export const visits = pgTable(
  'visits',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    sittingId: bigint('sitting_id', { mode: 'number' })
      .notNull()
      .references(() => sittings.id),
    memberId: bigint('member_id', { mode: 'number' })
      .notNull()
      .references(() => members.id),
    enteredAt: instant('entered_at').notNull(),
    leftAt: instant('left_at'),
  },
  (t) => [
    uniqueIndex('visits_inside_once')
      .on(t.memberId)
      .where(sql`left_at is null`),
    index('visits_of_sitting').on(t.sittingId),
  ],
)
