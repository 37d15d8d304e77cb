import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { dayOf } from '../shared/kst.ts'
import { sentence } from '../shared/problems.ts'
import { Refusal } from '../shared/refusal.ts'
import { textOf } from '../shared/work-report-paper.ts'
import { ReportQuery } from '../shared/work-report.ts'
import { ConfigError, loadConfig } from './config.ts'
import { openCluster } from './platform/db/cluster.ts'
import { openDatabase } from './platform/db/database.ts'
import { CannotStart } from './platform/db/faults.ts'
import { fileOf } from './workreport/files.ts'
import { paperOf } from './workreport/paper.ts'
import { countReport } from './workreport/report.ts'

const usage =
  'npm run report -- --from 2021-01-01 --to 2021-09-30 --format hwpx|xlsx|csv|json --out FILE [--team ID]'
const complain = (line: string) => void process.stderr.write(`${line}\n`)

/** Writes the work report of a period into a file, counted from the database now, and prints its lines. */
async function main() {
  const options = { from: { type: 'string' }, to: { type: 'string' }, format: { type: 'string' } } as const
  const { values } = parseArgs({ options: { ...options, out: { type: 'string' }, team: { type: 'string' } } })
  const asked = ReportQuery.safeParse(values)
  if (!asked.success || values.format === undefined || values.out === undefined) throw new ConfigError(usage)
  // A demonstration makes its own key; an installation is told its own.
  const config = loadConfig(process.env, { demo: process.env.SECRET_KEY === undefined })
  const cluster = config.databaseUrl ? null : await openCluster({ dataDir: config.dataDir, log: complain })
  const ownerUrl = config.databaseUrl ?? cluster!.ownerUrl
  const database = await openDatabase({ ownerUrl, secret: config.secret, log: complain, max: 2 })
  try {
    const at = config.demoNow ?? new Date()
    const { report } = await countReport(database.db, { ...asked.data, today: dayOf(at), at })
    const { bytes } = await fileOf(report, asked.data.format, at)
    await writeFile(values.out, bytes)
    const { documentTitle, box, blocks } = paperOf(report)
    const lines = blocks.flatMap((block) =>
      block.kind === 'table'
        ? block.rows.map((cells) => cells.map(({ runs }) => textOf(runs)).join(' / '))
        : [textOf(block.runs)],
    )
    process.stdout.write([documentTitle, `${box.number} ${box.title} (${box.team})`, ...lines, ''].join('\n'))
    if (!report.budget) complain(`No budget of ${report.to.slice(0, 4)} has been entered; the table says so.`)
    complain(`${values.out}: ${bytes.length.toLocaleString('en-US')} bytes`)
  } finally {
    await database.close()
    await cluster?.stop()
  }
}

main().catch((error: unknown) => {
  if (error instanceof Refusal) complain(sentence(error.code, 'en', error.params))
  else if (error instanceof ConfigError || error instanceof CannotStart) complain(error.message)
  else complain(String((error as Error).stack))
  process.exit(1)
})
