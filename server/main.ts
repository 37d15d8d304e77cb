import { firstAdministratorLink } from './accounts/invitations.actions.ts'
import { ConfigError, loadConfig } from './config.ts'
import { fillDemonstration } from './demo/demo.ts'
import { type Cluster, openCluster } from './platform/db/cluster.ts'
import { openDatabase } from './platform/db/database.ts'
import { CannotStart } from './platform/db/faults.ts'
import { holdServerLock } from './platform/db/lock.ts'
import { openLog } from './platform/log.ts'
import { NotBuilt } from './platform/render/renderer.ts'
import { openSite } from './start.ts'

const say = (line: string) => void process.stdout.write(`${line}\n`)

/** Config → database → site → jobs → listen; at a signal: stop taking, finish what is in flight, close. */
async function main() {
  const config = loadConfig(process.env, { demo: process.argv.includes('--demo') })
  const log = openLog(config.logLevel)
  const cluster: Cluster | null = config.databaseUrl
    ? null
    : await openCluster({ dataDir: config.dataDir, log: say })
  const ownerUrl = config.databaseUrl ?? cluster!.ownerUrl
  const lock = await holdServerLock(ownerUrl, config.databaseUrl ? null : config.dataDir)
  const database = await openDatabase({ ownerUrl, secret: config.secret, log: say })
  const site = await openSite({ config, database, log })
  if (config.demo) await fillDemonstration(site.deps, say)
  await site.work()
  await site.app.listen({ port: config.port, host: config.host })
  const { port } = site.app.server.address() as { port: number }
  say(`\n소통  ${config.publicUrl.replace(/:0$/, `:${port}`)}`)
  if (config.demo) say(demoGuide(config.outbox))
  else await firstAdministratorLink(site.deps, say)

  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    // A connection that never ends must not keep the process; what was acknowledged is already committed.
    setTimeout(() => process.exit(1), 25_000).unref()
    await site.close()
    await database.close()
    await lock.release()
    await cluster?.stop()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
}

const demoGuide = (outbox: boolean) => `
  Sign in as
    a resident               /sign-in        any e-mail; ${outbox ? 'the code is at /outbox' : 'the code comes by mail'}
    officers                 /desk/sign-in   password: demo-sotong-2026   code: ${outbox ? 'see /outbox' : 'needs the outbox: start without HOST and SMTP_URL'}
      communication officer  talk@demo.sotong.kr
      department officer     safety@demo.sotong.kr
      mayor's office         mayor@demo.sotong.kr
      administrator          admin@demo.sotong.kr
`

main().catch((error: unknown) => {
  const known = error instanceof ConfigError || error instanceof CannotStart || error instanceof NotBuilt
  process.stderr.write(known ? `${(error as Error).message}\n` : `${(error as Error).stack}\n`)
  process.exit(1)
})
