import { describe, expect, test } from 'vitest'
import { linesOf } from '../../../server/petitions/importing/reading-lines.ts'
import { startApp } from '../../support/app.ts'
import { petition, taker, toCp949 } from './importing.ts'

const app = await startApp({ now: new Date('2026-11-30T03:00:00Z') })
const take = taker(app)

describe('a table', () => {
  const csv = [
    '번호,제목,내용,분야,시작일,마감일,공감수,상태',
    'c1,"쉼표, 그리고 ""따옴표""","첫 줄\n둘째 줄",교통/건축/국토,2019.6.3,2019/07/03,"2,000",청원종료',
    'c2,평범한 가로수,짧은 글,행정,2019-06-03,2019-07-03,7,',
  ].join('\r\n')

  test.each([
    ['UTF-8', Buffer.from(csv)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${csv}`)],
    ['CP949', toCp949(csv)],
  ])('in %s is read with its quotes, line ends and dates', async (name, file) => {
    expect(await take(file, { source: `표 ${name}` })).toMatchObject({ lines: 2, added: 2, faults: [] })
    const rows = await app.deps.sql`
      select title, problem, opened_at from petitions p join import_sources s on s.id = p.source_id
      where s.name = ${`표 ${name}`} order by source_number`
    expect(rows[0]).toMatchObject({ title: '쉼표, 그리고 "따옴표"', problem: '첫 줄\n둘째 줄' })
    expect(rows[1]!.title).toBe('평범한 가로수')
  })

  test('whose quote never closes tells the line and goes on in the next', async () => {
    const broken = csv.replace('c2,평범한', 'c2,"평범한')
    const file = `${broken}\r\nc3,다음 줄,글,행정,2019-06-03,2019-07-03,7,\r\n`
    const { added, faults } = await take(file, { source: '열린 따옴표' })
    expect([added, faults]).toEqual([2, ['4: a quote is opened and never closed']])
  })

  test('without its columns is refused as a whole', async () => {
    await expect(take('a,b,c\n1,2,3\n')).rejects.toThrow('names no column petition_idx')
    await expect(take(Buffer.from('\ufeff{"a":1}', 'utf16le'))).rejects.toThrow('UTF-8 or CP949')
    await expect(take('')).rejects.toThrow('empty')
  })
})

describe('broken lines', () => {
  test('are told by number and reason, and the others are taken', async () => {
    const good = (id: string) =>
      Buffer.from(`${JSON.stringify(petition({ petition_idx: id, title: `성한 ${id}` }))}\n`)
    const bad: [object | Buffer, RegExp][] = [
      [petition({ begin: '2019-13-40' }), /begin/],
      [petition({ begin: '2019-08-01', end: '2019-07-01' }), /before it began/],
      [petition({ end: '2027-01-01' }), /still to come/],
      [petition({ num_agree: '-5' }), /num_agree/],
      [petition({ num_agree: '많음' }), /num_agree/],
      [petition({ num_agree: 1.5 }), /num_agree/],
      [petition({ num_agree: '1e9' }), /num_agree/],
      [petition({ title: '' }), /title/],
      [petition({ title: '가'.repeat(400) }), /title/],
      [petition({ content: 'a\u0000b' }), /content/],
      [petition({ petition_idx: "1'; drop table petitions; --" }), /petition_idx/],
      [petition({ petition_idx: 'g1', title: '다른 제목' }), /another title/],
      [{}, /petition_idx/],
      [Buffer.from('[]'), /object/],
      [Buffer.from('null'), /object/],
      [Buffer.from('{"title": "끊긴'), /cut off/],
      [Buffer.from('{"title":"\xb9\xe3"}', 'latin1'), /UTF-8/],
      [Buffer.from(`{"title":"${'가'.repeat(800_000)}"}`), /2 MB/],
    ]
    const file = Buffer.concat([
      good('g1'),
      ...bad.flatMap(([line]) => [
        Buffer.isBuffer(line) ? line : Buffer.from(JSON.stringify(line)),
        Buffer.from('\n'),
      ]),
      Buffer.from('\n\n'),
      good('g2'),
    ])
    const { added, faults } = await take(file)
    expect(added).toBe(2)
    expect(faults).toHaveLength(bad.length)
    const of = (line: number) => faults.find((fault) => fault.startsWith(`${line}: `)) ?? ''
    bad.forEach(([, reason], index) => expect(of(index + 2)).toMatch(reason))
  })

  test('one without an end takes no memory, however long it is', async () => {
    async function* endless() {
      yield Buffer.from('{"title":"')
      const piece = Buffer.alloc(1024 * 1024, 'a')
      for (let i = 0; i < 300; i += 1) yield piece
      yield Buffer.from(`\n${JSON.stringify(petition({ petition_idx: 'after-all' }))}`)
    }
    const before = process.memoryUsage().arrayBuffers
    let most = 0
    const seen: object[] = []
    for await (const line of linesOf(endless())) {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before)
      seen.push(line)
    }
    expect(seen).toMatchObject([
      { line: 1, fault: 'longer than 2 MB' },
      { line: 2, petition: { petition_idx: 'after-all' } },
    ])
    expect(most).toBeLessThan(64 * 1024 * 1024)
  })
})
