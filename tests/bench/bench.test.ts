import { mkdtemp, rm } from 'node:fs/promises'
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { openSingle } from '../../server/platform/db/connect.ts'
import { testSecret } from '../support/database.ts'
import { atEndOfFile } from '../support/lifetime.ts'
import { runToEnd } from '../support/product.ts'

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length))
const folder = await mkdtemp(join(tmpdir(), 'sotong-bench-'))
atEndOfFile(() => rm(folder, { recursive: true, force: true }))
const clusterUrl = inject('clusterUrl')
const env = { DATABASE_URL: clusterUrl, SECRET_KEY: testSecret, DATA_DIR: folder }
const bench = (...args: string[]) => runToEnd('tests/bench/run.ts', args, env)

describe('benchmarks', () => {
  test('are listed, each with what it measures; an unknown name is told which there are', async () => {
    const listed = await bench()
    const lines = listed.out.trim().split('\n')
    expect(lines.map((line) => line.split(' ', 1)[0]).toSorted()).toEqual(names.toSorted())
    for (const line of lines) expect(line).toMatch(/^\S+ +\S.{20,}/)
    const unknown = await bench('nothing')
    expect(unknown.code).toBe(1)
    expect(unknown.err).toContain('page')
  })

  test.each(names)(
    '%s runs its short form: nothing but one line of figures and ratios, and no database left',
    async (name) => {
      const { code, out, err } = await bench(name, '--quick')
      expect(code, err).toBe(0)
      const told = JSON.parse(out) as {
        name: string
        figures: Record<string, number>
        ratios: Record<string, number>
      }
      expect(Object.keys(told)).toEqual(['name', 'figures', 'ratios'])
      expect(told.name).toBe(name)
      expect(Object.keys(told.figures).length).toBeGreaterThan(0)
      for (const ratio of Object.values(told.ratios)) expect(ratio).toBeGreaterThan(0)
      const sql = openSingle(clusterUrl, 'sotong tests')
      const left = await sql`select datname from pg_database where datname like 'bench\\_%'`
      await sql.end()
      expect(left).toHaveLength(0)
    },
    240_000,
  )
})
