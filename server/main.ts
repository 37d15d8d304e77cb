import { firstAdministratorLink } from './accounts/invitations.actions.ts'
import { type Config, ConfigError, loadConfig } from './config.ts'
import { fillDemonstration } from './demo/demo.ts'
import { demoGuide } from './demo/guide.ts'
import { playLiveRoom } from './demo/live-crowd.ts'
import { openCluster } from './platform/db/cluster.ts'
import { openDatabase } from './platform/db/database.ts'
import { CannotStart } from './platform/db/faults.ts'
import { holdServerLock } from './platform/db/lock.ts'
import { freePort } from './platform/http/port.ts'
import { openLog } from './platform/log.ts'
import { NotBuilt } from './platform/render/renderer.ts'
import { openSite, type Site } from './start.ts'

const say = (line: string) => void process.stdout.write(`${line}\n`)

/** Longest time for what is in flight; what was acknowledged is already committed. */
const drainMs = 25_000

/** What was opened so far, closed last first. */
const opened: (() => Promise<unknown>)[] = []
async function closeAll() {
  for (const close of opened.splice(0).toReversed()) await close()
}

/** Config → database → site → jobs → listen; at a signal: stop taking, finish what is in flight, close. */
async function main() {
  const demo = process.argv.includes('--demo')
  // Addresses in mails and the check of origins need the port that is really taken.
  const env = process.env.PORT === '0' ? { ...process.env, PORT: String(await freePort()) } : process.env
  const config = loadConfig(env, { demo })
  const log = openLog(config.logLevel)
  const ownerUrl = config.databaseUrl ?? (await openEmbedded(config))
  const lock = await holdServerLock(ownerUrl, config.databaseUrl ? null : config.dataDir)
  opened.push(() => lock.release())
  const database = await openDatabase({ ownerUrl, secret: config.secret, log: say })
  opened.push(() => database.close())
  const site = await openSite({ config, database, log })
  opened.push(() => site.close())
  if (demo) await fillDemonstration(site.deps, say)
  await site.work()
  await listen(site, config)
  if (demo) opened.push(await playLiveRoom(site.deps))
  stopAtSignals()
  say(`\n소통  ${config.publicUrl}\n${demo ? demoGuide(site.deps) : ''}`)
  if (!demo) await firstAdministratorLink(site.deps, say)
}

async function openEmbedded({ dataDir }: Config): Promise<string> {
  const cluster = await openCluster({ dataDir, log: say })
  opened.push(() => cluster.stop())
  return cluster.ownerUrl
}

async function listen({ app }: Site, { port, host }: Config) {
  try {
    await app.listen({ port, host })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      throw new ConfigError(`PORT: ${port} is taken. Choose another, such as PORT=0.`)
    if (code === 'EACCES') throw new ConfigError(`PORT: ${port} may not be taken by this user.`)
    if (code === 'EADDRNOTAVAIL') throw new ConfigError(`HOST: ${host} is no address of this machine.`)
    throw error
  }
}

function stopAtSignals() {
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), drainMs).unref()
    await closeAll()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
}

main().catch(async (error: unknown) => {
  const known = error instanceof ConfigError || error instanceof CannotStart || error instanceof NotBuilt
  process.stderr.write(known ? `${(error as Error).message}\n` : `${(error as Error).stack}\n`)
  setTimeout(() => process.exit(1), drainMs).unref()
  await closeAll().catch(() => {})
  process.exit(1)
})
