import { loadConfig } from '../../server/config.ts'
import { fillDemonstration } from '../../server/demo/demo.ts'
import { openDatabase } from '../../server/platform/db/database.ts'
import { freePort } from '../../server/platform/http/port.ts'
import { openLog } from '../../server/platform/log.ts'
import { openSite } from '../../server/start.ts'
import { yardsticks } from './yardsticks.ts'

/** The whole product with demonstration content, and beside its routes the yardsticks; tells its parent where it is. */
const config = loadConfig({ ...process.env, PORT: String(await freePort()) }, { demo: true })
const log = openLog(config.logLevel)
const database = await openDatabase({ ownerUrl: config.databaseUrl!, secret: config.secret, log: () => {} })
const site = await openSite({ config, database, log })
await fillDemonstration(site.deps, () => {})
yardsticks(site.app, site.deps)
await site.work()
await site.app.listen({ port: config.port, host: '127.0.0.1' })
process.send!(config.publicUrl.replace('localhost', '127.0.0.1'))

process.once('SIGTERM', async () => {
  await site.close()
  await database.close()
  process.exit(0)
})
// Whoever measured is gone.
process.once('disconnect', () => process.exit(1))
