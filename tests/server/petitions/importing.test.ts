import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Petition, PetitionList } from '../../../shared/petitions.ts'
import { startApp } from '../../support/app.ts'
import { atEndOfFile } from '../../support/lifetime.ts'
import { inParallel } from '../../support/parallel.ts'
import { root } from '../../support/sources.ts'
import { jsonl, petition, taker } from './importing.ts'

const now = new Date('2026-11-30T03:00:00Z')
const app = await startApp({ now })
const take = taker(app)
const folder = await mkdtemp(join(tmpdir(), 'sotong-import-'))
atEndOfFile(() => rm(folder, { recursive: true, force: true }))

const find = async (q: string) =>
  (await app.api<PetitionList>('GET', `/api/petitions?stage=all&q=${encodeURIComponent(q)}`)).body.items
const count = async (table: string) =>
  (await app.deps.sql.unsafe(`select count(*)::int as n from ${table}`))[0]!.n as number

describe('an imported petition', () => {
  test('is closed, owes nothing, was endorsed by nobody here, and is found at once, also by its old number', async () => {
    expect(await find('1001')).toEqual([])
    const before = await count('endorsements')
    expect(await take(jsonl(petition()))).toMatchObject({ added: 1, there: 0, faults: [] })
    const [found] = await find('1001')
    expect(found).toMatchObject({ state: 'closed', total: 1234, threshold: null, source: '옛 청원' })
    expect(found!.number).toMatch(/^2019-\d{4}$/)
    const { body } = await app.api<Petition>('GET', `/api/petitions/${found!.number}`)
    expect(body).toMatchObject({
      counts: { imported: 1234, online: 0, paper: 0 },
      established: false,
      response: 'none',
      category: 'living-environment',
      openedAt: '2019-06-02T15:00:00.000Z',
      closesAt: '2019-07-03T15:00:00.000Z',
      source: { name: '옛 청원', number: '1001', category: '안전/환경' },
    })
    await app.settle()
    expect([await count('endorsements'), await count('establishments')]).toEqual([before, 0])
    const page = await app.page(`/petitions/${found!.number}`)
    expect(page.html).toContain('‘옛 청원’에서 옮긴 청원입니다.')
    expect(page.html).toContain('공공누리 제1유형')
    expect(page.html).not.toContain(`/petitions/${found!.number}/endorsements`)
  })

  test('that was answered there is answered elsewhere, and stands in the lists of its kind', async () => {
    await take(jsonl(petition({ petition_idx: 2001, title: '브리핑까지 간 이야기', status: '브리핑' })))
    const [found] = await find('브리핑까지 간')
    expect(found).toMatchObject({ response: 'answered', responseKind: 'elsewhere' })
    const { body } = await app.api<PetitionList>('GET', '/api/petitions?stage=answered')
    expect(body.items.map(({ number }) => number)).toContain(found!.number)
    expect((await app.page('/')).html).not.toContain('브리핑까지 간 이야기')
  })

  test('comes once, however often and however many at a time it is imported', async () => {
    const lines = Array.from({ length: 450 }, (_, i) =>
      petition({ petition_idx: `r${i}`, title: `되풀이 ${i}` }),
    )
    const file = jsonl(...lines)
    const both = await Promise.all([take(file), take(file)])
    expect(both.map(({ added, there }) => added + there)).toEqual([450, 450])
    expect(both[0]!.added + both[1]!.added).toBe(450)
    expect(await take(file)).toMatchObject({ added: 0, there: 450 })
    const numbers = await app.deps.sql`select number from petitions where source_number like 'r%'`
    expect(new Set(numbers.map(({ number }) => number)).size).toBe(450)
    const counted = await app.deps.sql`select count(*)::int as n from petitions where source_id is not null`
    const { body } = await app.api<PetitionList>('GET', '/api/petitions?stage=all')
    expect(body.total).toBe(counted[0]!.n)
  })

  test('of two sources may have the same number', async () => {
    await take(jsonl(petition({ petition_idx: 'same', title: '같은 번호 하나' })))
    const other = await take(jsonl(petition({ petition_idx: 'same', title: '같은 번호 둘' })), {
      source: '다른 곳',
    })
    expect(other).toMatchObject({ added: 1, faults: [] })
  })
})

describe('a dry run', () => {
  test('tells the same and writes nothing, not even a name', async () => {
    const file = jsonl(
      petition({ petition_idx: 'd1', category: '처음 보는 분야' }),
      petition({ petition_idx: 'd1', category: '처음 보는 분야' }),
      petition({ petition_idx: 'd1', title: '다른 제목' }),
      petition({ begin: '2019-02-30' }),
    )
    const tables = [
      'petitions',
      'petition_counts',
      'import_sources',
      'import_categories',
      'audit_entries',
      'petition_search',
    ]
    const before = await Promise.all(tables.map(count))
    const dry = await take(file, { source: '마른 시험', dryRun: true })
    expect(await Promise.all(tables.map(count))).toEqual(before)
    const real = await take(file, { source: '마른 시험' })
    expect(dry).toEqual(real)
    expect(real).toMatchObject({ lines: 4, added: 1, there: 1, undecided: new Map([['처음 보는 분야', 1]]) })
    expect(real.faults).toHaveLength(2)
  })
})

