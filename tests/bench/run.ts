import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Bench } from './bench.ts'
import { openPlace } from './place.ts'

const say = (line: string) => void process.stderr.write(`${line}\n`)

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length))
  .toSorted()
const find = async (name: string) =>
  ((await import(join(import.meta.dirname, `${name}.bench.ts`))) as { bench: Bench }).bench

/** `npm run bench` lists them; `npm run bench -- NAME [--quick] [--rounds 5]` runs one and prints one JSON object at its end. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, rounds: { type: 'string' } },
})
const [name] = positionals
if (name === undefined) {
  for (const each of names) process.stdout.write(`${each.padEnd(12)}${(await find(each)).about}\n`)
} else if (!names.includes(name)) {
  say(`There is no benchmark “${name}”: ${names.join(', ')}.`)
  process.exitCode = 1
} else {
  const { quick } = values
  const rounds = Number(values.rounds ?? (quick ? 1 : 5))
  const bench = await find(name)
  const place = await openPlace(say)
  try {
    const { figures, ratios } = await bench.run({ quick, rounds, say, place })
    process.stdout.write(`${JSON.stringify({ name, figures, ratios })}\n`)
  } finally {
    await place.close()
  }
}
