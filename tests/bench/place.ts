import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { openCluster } from '../../server/platform/db/cluster.ts'
import { openSingle } from '../../server/platform/db/connect.ts'
import { type Database, openDatabase } from '../../server/platform/db/database.ts'
import { openSecrets, type Secrets } from '../../server/platform/secrets.ts'

type Say = (line: string) => void

/** A database of one's own, made and dropped. */
export type Place = {
  ownerUrl: string
  secret: string
  secrets: Secrets
  /** For files of this run, on the same disk. */
  folder: string
  /** A pool of the server's role, migrated. */
  database(): Promise<Database>
  /** Lets the planner know what was just written, as autovacuum does on a database that is in use. */
  analyze(): Promise<void>
  /** Starts a server on it, as a process of its own. */
  server(settings?: Record<string, string>): Promise<Server>
  close(): Promise<void>
}

export type Server = {
  url: string
  pid: number
  stop(): Promise<void>
}

/**
 * With `DATABASE_URL` (and its `SECRET_KEY`) in that cluster; else in a PostgreSQL of its own in `DATA_DIR/bench`, so
 * that nothing of an installation is touched.
 */
export async function openPlace(say: Say, env = process.env): Promise<Place> {
  const secret = env.SECRET_KEY ?? 'only-for-benchmarks-0123456789-abcdefghijk'
  const folder = resolve(env.DATA_DIR ?? '.data', 'bench')
  await mkdir(folder, { recursive: true, mode: 0o711 })
  const cluster = env.DATABASE_URL ? null : await openCluster({ dataDir: folder, log: say })
  const clusterUrl = env.DATABASE_URL ?? cluster!.ownerUrl
  const name = `bench_${randomBytes(6).toString('hex')}`
  const run = async (statement: string) => {
    const sql = openSingle(clusterUrl, 'sotong bench')
    await sql.unsafe(statement).finally(() => sql.end())
  }
  await run(`create database ${name}`)
  const url = new URL(clusterUrl)
  url.pathname = `/${name}`
  const ownerUrl = url.href
  const dataDir = await mkdtemp(join(folder, 'files-'))
  const closings: (() => Promise<unknown>)[] = [
    async () => cluster?.stop(),
    () => rm(dataDir, { recursive: true, force: true }),
    () => run(`drop database if exists ${name} with (force)`),
  ]
  return {
    ownerUrl,
    secret,
    secrets: openSecrets(secret),
    folder,
    async database() {
      const database = await openDatabase({ ownerUrl, secret, log: say, max: 4 })
      closings.push(() => database.close())
      return database
    },
    async analyze() {
      const sql = openSingle(ownerUrl, 'sotong bench')
      await sql`analyze`
      await sql.end()
    },
    async server(settings = {}) {
      const server = await startServer({
        ...settings,
        DATABASE_URL: ownerUrl,
        SECRET_KEY: secret,
        DATA_DIR: dataDir,
      })
      closings.push(() => server.stop())
      return server
    },
    async close() {
      for (const close of closings.splice(0).toReversed()) await close()
    },
  }
}

/** `BENCH_PROFILE=folder` writes a CPU profile of the server there, for Chrome's DevTools. */
const profiled = (env: NodeJS.ProcessEnv) =>
  env.BENCH_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${resolve(env.BENCH_PROFILE)}`] : []

async function startServer(env: Record<string, string>): Promise<Server> {
  const child = fork(join(import.meta.dirname, 'server.ts'), [], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'error', ...env },
    execArgv: ['--max-semi-space-size=8', ...profiled(process.env)],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit')
  const url = await Promise.race([
    once(child, 'message').then(([said]) => said as string),
    ended.then(([code]) => Promise.reject(new Error(`The server ended with ${String(code)}.`))),
  ])
  return {
    url,
    pid: child.pid!,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
