import {
  bigint,
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { moderations, namings, pollStates, roomPhases, screenShows } from '../../../shared/live-states.ts'
import { officers, persons } from '../../accounts/accounts.tables.ts'
import { instant } from '../../platform/db/columns.ts'
import { townHalls } from '../townhalls.tables.ts'

/** The live room of a town hall. Its row is the lock under which everything in the room changes, one at a time. */
export const liveRooms = pgTable('live_rooms', {
  townHallId: bigint('town_hall_id', { mode: 'number' })
    .primaryKey()
    .references(() => townHalls.id),
  /** Names one order of messages; a new one begins when the room opens, when a rehearsal ends and after a restore. */
  epoch: text('epoch').notNull(),
  /** The last message of that order. */
  seq: integer('seq').notNull(),
  /** Which history of which database the order belongs to: another one tells that a backup was brought back. */
  origin: text('origin').notNull(),
  phase: text('phase', { enum: roomPhases }).notNull(),
  moderation: text('moderation', { enum: moderations }).notNull(),
  naming: text('naming', { enum: namings }).notNull(),
  slowSeconds: smallint('slow_seconds').notNull(),
  reactions: boolean('reactions').notNull(),
  show: text('show', { enum: screenShows }).notNull(),
  /** Queued questions in the host's order. */
  queue: bigint('queue', { mode: 'number' }).array().notNull(),
  caption: text('caption'),
  captionAt: instant('caption_at'),
  openedAt: instant('opened_at'),
  endedAt: instant('ended_at'),
})

/** Every change of a room, as each audience reads it: JSON text, made once. */
export const liveMessages = pgTable(
  'live_messages',
  {
    townHallId: bigint('town_hall_id', { mode: 'number' })
      .notNull()
      .references(() => townHalls.id),
    epoch: text('epoch').notNull(),
    seq: integer('seq').notNull(),
    at: instant('at').notNull(),
    /** Then the public part is for the hosts' own screens alone. */
    rehearsal: boolean('rehearsal').notNull(),
    public: text('public'),
    host: text('host'),
    /** Who alone reads the own part. */
    personId: bigint('person_id', { mode: 'number' }).references(() => persons.id),
    own: text('own'),
  },
  (t) => [
    primaryKey({ columns: [t.townHallId, t.epoch, t.seq] }),
    index('live_messages_of_person').on(t.personId),
  ],
)

/** Commands that were done, for a day: the same id again is answered as the first. */
export const liveCommands = pgTable(
  'live_commands',
  {
    /** `p` or `o` and the id of the person or officer. */
    who: text('who').notNull(),
    commandId: uuid('command_id').notNull(),
    townHallId: bigint('town_hall_id', { mode: 'number' })
      .notNull()
      .references(() => townHalls.id),
    target: bigint('target', { mode: 'number' }),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.who, t.commandId] }), index('live_commands_by_time').on(t.at)],
)

export const livePolls = pgTable(
  'live_polls',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    townHallId: bigint('town_hall_id', { mode: 'number' })
      .notNull()
      .references(() => townHalls.id),
    title: text('title').notNull(),
    choices: text('choices').array().notNull(),
    several: boolean('several').notNull(),
    hidden: boolean('hidden').notNull(),
    state: text('state', { enum: pollStates }).notNull(),
    rehearsal: boolean('rehearsal').notNull(),
    openedAt: instant('opened_at'),
    closedAt: instant('closed_at'),
    /** The result, kept when it closes: who chose what is forgotten later. */
    counts: integer('counts').array(),
    voters: integer('voters'),
    createdBy: bigint('created_by', { mode: 'number' })
      .notNull()
      .references(() => officers.id),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('live_polls_of_town_hall').on(t.townHallId, t.id)],
)

export const livePollVotes = pgTable(
  'live_poll_votes',
  {
    pollId: bigint('poll_id', { mode: 'number' })
      .notNull()
      .references(() => livePolls.id),
    personId: bigint('person_id', { mode: 'number' })
      .notNull()
      .references(() => persons.id),
    /** One bit a choice, the first choice the lowest; 0 took the vote back. */
    choices: smallint('choices').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.pollId, t.personId] }), index('live_poll_votes_of_person').on(t.personId)],
)
