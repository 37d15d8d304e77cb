import { drizzle } from 'drizzle-orm/postgres-js'
import { setTimeout as sleep } from 'node:timers/promises'
import { releaseLostJobs } from '../../server/platform/jobs/jobs.ts'
import { countersAndRows } from '../../server/petitions/endorsing/reconcile.queries.ts'
import type { Storm } from './storm.ts'
import type { World } from './world.ts'

export type Verdict = {
  acknowledged: number
  /** Acknowledged, and not there. */
  lost: number
  /** There more often than once. */
  doubled: number
  /** Counters that are not what their rows add up to. */
  unequal: number
  /** Mails that reached the mail server twice. */
  mails_twice: number
}

/** Compares what people were told with what stands. */
export async function verify(world: World, { acknowledged, count }: Storm): Promise<Verdict> {
  const { sql } = world
  const endorsed = await sql`
    select p.number, persons.id::int as person, count(*)::int as rows
    from endorsements e join petitions p on p.id = e.petition_id join persons on persons.person_key = e.person_key
    where e.withdrawn_at is null group by 1, 2`
  const filed = await sql`
    select draft_id as key, min(number) as number, count(*)::int as rows from petitions group by 1`
  const parties = await sql`select party_id as key, count(*)::int as rows from parties group by 1`
  const questions = await sql`select command_id as key, count(*)::int as rows from questions group by 1`
  const mails = await sql`
    select recipient_hash as hash, count(*)::int as rows from mails where purpose like 'code:%' group by 1`
  const rowsOf = (rows: Iterable<Record<string, unknown>>, key: (row: Record<string, unknown>) => string) =>
    new Map([...rows].map((row) => [key(row), row.rows as number]))
  const byKey = (row: Record<string, unknown>) => row.key as string
  const told: [Iterable<string>, Map<string, number>][] = [
    [acknowledged.endorsements, rowsOf(endorsed, ({ number, person }) => `${number} ${person}`)],
    [acknowledged.filings.keys(), rowsOf(filed, byKey)],
    [acknowledged.parties, rowsOf(parties, byKey)],
    [acknowledged.questions, rowsOf(questions, byKey)],
    [
      [...acknowledged.codes].map((email) => world.secrets.hash('mail recipient', email).toString('hex')),
      rowsOf(mails, ({ hash }) => (hash as Buffer).toString('hex')),
    ],
  ]
  const verdict: Verdict = {
    acknowledged: count(),
    lost: 0,
    doubled: 0,
    unequal: 0,
    mails_twice: mailsTwice(world),
  }
  for (const [keys, rows] of told) {
    for (const key of keys) {
      if (!rows.has(key)) verdict.lost += 1
      else if (rows.get(key)! > 1) verdict.doubled += 1
    }
  }
  const numbers = new Map(filed.map(({ key, number }) => [key as string, number as string]))
  for (const [draft, number] of acknowledged.filings) if (numbers.get(draft) !== number) verdict.lost += 1
  verdict.unequal = (await countersAndRows(drizzle(sql), { most: 100_000 })).filter(
    ({ online, onlineRows, paper, paperRows }) => online !== onlineRows || paper !== paperRows,
  ).length
  return verdict
}

function mailsTwice({ smtp }: World): number {
  const times = new Map<string, number>()
  for (const { headers } of smtp.mails) {
    const id = headers.get('message-id')!
    times.set(id, (times.get(id) ?? 0) + 1)
  }
  return [...times.values()].filter((n) => n > 1).length
}

/** Seconds until the product says that it is ready and takes a write again. @throws when it never does */
export async function recovery(
  { url, say, product }: World,
  since: number,
  mostMs = 60_000,
): Promise<number> {
  while (Date.now() - since < mostMs) {
    const ready = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5000) }).catch(() => null)
    const taken = await fetch(`${url}/api/sign-in-codes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `11.0.0.${Date.now() % 250}` },
      body: JSON.stringify({ email: `probe-${Date.now()}@storm.example` }),
      signal: AbortSignal.timeout(15_000),
    }).catch(() => null)
    if (ready?.ok && taken?.ok) return (Date.now() - since) / 1000
    await sleep(100)
  }
  say(`not recovered within ${mostMs / 1000} s:\n${product.said()}`)
  return Infinity
}

/**
 * Waits until every job is done, those too whose worker died: their locks are made as old as they must be for the
 * sweep of every minute to give them back. The short form does not wait for that minute.
 * @returns jobs that are still there
 */
export async function jobsLeft({ sql, quick }: World, mostMs = 100_000): Promise<number> {
  const began = Date.now()
  for (;;) {
    await sql`update graphile_worker._private_jobs set locked_at = now() - interval '11 minutes'
      where locked_at < now() - interval '8 seconds' and locked_at > now() - interval '10 minutes'`
    if (quick) await releaseLostJobs(drizzle(sql))
    const [row] = await sql`
      select count(*)::int as jobs from graphile_worker.jobs
      where task_identifier not like 'sweep.%' and attempts < max_attempts`
    if (row!.jobs === 0 || Date.now() - began > mostMs) return row!.jobs as number
    await sleep(500)
  }
}
