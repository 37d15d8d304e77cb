import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import readExcel from 'read-excel-file/node'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { fillDemonstration } from '../../../server/demo/demo.ts'
import type { WorkReport } from '../../../shared/work-report.ts'
import { startApp } from '../../support/app.ts'
import { testSecret } from '../../support/database.ts'
import { atEndOfFile } from '../../support/lifetime.ts'
import { openHwpx } from './hwpx-reader.ts'
import { faultsIn } from './owpml.ts'

// A whole demonstration is written, and the command starts processes of its own.
vi.setConfig({ testTimeout: 120_000 })

const app = await startApp({ now: new Date('2026-11-25T01:00:00Z') })
const period = 'from=2021-01-01&to=2021-09-30'
const folder = await mkdtemp(join(tmpdir(), 'sotong-report-'))
atEndOfFile(() => rm(folder, { recursive: true, force: true }))
let cookie = ''
beforeAll(async () => {
  await fillDemonstration(app.deps, () => {})
  ;({ cookie } = await app.as.officer('communication'))
})

/** The lines of the report of 30 September 2021 that a file must say. */
const lines = [
  '구민청원 접수·처리 330건(누계: 967건)',
  '1,000명 공감청원 답변·영상 게시 3건(누계: 14건)',
  '타운홀미팅: ‘미래비전자문단과의 토론’ 등 총 10회 실시',
  '영등포1번가 소통행사: ‘다문화가족 구민과의 소통’ 등 총 57회 실시',
  '41,000 (구비 41,000)',
  '27,450 (구비 27,450)',
  '66.9',
]
const file = async (format: string) => {
  const response = await fetch(`${app.url}/api/work-reports?${period}&format=${format}`, {
    headers: { cookie },
  })
  expect(response.status).toBe(200)
  return { bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers }
}

describe('the year 2021, counted again from rows', () => {
  test('as JSON: 330 of 967, 3 of 14, 10, 57, 41,000, 27,450, 66.9, and every sum fits', async () => {
    const { body } = await app.api<{ report: WorkReport; checks: { name: string; holds: boolean | null }[] }>(
      'GET',
      `/api/work-reports?${period}`,
      undefined,
      { cookie },
    )
    const { report, checks } = body
    expect([report.received.count, report.received.total]).toEqual([330, 967])
    expect([report.established.count, report.established.total]).toEqual([3, 14])
    expect([report.townHalls.count, report.events.count]).toEqual([10, 57])
    expect(report.budget).toMatchObject({
      budget: { total: 41_000 },
      executed: { total: 27_450 },
      rate: '66.9',
    })
    expect(report.standing).toMatchObject({ answered: 291, ended: 18, unclear: 0 })
    expect(report.standing.inReview + report.standing.collecting + report.standing.awaiting).toBe(21)
    expect(checks.filter(({ holds }) => holds === false)).toEqual([])
    const { sql } = app.deps
    const [rows] =
      await sql`select count(*)::int as petitions, (select count(*)::int from endorsements e join petitions p
      on p.id = e.petition_id where p.number like '2021-%') as endorsements from petitions where number like '2021-%'`
    expect(rows!.petitions).toBe(330)
    expect(rows!.endorsements).toBeGreaterThan(10_000)
  })

  test('as CSV, which a spreadsheet opens as UTF-8', async () => {
    const { bytes, headers } = await file('csv')
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(headers.get('content-disposition')).toBe(
      'attachment; filename="work-report-2021-01-01-2021-09-30.csv"',
    )
    for (const line of lines) expect(bytes.toString('utf8')).toContain(line)
  })

  test('as XLSX, with each number in a cell of its own', async () => {
    const { bytes } = await file('xlsx')
    const [page, annex, cube] = await readExcel(bytes)
    const cells = page!.data.flat().map(String)
    for (const line of lines.slice(0, 6)) expect(cells).toContain(line)
    const received = page!.data.find((row) => String(row[1]).startsWith('구민청원 접수'))!
    expect(received.slice(2, 4)).toEqual([330, 967])
    expect(page!.data.flat()).toContain(66.9)
    expect(annex!.data.flat()).toContain('분야별 접수')
    const counts = cube!.data.slice(3).map((row) => Number(row[3]))
    expect(counts.reduce((a, b) => a + b, 0)).toBe(330)
  })

  test('as HWPX, in the office’s own layout', async () => {
    const { text, tree } = await openHwpx((await file('hwpx')).bytes)
    for (const line of lines) expect(text).toContain(line)
    for (const part of ['header', 'section0']) expect(faultsIn(tree(`Contents/${part}.xml`))).toEqual([])
  })

  test('as the page on the screen', async () => {
    const { html } = await app.page(`/desk/work-reports?${period}`, { cookie })
    for (const figure of ['330건', '967건', '3건', '14건', '10회', '57회', '41,000', '27,450', '66.9'])
      expect(html).toContain(`>${figure}</a>`)
  })

  test('as the command writes it to a file and prints it', async () => {
    const out = join(folder, 'report.hwpx')
    const asked = ['--from', '2021-01-01', '--to', '2021-09-30', '--format', 'hwpx', '--out', out]
    const { stdout } = await command(asked)
    for (const line of lines) expect(stdout).toContain(line)
    const written = await openHwpx(await readFile(out))
    for (const line of lines) expect(written.text).toContain(line)
  })

  test('and the command says what it cannot do', async () => {
    const backwards = [
      '--from',
      '2021-09-30',
      '--to',
      '2021-01-01',
      '--format',
      'csv',
      '--out',
      join(folder, 'x.csv'),
    ]
    await expect(command(backwards)).rejects.toThrow('The period ends before it begins.')
    await expect(command([])).rejects.toThrow('npm run report')
  })
})

/** Runs the command on this server's database, as from the shell. */
function command(args: string[]) {
  const env = {
    ...process.env,
    DATABASE_URL: app.ownerUrl,
    SECRET_KEY: testSecret,
    DATA_DIR: folder,
    PUBLIC_URL: app.url,
  }
  return promisify(execFile)(process.execPath, ['server/report.ts', ...args], { env })
}
