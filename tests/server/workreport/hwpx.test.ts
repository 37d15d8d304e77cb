import { describe, expect, test } from 'vitest'
import { hwpxOf } from '../../../server/workreport/hwpx/hwpx.ts'
import type { Paper } from '../../../shared/work-report-paper.ts'
import { all, type Node, openHwpx, treeOf } from './hwpx-reader.ts'
import { faultsIn } from './owpml.ts'

const nasty = `<b>‘다문화’ & "소통"</b> ]]> \u0000\u001f\ud800 끝`
const paper: Paper = {
  documentTitle: `2021. 9. 30. 기준 ${nasty}`,
  organisation: '영등포구',
  period: '2021. 1. 1. ~ 9. 30.',
  box: { number: '4', title: '구민 참여 확대', team: '소통공감팀' },
  purpose: nasty,
  blocks: [
    { kind: 'heading', runs: ['주요 추진실적'] },
    { kind: 'circle', runs: ['운영 실적'] },
    { kind: 'dash', runs: ['접수·처리 ', { figure: 'received', text: '330건' }] },
    {
      kind: 'table',
      caption: '예산현황',
      unit: '(단위: 천원)',
      columns: ['예 산 액', '집 행 액', '집행률(%)'],
      rows: [[{ runs: ['41,000'] }, { runs: ['27,450'], right: true }, { runs: [nasty], head: true }]],
    },
    { kind: 'note', runs: ['참고'] },
  ],
  annex: { title: '붙임', blocks: [] },
  cube: { kind: 'table', caption: '', unit: '', columns: [], rows: [] },
  printed: ['제1판'],
}
const bytes = hwpxOf(paper)
const { parts, tree, text } = await openHwpx(bytes)
const header = tree('Contents/header.xml')
const section = tree('Contents/section0.xml')
const named = (node: Node, name: string) => node.children.find((child) => child.name === name)!

describe('the package (KS X 6101)', () => {
  test('begins with its media type, stored as it is, so that programs know it by its first bytes', () => {
    expect(bytes.readUInt32LE(0)).toBe(0x04034b50)
    expect(bytes.readUInt16LE(8)).toBe(0) // stored
    expect(bytes.readUInt16LE(28)).toBe(0) // no extra field
    expect(bytes.subarray(30, 30 + 8 + 19).toString()).toBe('mimetypeapplication/hwp+zip')
  })

  test('holds every part that its container, package and the standard name, each well formed', () => {
    expect([...parts.keys()][0]).toBe('mimetype')
    for (const name of parts.keys())
      if (/\.(?:xml|hpf)$/.test(name)) expect(tree(name).name).toMatch(/^\w+:\w+$/)
    const roots = all(tree('META-INF/container.xml'), 'ocf:rootfile').map(
      ({ attributes }) => attributes['full-path'],
    )
    expect(roots).toEqual(['Contents/content.hpf', 'Preview/PrvText.txt'])
    const items = all(tree('Contents/content.hpf'), 'opf:item').map(({ attributes }) => attributes)
    for (const { href } of items) expect(parts.has(href!)).toBe(true)
    const spine = all(tree('Contents/content.hpf'), 'opf:itemref').map(({ attributes }) => attributes.idref)
    expect(spine).toEqual(['header', 'section0'])
    expect(parts.has('settings.xml') && parts.has('META-INF/manifest.xml')).toBe(true)
    expect(tree('version.xml').attributes).toMatchObject({
      tagetApplication: 'WORDPROCESSOR',
      xmlVersion: '1.4',
    })
  })

  test('says its version in a part that lies uncompressed, as the standard wants', () => {
    const at = bytes.indexOf('version.xml') - 30
    expect(bytes.readUInt32LE(at)).toBe(0x04034b50)
    expect(bytes.readUInt16LE(at + 8)).toBe(0) // stored
  })

  test('is the same bytes whenever it is made', () => {
    expect(hwpxOf(paper).equals(bytes)).toBe(true)
  })
})

