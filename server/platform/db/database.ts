import type { PgDatabase } from 'drizzle-orm/pg-core'
import { drizzle, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import { openClient } from './driver.ts'
import { openSecrets } from '../secrets.ts'
import { clientOptions, type Say, type Sql, waitForDatabase } from './connect.ts'
import { CannotStart } from './faults.ts'
import { appRole, migrateDatabase } from './migrate.ts'

/** What every query takes first: the database, or a transaction of it. */
export type Db = PgDatabase<PostgresJsQueryResultHKT>
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]
export type { Sql } from './connect.ts'

export type Database = {
  db: Db
  /** The same pool without Drizzle; instants come and go as text. */
  sql: Sql
  /** Address of the server's own role. */
  appUrl: string
  /** Lets what is in flight finish, for ten seconds at most. */
  close(): Promise<void>
}

type Options = {
  ownerUrl: string
  /** The secret of the installation; the password of the server's role is derived from it. */
  secret: string
  log: Say
  /** Most connections of this process. */
  max?: number
}

/**
 * Waits for the database, migrates it as its owner, and opens the pool of the server's role.
 * The pool connects again by itself after the database was away.
 * @throws CannotStart
 */
export async function openDatabase({ ownerUrl, secret, log, max = 10 }: Options): Promise<Database> {
  await waitForDatabase(ownerUrl, log)
  const password = openSecrets(secret).derive(`password of ${appRole}`)
  await migrateDatabase(ownerUrl, password)
  const appUrl = withRole(ownerUrl, appRole, password)
  const sql = openClient(appUrl, {
    ...clientOptions,
    max,
    connection: {
      application_name: 'sotong',
      TimeZone: 'UTC',
      statement_timeout: 30_000,
      // A transaction that waits for us holds its locks: better it fails.
      idle_in_transaction_session_timeout: 15_000,
    },
  })
  // postgres.js learns with its first statement how arrays are typed; one that sends arrays must not be the first.
  await sql`select 1`
  return { db: drizzle(sql), sql, appUrl, close: () => sql.end({ timeout: 10 }) }
}

/**
 * Opens a database that a server has set up, as its owner: for commands that know no secret of the installation.
 * @param table one that the present layout has
 * @throws CannotStart where no server of this version has started on it yet
 */
export async function openAsOwner(
  ownerUrl: string,
  table: string,
  log: Say,
): Promise<Pick<Database, 'db' | 'sql' | 'close'>> {
  await waitForDatabase(ownerUrl, log)
  const connection = { application_name: 'sotong command', TimeZone: 'UTC', statement_timeout: 60_000 }
  const sql = openClient(ownerUrl, { ...clientOptions, max: 2, connection })
  const [row] = await sql`select to_regclass(${`public.${table}`}) is not null as there`
  const close = () => sql.end({ timeout: 10 })
  if (!row!.there) {
    await close()
    throw new CannotStart(
      'No server of this version has started on this database yet. Start it once, then try again.',
    )
  }
  return { db: drizzle(sql), sql, close }
}

function withRole(url: string, user: string, password: string): string {
  const changed = new URL(url)
  changed.username = user
  changed.password = password
  return changed.href
}
