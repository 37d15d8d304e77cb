import { bigint, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytes, instant } from '../db/columns.ts'

/** An uploaded file whose bytes lie in the file store under `id`. */
export const files = pgTable('files', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  mediaType: text('media_type').notNull(),
  size: bigint('size', { mode: 'number' }).notNull(),
  sha256: bytes('sha256').notNull(),
  uploadedBy: bigint('uploaded_by', { mode: 'number' }).notNull(),
  uploadedAt: instant('uploaded_at').notNull(),
})
