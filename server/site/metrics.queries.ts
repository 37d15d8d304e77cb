import { sql } from 'drizzle-orm'
import type { Db } from '../platform/db/database.ts'

/** Jobs that wait, those that failed and will be tried again, and mails of which nobody knows whether they went out. */
export async function jobFigures(db: Db) {
  const [row] = await db.execute<{ waiting: number; failing: number; mails: number }>(sql`
    select
      (select count(*)::int from graphile_worker.jobs) as waiting,
      (select count(*)::int from graphile_worker.jobs where attempts > 0 and last_error is not null) as failing,
      (select count(*)::int from mails where failed_at is not null and started_at is not null) as mails`)
  return { waiting: row!.waiting, failing: row!.failing, mailsInDoubt: row!.mails }
}
