import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import { openSingle, type Sql } from './connect.ts'
import { CannotStart, postgresCode } from './faults.ts'

/** The role the server runs as. It belongs to the whole cluster, so all databases of one cluster share its password. */
export const appRole = 'sotong_app'

/** Only one process migrates at a time; the others wait and then find nothing to do. */
const migrationLock = 7_391_002

const migrations = join(import.meta.dirname, '../../../drizzle')

/**
 * Brings the database to the present layout: all pending migrations in one transaction, so an interrupted start leaves
 * nothing half done. Then gives the server's role its password, and its place for the job queue.
 * @param ownerUrl an owner of the database who may create roles; need not be superuser
 * @param folder   where the migrations are
 */
export async function migrateDatabase(
  ownerUrl: string,
  appPassword: string,
  folder = migrations,
): Promise<void> {
  const sql = openSingle(ownerUrl, 'sotong migration')
  try {
    // Held by the connection: a process that is killed here frees it.
    await sql`select pg_advisory_lock(${migrationLock})`
    await migrate(drizzle(sql), { migrationsFolder: folder })
    await setUpRole(sql, appPassword)
    await setUpJobSchema(sql)
    await checkSearch(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function setUpRole(sql: Sql, password: string, attempts = 10): Promise<void> {
  const rows = await sql`select from pg_roles where rolname = ${appRole}`
  // The password is hexadecimal, and a utility statement takes no parameters.
  const verb = rows.length === 0 ? 'create' : 'alter'
  try {
    await sql.unsafe(`${verb} role ${appRole} login password '${password}'`)
  } catch (cause) {
    // Roles belong to all databases of the cluster: another one was being set up in the same instant.
    if (attempts > 1 && ['XX000', '23505', '42710'].includes(postgresCode(cause) ?? '')) {
      await sleep(20 * Math.random())
      return setUpRole(sql, password, attempts - 1)
    }
    const advice = 'DATABASE_URL must name a role that owns the database and may create roles'
    throw new CannotStart(
      `The role ${appRole} could not be set up: ${advice} (${(cause as Error).message}).`,
      { cause },
    )
  }
}

/**
 * graphile-worker migrates its own schema under the server's role, which may create nothing in the database. Its schema
 * and its list of migrations are therefore made here, as its own installation would.
 */
async function setUpJobSchema(sql: Sql) {
  const rows = await sql`select from pg_namespace where nspname = 'graphile_worker'`
  if (rows.length > 0) return
  await sql.begin(async (tx) => {
    const [me] = await tx`select rolsuper as super from pg_roles where rolname = current_user`
    // To hand a schema to a role one must be a member of it; who may create roles may become one.
    if (!me!.super) await tx.unsafe(`grant ${appRole} to current_user`)
    await tx.unsafe(`create schema graphile_worker authorization ${appRole}`)
    await tx.unsafe(`set local role ${appRole}`)
    await tx`
      create table graphile_worker.migrations (
        id int primary key,
        ts timestamptz default now() not null,
        breaking boolean not null default false
      )`
  })
}

/** Without letters in LC_CTYPE, trigrams of Korean are empty and every search would find nothing. */
async function checkSearch(sql: Sql) {
  const [extension] = await sql`
    select n.nspname as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where e.extname = 'pg_trgm'`
  if (!extension) return
  const [row] = await sql`select ${sql(extension.schema)}.show_trgm('주차장') = '{}' as blind`
  if (row!.blind) {
    throw new CannotStart(
      'The database cannot search in Korean: create it with LC_CTYPE C.UTF-8 or another UTF-8 locale.',
    )
  }
}
