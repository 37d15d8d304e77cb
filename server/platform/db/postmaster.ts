import { execFile, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readlinkSync, realpathSync } from 'node:fs'
import { chown, mkdtemp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Binaries, programOf } from './binaries.ts'
import { CannotStart } from './faults.ts'
import { isRunning } from './lockfile.ts'

const run = promisify(execFile)

/** The system user PostgreSQL runs as; it refuses to run as root. Undefined: as ourselves. */
export type RunAs = { uid: number; gid: number } | undefined

/** Nothing of the caller's environment (PGPORT, PGDATA, LC_ALL …) may reach the server. */
export const serverEnv = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' }

/**
 * Makes a new, empty cluster at `folder`: whole or not at all.
 * pg_trgm takes its letters from LC_CTYPE whatever the provider, hence `--locale` beside the built-in one.
 */
export async function createCluster(binaries: Binaries, folder: string, password: string, runAs: RunAs) {
  const work = await mkdtemp(`${folder}.new-`)
  const pwfile = join(work, 'password')
  await writeFile(pwfile, password, { mode: 0o600 })
  await mkdir(join(work, 'data'), { mode: 0o700 })
  if (runAs) for (const path of [pwfile, join(work, 'data'), work]) await chown(path, runAs.uid, runAs.gid)
  const locale = [
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C.UTF-8',
    '--encoding=UTF8',
  ]
  const access = ['--username=postgres', `--pwfile=${pwfile}`, '--auth=scram-sha-256']
  try {
    const args = ['-D', join(work, 'data'), ...locale, ...access]
    await run(programOf(binaries, 'initdb'), args, { ...runAs, env: serverEnv, cwd: '/' })
    await rename(join(work, 'data'), folder)
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string }
    const reason = (stderr?.trim() || message).split('\n').slice(-3).join(' ')
    throw new CannotStart(`The database could not be made in ${folder}: ${reason}`, { cause: error })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Modest memory, loopback only, durable; and nothing of what people wrote in the log. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '128MB',
  max_connections: '100',
  jit: 'off',
  log_checkpoints: 'off',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
}

/**
 * Starts the cluster, in a session of its own, so that Ctrl-C in a terminal reaches only us and we can drain first.
 * Returns when the process runs; it may still be recovering.
 */
export async function startPostmaster(
  binaries: Binaries,
  folder: string,
  port: number,
  logFile: string,
  runAs: RunAs,
) {
  await removeStalePidFile(folder)
  if (existsSync(logFile) && (await stat(logFile)).size > 5_000_000) await rename(logFile, `${logFile}.old`)
  const log = openSync(logFile, 'a', 0o600)
  const given = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(programOf(binaries, 'postgres'), ['-D', folder, '-p', String(port), ...given], {
    ...runAs,
    env: serverEnv,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('exit', () => resolve())
  })
  child.unref()
  return { ended }
}

/** The number of the process that serves `folder` now, started by whomever. */
export async function findPostmaster(folder: string): Promise<number | undefined> {
  const pid = Number((await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0])
  return pid > 0 && isPostmasterOf(pid, folder) ? pid : undefined
}

/** After a machine or container was started again, the number in an old pid file may be any other process. */
function isPostmasterOf(pid: number, folder: string): boolean {
  if (!isRunning(pid)) return false
  if (!existsSync('/proc/self/cwd')) return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder)
  } catch {
    return false
  }
}

async function removeStalePidFile(folder: string) {
  const path = join(folder, 'postmaster.pid')
  if (existsSync(path) && (await findPostmaster(folder)) === undefined) await rm(path, { force: true })
}

/** Ends the cluster: open transactions are rolled back, everything committed is on the disk. */
export async function stopPostmaster(folder: string) {
  const pid = await findPostmaster(folder)
  if (pid === undefined) return
  for (const [signal, patienceMs] of [
    ['SIGINT', 30_000],
    ['SIGQUIT', 10_000],
  ] as const) {
    process.kill(pid, signal)
    const deadline = Date.now() + patienceMs
    while (Date.now() < deadline) {
      if (!existsSync(join(folder, 'postmaster.pid')) || !isPostmasterOf(pid, folder)) return
      await sleep(10)
    }
  }
}

/** A port on the loopback address that nobody uses now; the wished one when it is free. */
export const freePort = (wished: number): Promise<number> => tryPort(wished).catch(() => tryPort(0))

function tryPort(wished: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(wished, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
