import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesIn, literalsOf, root, textOf } from '../support/sources.ts'

const code = ['server', 'shared', 'web', 'tests']
const texts = [
  '.ts',
  '.js',
  '.mjs',
  '.svelte',
  '.css',
  '.sql',
  '.json',
  '.md',
  '.yaml',
  '.yml',
  'Dockerfile',
  'run',
]

/** Every way in which PostgreSQL asks its own clock. */
const databaseClock =
  /\b(?:(?:now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(|current_(?:timestamp|date|time)\b|localtime(?:stamp)?\b)/i

describe('how the code is written', () => {
  test('the clock is an argument: no SQL of a feature asks the database for the time', () => {
    const features = filesIn(['server'], ['.ts']).filter((path) => !path.startsWith('server/platform/'))
    const inCode = features.flatMap((path) =>
      literalsOf(path).flatMap(({ text, line }) =>
        databaseClock.test(text) ? [`${path}:${line}: ${text.trim()}`] : [],
      ),
    )
    const byDefault = features.filter((path) => /\.defaultNow\(/.test(textOf(path)))
    const inMigrations = filesIn(['drizzle'], ['.sql']).filter((path) =>
      databaseClock.test(textOf(path).replace(/--.*$/gm, '')),
    )
    expect([...inCode, ...byDefault, ...inMigrations]).toEqual([])
  })

  test('the search for clocks sees one', () => {
    expect('select * from petitions where closes_at < now()').toMatch(databaseClock)
    expect('default CURRENT_TIMESTAMP').toMatch(databaseClock)
    expect('what is known now (roughly)').toMatch(databaseClock)
    expect('known_at, nowhere').not.toMatch(databaseClock)
  })

  test('no file is longer than 300 lines', () => {
    const long = filesIn(code, ['.ts', '.js', '.svelte', '.css'])
      .filter((path) => !path.startsWith('web/fonts/'))
      .map((path) => ({ path, lines: textOf(path).trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > 300)
    expect(long).toEqual([])
  })

  test('nothing names a machine: no home folders, no private addresses', () => {
    // In pieces, so that this file does not find itself.
    const folders = new RegExp(
      `(?<![\\w.:/-])/(?:${['home', 'root', 'Users', 'work', 'farm', 'workspace'].join('|')})/`,
    )
    const addresses =
      /\b(?:10\.\d+|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d+\.\d+\b|\b[\w-]+\.(?:internal|corp|lan)\b/
    const found = filesIn(['.'], texts).flatMap((path) =>
      textOf(path)
        .split('\n')
        .flatMap((line, at) =>
          folders.test(line) || addresses.test(line) ? [`${path}:${at + 1}: ${line.trim()}`] : [],
        ),
    )
    expect(found).toEqual([])
  })

  test('the lock file names no registry but the public one', () => {
    const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
    const resolved = [...lock.matchAll(/"resolved": "([^"]+)"/g)].map((match) => match[1])
    expect(resolved.filter((address) => !address!.startsWith('https://registry.npmjs.org/'))).toEqual([])
  })
})
