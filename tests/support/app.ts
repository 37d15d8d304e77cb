import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Logger, runOnce } from 'graphile-worker'
import { type Config, loadConfig } from '../../server/config.ts'
import { readOutbox } from '../../server/notifications/notifications.actions.ts'
import { openDatabase } from '../../server/platform/db/database.ts'
import { openLog } from '../../server/platform/log.ts'
import { openSite, type Site } from '../../server/start.ts'
import type { Role } from '../../shared/accounts.ts'
import { freshDatabase } from './database.ts'
import { atEndOfFile } from './lifetime.ts'
import { type AboutResident, signInOfficer, signInResident } from './people.ts'
import { asker } from './asking.ts'

export type AppOptions = {
  /** The rules' clock at the start; it stands until `setNow`. Without it the clock is the machine's. */
  now?: Date
  /** Settings as in the environment, such as `SMTP_URL`. */
  env?: Record<string, string>
  config?: Partial<Config>
  /** Takes the lines of the log; `LOG_LEVEL` in `env` says which there are. */
  lines?: string[]
  /** Runs jobs and sweeps as in operation. Without it nothing runs by itself: see `settle`. */
  working?: boolean
}

export type TestApp = Awaited<ReturnType<typeof startApp>>

/** The real server on a free port with a database of its own, closed at the end of the file. Mails go to the outbox. */
export async function startApp(options: AppOptions = {}) {
  const { ownerUrl, secret } = await freshDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'sotong-test-'))
  const port = await freePort()
  const env = {
    PORT: String(port),
    DATA_DIR: dataDir,
    SECRET_KEY: secret,
    LOG_LEVEL: 'silent',
    ...options.env,
  }
  const config = { ...loadConfig(env, { demo: true }), ...options.config }
  const log = openLog(config.logLevel, { write: (line) => void options.lines?.push(line) })
  const database = await openDatabase({ ownerUrl, secret, log: () => {}, max: 5 })
  let clock = options.now
  const site = await openSite({ config, database, log, now: () => new Date(clock ?? Date.now()) })
  if (options.working) await site.work()
  await site.app.listen({ port: config.port, host: '127.0.0.1' })

  let closed: Promise<void> | undefined
  const close = () =>
    (closed ??= (async () => {
      await site.close()
      await database.close()
      await rm(dataDir, { recursive: true, force: true })
    })())
  atEndOfFile(close)
  const { deps } = site
  return {
    url: config.publicUrl,
    /** Of its database, for a second server on it. */
    ownerUrl,
    site,
    deps,
    /** Sets the rules' clock; sessions, codes and limits keep the machine's. */
    setNow: (date: Date) => void (clock = date),
    ...asker(config.publicUrl),
    /** Each makes a new person and signs them in; the answer's `cookie` is a `Cookie` header value. */
    as: {
      resident: (about?: AboutResident) => signInResident(deps, about),
      officer: (role: Role, about?: { department?: string; name?: string }) =>
        signInOfficer(deps, role, about),
    },
    /** Mails written so far, newest first; those to one address, when it is given. */
    mails: async (to?: string) =>
      (await readOutbox(deps)).filter((mail) => to === undefined || mail.to === to),
    settle: () => settle(site, database.appUrl),
    close,
  }
}

/** What is due by the clock is found, and every waiting job done, before this returns. */
async function settle({ jobs, sweeps }: Site, connectionString: string) {
  for (const sweep of sweeps) await sweep.run()
  const taskList = Object.fromEntries(
    Object.entries(jobs).map(([name, job]) => [
      name,
      (payload: unknown) => job(payload as Record<string, unknown>),
    ]),
  )
  await runOnce({
    connectionString,
    taskList,
    concurrency: 2,
    noHandleSignals: true,
    parsedCronItems: [],
    logger: new Logger(() => () => {}),
  })
}

/** Below the ports that outgoing connections take, so that nobody has it when the server wants it. */
export async function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 12_000)
  const probe = createServer()
  const free = await new Promise<boolean>((decided) => {
    probe.once('error', () => decided(false))
    probe.listen(port, '127.0.0.1', () => decided(true))
  })
  if (!free) return freePort()
  await new Promise((closed) => probe.close(closed))
  return port
}
