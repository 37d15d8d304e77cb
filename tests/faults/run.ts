import { chmod, mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { closeFile } from '../support/lifetime.ts'
import { aloneScenarios } from './scenarios.alone.ts'
import { type Found, scenarios } from './scenarios.ts'
import { openWorld } from './world.ts'

/** `npm run faults [-- --quick] [-- --only WORDS]`: progress on stderr, one JSON object as the last line. */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    // What the product itself said, afterwards.
    say: { type: 'boolean', default: false },
  },
})
const say = (line: string) => void process.stderr.write(`${line}\n`)

const folder = resolve(process.env.DATA_DIR ?? '.data', 'faults')
await mkdir(folder, { recursive: true })
// As root, PostgreSQL runs as nobody and passes through.
await chmod(folder, 0o755)

const notRun: Record<string, string> = {}
const chosen = [...scenarios, ...aloneScenarios].filter(
  ({ name, short }) => name.includes(values.only) && (short || !values.quick),
)
const found: ({ name: string } & Found)[] = []
const world = await openWorld({ folder, quick: values.quick, say })
try {
  for (const { name, run, runs } of chosen) {
    const can = runs?.() ?? true
    if (can !== true) {
      notRun[name] = can
      say(`${name}: not run, ${can}`)
      continue
    }
    const result = await run(world)
    found.push({ name, ...result })
    say(`${name}: ${JSON.stringify({ ...result, odd: result.odd.slice(0, 5) })}`)
  }
} finally {
  if (values.say) say(world.product.said())
  await world.close()
  await closeFile()
}

const sum = (of: (one: Found) => number) => found.reduce((total, one) => total + of(one), 0)
const figures = {
  scenarios: found.length,
  acknowledged: sum((one) => one.acknowledged),
  lost: sum((one) => one.lost),
  doubled: sum((one) => one.doubled),
  unequal: sum((one) => one.unequal),
  mails_twice: Math.max(0, ...found.map((one) => one.mails_twice)),
  jobs_left: sum((one) => one.jobs_left),
  odd: sum((one) => one.odd.length),
  recovered_s: Math.max(0, ...found.map((one) => one.recovered_s)),
}
process.stdout.write(
  `${JSON.stringify({ name: 'faults', figures, scenarios: found.map(({ name }) => name) })}\n`,
)
const { lost, doubled, unequal, mails_twice, jobs_left, odd, recovered_s } = figures
process.exit(lost + doubled + unequal + mails_twice + jobs_left + odd === 0 && recovered_s < 60 ? 0 : 1)
