import { setTimeout as sleep } from 'node:timers/promises'
import type postgres from 'postgres'
import { openClient } from './driver.ts'
import { CannotStart, isUnavailable, postgresCode } from './faults.ts'

export type Sql = postgres.Sql

/** Told to the person who starts the product, one line at a time. */
export type Say = (line: string) => void

/** What every client of ours shares: UTC, no chatter, and a quick return after the database was away. */
export const clientOptions = {
  connect_timeout: 10,
  backoff: (retries: number) => Math.min(2, 0.05 * 2 ** retries),
  onnotice: () => {},
} satisfies postgres.Options<Record<string, never>>

/** One connection for a few statements of an operator's kind: setting up, asking who is here. */
export function openSingle(url: string, name: string): Sql {
  return openClient(url, {
    ...clientOptions,
    max: 1,
    max_lifetime: null,
    fetch_types: false,
    connection: { application_name: name, TimeZone: 'UTC' },
  })
}

export type Kept = { end(): Promise<void> }

/**
 * Keeps one connection open, and opens it again after it was lost.
 * @param take what the connection is for; runs on it first, and again after each loss
 * @param onRefused `take` failed after a loss for a reason that does not pass
 * @param onNotify hears what is said on the channels that `take` listens to
 * @throws what `take` throws the first time
 */
export async function keepOpen(
  url: string,
  name: string,
  take: (sql: Sql) => Promise<unknown>,
  onRefused: (error: unknown) => void = () => {},
  onNotify: (channel: string, payload: string) => void = () => {},
): Promise<Kept> {
  const state = { ended: false, taken: false }
  const sql = openClient(url, {
    ...clientOptions,
    max: 1,
    max_lifetime: null,
    fetch_types: false,
    connection: { application_name: name },
    onclose: () => {
      if (state.taken && !state.ended) void takeAgain()
    },
    // postgres.js has this option, its types do not say so.
    onnotify: onNotify,
  } as postgres.Options<Record<string, never>>)
  async function takeAgain() {
    state.taken = false
    while (!state.ended && !state.taken) {
      try {
        await take(sql)
        state.taken = true
      } catch (error) {
        if (state.ended) return
        if (!isUnavailable(error)) return onRefused(error)
        await sleep(200)
      }
    }
  }
  const end = async () => {
    state.ended = true
    await sql.end({ timeout: 1 })
  }
  try {
    await take(sql)
    state.taken = true
  } catch (error) {
    await end()
    throw error
  }
  return { end }
}

/**
 * Asks a database for its major version. Has a limit of its own, because postgres.js tries for ever when the other side
 * takes the connection and closes it without a word, as proxies before a stopped database do.
 */
export async function askVersion(url: string): Promise<number> {
  const sql = openSingle(url, 'sotong start')
  const tooLate = new AbortController()
  try {
    const asked = sql`select current_setting('server_version_num')::int / 10000 as major`
    const late = sleep(5000, undefined, { signal: tooLate.signal }).then(() => {
      throw Object.assign(new Error('it does not answer'), { code: 'CONNECT_TIMEOUT' })
    })
    const [row] = await Promise.race([asked, late])
    return row!.major as number
  } finally {
    tooLate.abort()
    await sql.end({ timeout: 1 })
  }
}

/**
 * Waits for a database that is starting, then looks whether it can be used.
 * @param patienceMs how long it may take to answer, in milliseconds
 * @throws CannotStart when it does not answer, refuses us, or is older than 15
 */
export async function waitForDatabase(url: string, say: Say, patienceMs = 60_000): Promise<void> {
  const deadline = Date.now() + patienceMs
  const { hostname, port, pathname } = new URL(url)
  const place = `${hostname}:${port || 5432}${pathname}`
  for (let told = false; ; told = true) {
    try {
      const major = await askVersion(url)
      if (major >= 15) return
      throw new CannotStart(
        `PostgreSQL ${major} at ${place} is too old: version 15 is the oldest that will do.`,
      )
    } catch (error) {
      if (error instanceof CannotStart) throw error
      if (!isUnavailable(error) || Date.now() > deadline) {
        const reason = (error as Error).message || postgresCode(error)
        throw new CannotStart(`The database at ${place} cannot be used: ${reason}.`, { cause: error })
      }
    }
    if (!told) say(`Waiting for the database at ${place}.`)
    await sleep(500)
  }
}
