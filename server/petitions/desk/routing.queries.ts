import type { Db } from '../../platform/db/database.ts'
import { extensions } from '../answers/answers.tables.ts'

export async function addExtension(tx: Db, extension: typeof extensions.$inferInsert) {
  await tx.insert(extensions).values(extension)
}
