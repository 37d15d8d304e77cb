import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { DrawResult } from '../shared/draws.ts'
import { faultOf } from './townhalls/seats/draw.ts'

/**
 * Computes a published draw again: `npm run draw -- --file RESULT.json`, where RESULT.json is what
 * `/api/town-halls/7/draw` answers, or `-` for standard input. It needs no server and no database.
 */
function main(): number {
  const { values } = parseArgs({ options: { file: { type: 'string' } } })
  if (values.file === undefined) return complain('Say which result: npm run draw -- --file RESULT.json')
  const read = DrawResult.safeParse(jsonOf(values.file))
  if (!read.success) return complain('This is no published result of a draw.')
  const fault = faultOf(read.data)
  if (fault !== null) return complain(fault)
  const parties = read.data.sittings.reduce((sum, sitting) => sum + sitting.parties.length, 0)
  process.stdout.write(`The seed is the committed one, and all ${parties} places follow from it.\n`)
  return 0
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8'))
  } catch {
    return null
  }
}

function complain(line: string): number {
  process.stderr.write(`${line}\n`)
  return 1
}

process.exitCode = main()
