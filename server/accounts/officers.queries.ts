import type { Db } from '../platform/db/database.ts'
import { officers } from './accounts.tables.ts'

/** Addresses of officers are kept and looked up in lower case. */
export async function addOfficer(tx: Db, row: typeof officers.$inferInsert): Promise<number> {
  const [added] = await tx.insert(officers).values(row).returning({ id: officers.id })
  return added!.id
}
