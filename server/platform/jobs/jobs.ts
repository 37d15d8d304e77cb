import { sql } from 'drizzle-orm'
import { Logger, runMigrations } from 'graphile-worker'
import type { Db } from '../db/database.ts'

/** A job of a feature, by its name `feature.verb`. It may run more than once and must not mind. */
export type Job = (payload: Record<string, unknown>) => Promise<void>
export type Jobs = Record<string, Job>

/** A sweep is run every minute and finds what is due by the rules' clock. */
export type Sweep = { name: string; run: () => Promise<void> }

/**
 * Adds a job with the change it belongs to: it exists if and only if the transaction commits.
 * A second job with the same `key` replaces a waiting one. Of waiting jobs the one with the lowest `priority` goes first.
 */
export async function enqueue(
  tx: Db,
  name: string,
  payload: Record<string, unknown>,
  key?: string,
  priority = 0,
) {
  await tx.execute(
    sql`select graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json, job_key => ${key ?? null}, max_attempts => 12, priority => ${priority})`,
  )
}

/** Makes or updates the queue's own schema, which belongs to the server's role. */
export const migrateJobs = (connectionString: string) => runMigrations({ connectionString, logger: quiet })

const quiet = new Logger(() => () => {})

/** No job takes this long: its worker died with its process. The queue itself would wait four hours. */
const lostAfter = '10 minutes'

/** Gives back the jobs of workers that died, so that they go on where they stood. */
export async function releaseLostJobs(db: Db) {
  await db.execute(sql`
    select graphile_worker.force_unlock_workers(array_agg(distinct locked_by))
    from graphile_worker.jobs
    where locked_by is not null and locked_at < statement_timestamp() - ${lostAfter}::interval
    having count(*) > 0`)
}
