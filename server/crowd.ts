import { parseArgs } from 'node:util'
import { ConfigError, loadConfig } from './config.ts'
import { isDemonstration } from './demo/demo.queries.ts'
import { demoOfficers } from './demo/officers.ts'
import { makeResidents, makeSessions } from './demo/residents.ts'
import { openCluster } from './platform/db/cluster.ts'
import { openDatabase } from './platform/db/database.ts'
import { CannotStart } from './platform/db/faults.ts'
import { openSecrets } from './platform/secrets.ts'
import { allDongs } from './settings/settings.queries.ts'

const complain = (line: string) => void process.stderr.write(`${line}\n`)

/** Makes verified residents in a demonstration and prints a `Cookie` header value a line, for load tools. */
async function main() {
  const { values } = parseArgs({ options: { people: { type: 'string', default: '1000' } } })
  const people = Number(values.people)
  if (!Number.isInteger(people) || people < 1 || people > 100_000) {
    throw new ConfigError('--people takes a whole number from 1 to 100000.')
  }
  const config = loadConfig(process.env, { demo: true })
  const cluster = config.databaseUrl ? null : await openCluster({ dataDir: config.dataDir, log: complain })
  const ownerUrl = config.databaseUrl ?? cluster!.ownerUrl
  const database = await openDatabase({ ownerUrl, secret: config.secret, log: complain, max: 2 })
  const deps = { secrets: openSecrets(config.secret), machineNow: () => new Date() }
  const cookie = config.publicUrl.startsWith('https:') ? '__Host-sid' : 'sid'
  try {
    const dongs = await allDongs(database.db)
    if (!(await isDemonstration(database.db, demoOfficers[0]!.email))) {
      throw new ConfigError('This is not a demonstration. Start one first: npm run demo')
    }
    for (let made = 0; made < people; made += 1000) {
      const count = Math.min(1000, people - made)
      const ids = await database.db.transaction(async (tx) => {
        const name = `crowd-${Date.now()}-${made}`
        const codes = dongs.map((dong) => dong.code)
        return makeSessions(deps, tx, await makeResidents(deps, tx, count, codes, name))
      })
      process.stdout.write(ids.map((id) => `${cookie}=${id}\n`).join(''))
    }
  } finally {
    await database.close()
    await cluster?.stop()
  }
}

main().catch((error: unknown) => {
  const known = error instanceof ConfigError || error instanceof CannotStart
  complain(known ? (error as Error).message : String((error as Error).stack))
  process.exit(1)
})
