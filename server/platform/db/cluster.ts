import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { askVersion, keepOpen, openSingle, type Say } from './connect.ts'
import { CannotStart } from './faults.ts'
import { withLockFile } from './lockfile.ts'
import { belongsToAnother, findPlace, type Place } from './place.ts'
import { createCluster, findPostmaster, freePort, startPostmaster, stopPostmaster } from './postmaster.ts'

export type Cluster = {
  /** The owner of everything, in the database of the product. */
  ownerUrl: string
  /** False when it ran already: another process has it open, or one that was killed left it. */
  started: boolean
  /** Ends this use of the cluster; the last one that used it stops it. */
  stop(): Promise<void>
}

type Options = {
  dataDir: string
  log: Say
  /** Where root keeps what `nobody` cannot reach below DATA_DIR. */
  systemDir?: string
}

/** Kept in DATA_DIR/postgres.json, so that other commands find the running one. */
type Connection = {
  /** On 127.0.0.1; 0 until the cluster was made whole. */
  port: number
  password: string
  /** Where the database stands: in DATA_DIR, or an absolute path elsewhere. */
  folder: string
}

const databaseName = 'sotong'
const urlOf = ({ port, password }: Connection, database: string) =>
  `postgres://postgres:${password}@127.0.0.1:${port}/${database}`

/**
 * Opens the PostgreSQL of a DATA_DIR: makes it the first time, starts it when it does not run, else uses the running
 * one. It outlives a process that is killed and is found again by the next.
 * @throws CannotStart
 */
export async function openCluster({
  dataDir,
  log,
  systemDir = '/var/lib/sotong',
}: Options): Promise<Cluster> {
  const dir = resolve(dataDir)
  // Others may pass through (PostgreSQL runs as nobody when we are root) but not look around.
  await mkdir(dir, { recursive: true, mode: 0o711 })
  return onlyHere(dir, async () => {
    const known = await readConnection(dir)
    const running = known && (await findPostmaster(resolve(dir, known.folder))) && (await answers(known))
    const { connection, started } = running
      ? { connection: known, started: false }
      : await start(dir, systemDir, log, known)
    await ensureDatabase(connection)
    return useCluster(dir, connection, started)
  })
}

const onlyHere = <T>(dir: string, work: () => Promise<T>) => withLockFile(join(dir, 'postgres.lock'), work)

async function start(dir: string, systemDir: string, say: Say, known: Connection | undefined) {
  const place = await findPlace({ dataDir: dir, systemDir, say, known: known && resolve(dir, known.folder) })
  const { folder } = place
  const connection = known ?? {
    port: 0,
    password: randomBytes(24).toString('hex'),
    folder: relativeTo(dir, folder),
  }
  connection.folder = relativeTo(dir, folder)
  if (await findPostmaster(folder)) {
    // It runs and did not answer yet: it is recovering what a crash left.
    if (known && (await becomesReady(connection, new Promise(() => {}))))
      return { connection, started: false }
    throw new CannotStart(`PostgreSQL runs in ${folder} but does not answer: end it, then start again.`)
  }
  await makeSureItExists(dir, place, connection, known !== undefined)
  const logFile = join(dir, 'postgres.log')
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    connection.port = await freePort(attempt === 1 ? connection.port : 0)
    // Before it starts: were we killed in between, the next process must find it.
    await saveConnection(dir, connection)
    const { ended } = await startPostmaster(place.binaries, folder, connection.port, logFile, place.runAs)
    if (await becomesReady(connection, ended)) return { connection, started: true }
  }
  const said = (await readFile(logFile, 'utf8').catch(() => '')).trim().split('\n').slice(-3).join(' ')
  throw new CannotStart(`PostgreSQL did not start in ${folder}: ${said || `see ${logFile}`}`)
}

async function makeSureItExists(dir: string, place: Place, connection: Connection, wasKnown: boolean) {
  const { folder, binaries, runAs } = place
  const file = join(dir, 'postgres.json')
  if (!existsSync(folder)) {
    if (connection.port > 0) {
      throw new CannotStart(
        `The database that was in ${folder} is gone: bring it back, or remove ${file} to begin anew.`,
      )
    }
    // The password is kept before anything is made with it.
    await saveConnection(dir, connection)
    return createCluster(binaries, folder, connection.password, runAs)
  }
  if (!wasKnown) throw new CannotStart(`${folder} holds a database, but its password in ${file} is missing.`)
  const version = (await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim()
  if (version !== binaries.version.split('.')[0]) {
    throw new CannotStart(
      `${folder} was made by PostgreSQL ${version}, this release brings ${binaries.version}: dump it with the old release and load it with this one.`,
    )
  }
}

/** True as soon as it answers; false when its process ended instead. Recovery after a crash can take a while. */
async function becomesReady(connection: Connection, ended: Promise<void>): Promise<boolean> {
  const process = { over: false }
  void ended.then(() => (process.over = true))
  const deadline = Date.now() + 300_000
  while (!process.over && Date.now() < deadline) {
    if (await answers(connection)) return true
    await sleep(20)
  }
  return false
}

const answers = (connection: Connection) =>
  askVersion(urlOf(connection, 'postgres')).then(
    () => true,
    () => false,
  )

async function ensureDatabase(connection: Connection) {
  const sql = openSingle(urlOf(connection, 'postgres'), 'sotong start')
  try {
    const rows = await sql`select from pg_database where datname = ${databaseName}`
    if (rows.length === 0) await sql`create database ${sql(databaseName)}`
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** Every process that uses the cluster keeps a named connection, by which the last one knows that it is the last. */
async function useCluster(dir: string, connection: Connection, started: boolean): Promise<Cluster> {
  const me = `sotong user ${randomUUID()}`
  const presence = await keepOpen(urlOf(connection, 'postgres'), me, (sql) => sql`select 1`)
  const leave = async () => {
    const sql = openSingle(urlOf(connection, 'postgres'), 'sotong stop')
    const users = async () =>
      (
        await sql`select application_name as name from pg_stat_activity where application_name like 'sotong user %'`
      ).map((row) => row.name as string)
    try {
      await presence.end()
      let present = await users()
      // Until we are seen to have gone, the next one to leave would think that we still need it.
      while (present.includes(me)) {
        await sleep(5)
        present = await users()
      }
      return present.length === 0
    } catch {
      return true // it does not answer any more, so nobody uses it
    } finally {
      await sql.end({ timeout: 1 })
    }
  }
  let stopped: Promise<void> | undefined
  const stop = async () => {
    if (!existsSync(dir)) return void (await presence.end())
    await onlyHere(dir, async () => {
      if (await leave()) await stopPostmaster(resolve(dir, connection.folder))
    })
  }
  return { ownerUrl: urlOf(connection, databaseName), started, stop: () => (stopped ??= stop()) }
}

const relativeTo = (dir: string, folder: string) => (folder === join(dir, 'postgres') ? 'postgres' : folder)

async function readConnection(dir: string): Promise<Connection | undefined> {
  const file = join(dir, 'postgres.json')
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Connection
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    if (code === 'EACCES') throw belongsToAnother(file)
    throw new CannotStart(`${file} cannot be read: ${(error as Error).message}`, { cause: error })
  }
}

async function saveConnection(dir: string, connection: Connection) {
  const file = join(dir, 'postgres.json')
  await writeFile(`${file}.new`, `${JSON.stringify(connection)}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
}
