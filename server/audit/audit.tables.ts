import { bigint, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { bytes, instant } from '../platform/db/columns.ts'

/** Every act of an officer, every change of state, every view of personal data. Insert and read only. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant('at').notNull(),
    actorKind: text('actor_kind', { enum: ['resident', 'officer', 'system'] }).notNull(),
    actorId: bigint('actor_id', { mode: 'number' }),
    /** `noun.verb`, such as `petition.publish`. */
    act: text('act').notNull(),
    aboutKind: text('about_kind').notNull(),
    aboutId: text('about_id').notNull(),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [index('audit_entries_about').on(t.aboutKind, t.aboutId, t.id)],
)

/** The hash chain over the entries, written in order by one job, so that no writer waits for it. */
export const auditSeals = pgTable('audit_seals', {
  entryId: bigint('entry_id', { mode: 'number' })
    .primaryKey()
    .references(() => auditEntries.id),
  position: bigint('position', { mode: 'number' }).notNull().unique(),
  /** SHA-256 over the hash before and the entry in canonical JSON. */
  hash: bytes('hash').notNull(),
  sealedAt: instant('sealed_at').notNull(),
})
