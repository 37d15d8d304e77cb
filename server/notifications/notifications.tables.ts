import { bigint, index, pgTable, smallint, text, unique } from 'drizzle-orm/pg-core'
import { bytes, instant } from '../platform/db/columns.ts'

/**
 * One mail to one reader. `purpose` + `recipient_hash` is unique, so that a repeated job cannot write a second one.
 * `started_at` without `sent_at` after a crash means: it may have gone out. Such a mail is never sent again.
 */
export const mails = pgTable(
  'mails',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** What the mail is for, such as `answer:41` (the answer's id); the same purpose reaches a reader once. */
    purpose: text('purpose').notNull(),
    recipientHash: bytes('recipient_hash').notNull(),
    /** Address, subject and text, sealed; erased 30 days after sending. */
    sealedMail: bytes('sealed_mail'),
    attempts: smallint('attempts').notNull().default(0),
    createdAt: instant('created_at').notNull(),
    startedAt: instant('started_at'),
    sentAt: instant('sent_at'),
    failedAt: instant('failed_at'),
    failure: text('failure'),
  },
  (t) => [unique('mails_once').on(t.purpose, t.recipientHash), index('mails_by_time').on(t.createdAt)],
)