describe('its parts, by the schema of the standard', () => {
  test('hold only elements, attributes, values and orders that the standard knows', () => {
    expect(faultsIn(header)).toEqual([])
    expect(faultsIn(section)).toEqual([])
  })

  test.each([
    ['an element of another format', '<hp:p ', '<hp:w id="1"/><hp:p ', 'hs:sec holds hp:w hp:p'],
    ['an attribute that no version knows', '<hp:tr>', '<hp:tr height="3">', 'hp:tr has height'],
    ['a value beyond its list', 'pageBreak="CELL"', 'pageBreak="ROW"', 'hp:tbl says pageBreak="ROW"'],
    ['a table without cells', /<hp:tr>.*?<\/hp:tr>/gs, '', 'hp:tbl holds hp:sz hp:pos'],
    [
      'a cell that does not say where it stands',
      /<hp:cellAddr[^>]*>/g,
      '',
      'hp:tc holds hp:subList hp:cellSpan',
    ],
    ['a paragraph without its number', /<hp:p id="\d+"/g, '<hp:p', 'hp:p lacks id'],
  ])('%s would be found', (_, part, instead, fault) => {
    const spoiled = parts.get('Contents/section0.xml')!.replace(part as string, instead)
    expect(faultsIn(treeOf(spoiled)).join('\n')).toContain(fault)
  })

  test('lists say how many they hold, and ids are those that are named elsewhere', () => {
    for (const list of named(header, 'hh:refList').children) {
      expect(Number(list.attributes.itemCnt)).toBe(list.children.length)
    }
    for (const face of all(header, 'hh:fontface'))
      expect(Number(face.attributes.fontCnt)).toBe(face.children.length)
    const ids = (name: string) => new Set(all(header, name).map(({ attributes }) => attributes.id))
    const letters = ids('hh:charPr')
    const paragraphs = ids('hh:paraPr')
    const styles = ids('hh:style')
    const borders = ids('hh:borderFill')
    for (const run of all(section, 'hp:run')) expect(letters).toContain(run.attributes.charPrIDRef)
    for (const p of all(section, 'hp:p')) {
      expect(paragraphs).toContain(p.attributes.paraPrIDRef)
      expect(styles).toContain(p.attributes.styleIDRef)
    }
    for (const cell of all(section, 'hp:tc')) expect(borders).toContain(cell.attributes.borderFillIDRef)
    for (const style of all(header, 'hh:style')) {
      expect(letters).toContain(style.attributes.charPrIDRef)
      expect(paragraphs).toContain(style.attributes.paraPrIDRef)
    }
    const seen = [...all(section, 'hp:p'), ...all(section, 'hp:tbl')].map(({ attributes }) => attributes.id)
    expect(new Set(seen).size).toBe(seen.length)
  })

  test('the section begins with its page: A4 upright, one column', () => {
    const first = section.children[0]!
    expect(all(first, 'hp:pagePr')[0]!.attributes).toMatchObject({
      width: '59528',
      height: '84188',
      landscape: 'WIDELY',
    })
    expect(all(first, 'hp:colPr')[0]!.attributes.colCount).toBe('1')
  })

  test('tables say their rows and columns, and every cell where it stands', () => {
    const tables = all(section, 'hp:tbl')
    expect(tables).toHaveLength(2)
    for (const table of tables) {
      const rows = all(table, 'hp:tr')
      expect(Number(table.attributes.rowCnt)).toBe(rows.length)
      for (const [row, tr] of rows.entries()) {
        const cells = all(tr, 'hp:cellAddr').map(({ attributes }) => [attributes.rowAddr, attributes.colAddr])
        expect(cells).toEqual(
          Array.from({ length: Number(table.attributes.colCnt) }, (_, column) => [`${row}`, `${column}`]),
        )
      }
    }
  })
})

describe('what a reader of it sees', () => {
  test('levels with their marks, numbers, units, and texts as they were written', () => {
    for (const line of [
      '□ 주요 추진실적',
      '○ 운영 실적',
      '- 접수·처리 330건',
      '예산현황 (단위: 천원)',
      '※ 참고',
      '41,000',
      '제1판',
    ])
      expect(text).toContain(line)
    // What XML cannot hold is left out.
    expect(all(section, 'hp:t').map((node) => node.text)).toContain(`<b>‘다문화’ & "소통"</b> ]]>  끝`)
  })
})