describe('categories of other sites', () => {
  test('that are new go to the default, are listed at the desk, and move when they are decided', async () => {
    const admin = await app.as.officer('administrator')
    await take(jsonl(petition({ petition_idx: 'k1', title: '우주 정거장', category: '우주' })))
    expect((await find('우주 정거장'))[0]!.category).toBe('self-government')
    const listed = await app.page('/desk/imports', { cookie: admin.cookie })
    expect(listed.html).toContain('우주')
    const send = (category: string) =>
      app.page('/desk/imports/categories', {
        form: { name: '우주', category },
        cookie: admin.cookie,
      })
    expect((await send('no-such')).status).toBe(422)
    expect((await send('city')).status).toBe(303)
    app.deps.pages.drop('')
    expect((await find('우주 정거장'))[0]!.category).toBe('city')
    await take(jsonl(petition({ petition_idx: 'k2', title: '우주 망원경', category: '우주' })))
    expect((await find('우주 망원경'))[0]!.category).toBe('city')
  })

  test('and whether a source is ours is decided there too, or by the command', async () => {
    const admin = await app.as.officer('administrator')
    await take(jsonl(petition({ petition_idx: 'o1' })), { source: '우리 옛 누리집', ours: true })
    await take(jsonl(petition({ petition_idx: 'o2' })), { source: '우리 옛 누리집' })
    const [row] = await app.deps
      .sql`select id::int as id, ours from import_sources where name = '우리 옛 누리집'`
    expect(row!.ours).toBe(true)
    const form = { source: String(row!.id) }
    const sent = await app.page('/desk/imports/sources', { form, cookie: admin.cookie })
    expect(sent.status).toBe(303)
    const [after] = await app.deps.sql`select ours from import_sources where id = ${row!.id}`
    expect(after!.ours).toBe(false)
  })
})

test('the command imports while the server runs, which shows it at once', async () => {
  const file = join(folder, 'one.jsonl')
  await writeFile(
    file,
    jsonl(petition({ petition_idx: 'cli-1', title: '명령으로 들인 청원' }), { broken: true }),
  )
  expect(await find('명령으로 들인')).toEqual([])
  const run = await command([file, '--source', '명령'])
  expect(run).toMatchObject({ code: 1 })
  expect(run.out).toContain('2 lines: 1 petitions added, 0 were there already, 1 not taken.')
  expect(run.err).toContain('line 2: petition_idx')
  expect(await find('명령으로 들인')).toHaveLength(1)
  expect((await command([file])).err).toContain('--source NAME')
  expect((await command([join(folder, 'none.csv'), '--source', 'x'])).err).toContain('ENOENT')
})

/** What people wrote to the national site, where the archive lies beside the checkout; it is no part of the product. */
const archive = join(root, '../shared/data/blue-house-petitions-2019-06.jsonl')
test('all petitions of the archive go in, and every list shows them', async () => {
  const file = existsSync(archive) ? await readFile(archive) : jsonl(petition({ petition_idx: 'only' }))
  const all = file.toString().split('\n').filter(Boolean)
  const ids = all.map((line) => (JSON.parse(line) as { petition_idx: string }).petition_idx)
  expect(await take(file, { source: '보관된 청원' })).toMatchObject({
    added: ids.length,
    faults: [],
  })
  expect(await take(file, { source: '보관된 청원' })).toMatchObject({
    added: 0,
    there: ids.length,
  })
  await inParallel(ids, 8, async (id) => {
    const [found] = await find(id)
    expect(found?.source).toBe('보관된 청원')
  })
  const seen = new Set<string>()
  for (let after: string | null = ''; after !== null;) {
    const page: { body: PetitionList } = await app.api(
      'GET',
      `/api/petitions?stage=all&limit=100${after && `&after=${after}`}`,
    )
    page.body.items.forEach(({ number }) => seen.add(number))
    after = page.body.next
  }
  const rows = await app.deps.sql`
    select number from petitions p join import_sources s on s.id = p.source_id where s.name = '보관된 청원'`
  await inParallel([...rows], 8, async ({ number }) => {
    expect(seen.has(number as string)).toBe(true)
    expect((await app.page(`/petitions/${number}`)).status).toBe(200)
  })
}, 120_000)

async function command(args: string[]) {
  return new Promise<{ code: number; out: string; err: string }>((done) => {
    const env = { ...process.env, DATABASE_URL: app.ownerUrl, DATA_DIR: folder }
    execFile(process.execPath, ['server/import.ts', ...args], { cwd: root, env }, (error, out, err) =>
      done({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}
