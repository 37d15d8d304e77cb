import { createReadStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { SourceName } from '../shared/importing.ts'
import { ConfigError, loadPlace } from './config.ts'
import { importPetitions, type Sums } from './petitions/importing/importing.actions.ts'
import { linesOf, UnreadableFile } from './petitions/importing/reading-lines.ts'
import { openCluster } from './platform/db/cluster.ts'
import { openAsOwner } from './platform/db/database.ts'
import { CannotStart } from './platform/db/faults.ts'
import { openNews } from './platform/db/news.ts'

const usage = 'npm run import -- FILE --source NAME [--ours] [--dry-run]'
const complain = (line: string) => void process.stderr.write(`${line}\n`)
const count = (number: number) => number.toLocaleString('en-US')

/**
 * Imports petitions of another site from a file, whether or not the server runs: a running one shows them at once.
 * Ends with 1 where a line could not be taken, with each such line told on standard error.
 */
async function main(): Promise<number> {
  const { file, source, ours, dryRun } = wanted()
  const place = loadPlace(process.env)
  const cluster = place.databaseUrl ? null : await openCluster({ dataDir: place.dataDir, log: complain })
  const ownerUrl = place.databaseUrl ?? cluster!.ownerUrl
  try {
    const { db, close } = await openAsOwner(ownerUrl, 'import_sources', complain)
    const news = await openNews(ownerUrl)
    try {
      const chunks = createReadStream(file) as AsyncIterable<Buffer>
      const told = {
        fault: (line: number, reason: string) => complain(`line ${line}: ${reason}`),
        progress: progress(),
      }
      const deps = { db, news, now: () => new Date() }
      const sums = await importPetitions(deps, linesOf(chunks), { source, ours, dryRun }, told)
      process.stdout.write(`${summary(sums, dryRun)}\n`)
      return sums.faults === 0 ? 0 : 1
    } finally {
      await news.end()
      await close()
    }
  } finally {
    await cluster?.stop()
  }
}

function wanted() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      source: { type: 'string' },
      ours: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
    },
  })
  const source = SourceName.safeParse(values.source)
  const [file] = positionals
  if (positionals.length !== 1 || file === undefined || !source.success) throw new ConfigError(usage)
  return { file, source: source.data, ours: values.ours, dryRun: values['dry-run'] }
}

/** Says how far it is, about every two seconds. */
function progress() {
  let said = Date.now()
  return ({ lines, added }: Sums) => {
    if (Date.now() - said < 2000) return
    said = Date.now()
    complain(`${count(lines)} lines read, ${count(added)} petitions added`)
  }
}

function summary({ lines, added, there, faults, undecided }: Sums, dryRun: boolean): string {
  const names = [...undecided].map(([name, petitions]) => `  ${name || '(none)'}: ${count(petitions)}`)
  return [
    `${count(lines)} lines: ${count(added)} petitions ${dryRun ? 'would be added' : 'added'}, ${count(there)} were there already, ${count(faults)} not taken.`,
    ...(names.length > 0 ? ['Categories that are not decided yet (see /desk/imports):', ...names] : []),
    ...(dryRun ? ['Nothing was written.'] : []),
  ].join('\n')
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const known =
      error instanceof ConfigError || error instanceof CannotStart || error instanceof UnreadableFile
    const { code, message, stack } = error as NodeJS.ErrnoException
    const ofFile =
      code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES' || code?.startsWith('ERR_PARSE_ARGS')
    complain(known || ofFile ? message : String(stack))
    process.exitCode = 1
  },
)
