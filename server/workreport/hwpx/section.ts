import { type Block, type Cell, type Paper, textOf } from '../../../shared/work-report-paper.ts'
import { borders, letters, paragraphs } from './header.ts'
import { tableXml } from './table.ts'
import { declaration, el, escaped, namespaces } from './xml.ts'

/** A4 upright with the office's margins, in HWPUNIT. */
const page = { width: 59_528, height: 84_188, left: 5_669, right: 5_669, top: 4_252, bottom: 4_252 }
const textWidth = page.width - page.left - page.right

type Kind = Exclude<Block['kind'], 'table'>
const marks: Record<Kind, { mark: string; paragraph: number; letter: number; style: number }> = {
  heading: { mark: '□ ', paragraph: paragraphs.heading, letter: letters.heading, style: 1 },
  circle: { mark: '○ ', paragraph: paragraphs.circle, letter: letters.circle, style: 2 },
  dash: { mark: '- ', paragraph: paragraphs.dash, letter: letters.body, style: 3 },
  note: { mark: '※ ', paragraph: paragraphs.note, letter: letters.small, style: 4 },
}

/** The one section: title box, purpose, the page's blocks, and its annexes on a page of their own. */
export function sectionXml(paper: Paper): string {
  const ids = counter()
  const blocks = (all: readonly Block[]) => all.flatMap((block) => blockXml(block, ids))
  return (
    declaration +
    el(
      'hs:sec',
      namespaces,
      paragraphXml(ids, el('hp:run', { charPrIDRef: letters.body }, sectionSettings(), columns())),
      paragraphXml(ids, el('hp:run', { charPrIDRef: letters.body }, titleBox(paper, ids), el('hp:t'))),
      said(ids, paper.purpose, paragraphs.body, letters.body),
      blocks(paper.blocks),
      said(ids, paper.annex.title, paragraphs.heading, letters.title, { pageBreak: 1 }),
      blocks(paper.annex.blocks),
      paper.printed.map((line) => said(ids, line, paragraphs.note, letters.small)),
    )
  )
}

/** Ids of paragraphs and objects: each once in a document. */
export function counter() {
  let last = 0
  return () => (last += 1)
}
export type Ids = ReturnType<typeof counter>

/** A paragraph of runs that are XML already. */
export const paragraphXml = (
  ids: Ids,
  runs: string,
  paragraph: number = paragraphs.body,
  style = 0,
  { pageBreak = 0 } = {},
) =>
  el(
    'hp:p',
    { id: ids(), paraPrIDRef: paragraph, styleIDRef: style, pageBreak, columnBreak: 0, merged: 0 },
    runs,
  )

/** A paragraph of one text. */
export const said = (
  ids: Ids,
  text: string,
  paragraph: number,
  letter: number,
  { pageBreak = 0, style = 0 } = {},
) =>
  paragraphXml(ids, el('hp:run', { charPrIDRef: letter }, el('hp:t', {}, escaped(text))), paragraph, style, {
    pageBreak,
  })

function blockXml(block: Block, ids: Ids): string[] {
  if (block.kind !== 'table') {
    const { mark, paragraph, letter, style } = marks[block.kind]
    return [said(ids, mark + textOf(block.runs), paragraph, letter, { style })]
  }
  const { columns: names, rows } = block
  const head: Cell[] = names.map((name) => ({ runs: [name], head: true }))
  const table = tableXml({
    ids,
    width: textWidth,
    columns: names.map(() => 1),
    rows: [head, ...rows].map((cells, row) =>
      cells.map((cell) => ({
        text: textOf(cell.runs),
        border: cell.head ? borders.head : borders.cell,
        letter: cell.head ? letters.tableHead : letters.table,
        paragraph: cell.right ? paragraphs.right : paragraphs.centre,
        heads: row === 0,
      })),
    ),
  })
  return [
    ...(block.caption || block.unit ? [captionXml(block, ids)] : []),
    paragraphXml(ids, el('hp:run', { charPrIDRef: letters.table }, table, el('hp:t'))),
  ]
}

/** The table's name on the left, its unit at the right edge, as office tables carry it. */
const captionXml = ({ caption, unit }: Extract<Block, { kind: 'table' }>, ids: Ids) =>
  said(ids, [caption, unit].filter(Boolean).join(' '), paragraphs.right, letters.small)

function titleBox({ box }: Paper, ids: Ids): string {
  const cell = (text: string, paragraph: number, letter: number) => ({
    text,
    border: borders.title,
    letter,
    paragraph,
    heads: false,
  })
  return tableXml({
    ids,
    width: textWidth,
    columns: [1, 9, 3],
    rows: [
      [
        cell(box.number, paragraphs.centre, letters.title),
        cell(box.title, paragraphs.body, letters.title),
        cell(box.team, paragraphs.right, letters.circle),
      ],
    ],
  })
}

const columns = () =>
  el(
    'hp:ctrl',
    {},
    el('hp:colPr', { id: '', type: 'NEWSPAPER', layout: 'LEFT', colCount: 1, sameSz: 1, sameGap: 0 }),
  )

function sectionSettings(): string {
  const number = el('hp:autoNumFormat', {
    type: 'DIGIT',
    userChar: '',
    prefixChar: '',
    suffixChar: ')',
    supscript: 0,
  })
  const line = (length: number) =>
    el('hp:noteLine', { length, type: 'SOLID', width: '0.12 mm', color: '#000000' })
  const notes = (name: string, length: number, between: number, place: string) =>
    el(
      `hp:${name}`,
      {},
      number,
      line(length),
      el('hp:noteSpacing', { betweenNotes: between, belowLine: 567, aboveLine: 850 }),
      el('hp:numbering', { type: 'CONTINUOUS', newNum: 1 }),
      el('hp:placement', { place, beneathText: 0 }),
    )
  const { width, height, left, right, top, bottom } = page
  return el(
    'hp:secPr',
    {
      id: '',
      textDirection: 'HORIZONTAL',
      spaceColumns: 1134,
      tabStopVal: 4000,
      tabStopUnit: 'HWPUNIT',
      outlineShapeIDRef: 1,
      memoShapeIDRef: 0,
      textVerticalWidthHead: 0,
      masterPageCnt: 0,
    },
    el('hp:startNum', { pageStartsOn: 'BOTH', page: 0, pic: 0, tbl: 0, equation: 0 }),
    el('hp:grid', { lineGrid: 0, charGrid: 0, wonggojiFormat: 0 }),
    el('hp:visibility', {
      hideFirstHeader: 0,
      hideFirstFooter: 0,
      hideFirstMasterPage: 0,
      border: 'SHOW_ALL',
      fill: 'SHOW_ALL',
      hideFirstPageNum: 0,
      hideFirstEmptyLine: 0,
      showLineNumber: 0,
    }),
    el('hp:lineNumberShape', { restartType: 0, countBy: 0, distance: 0, startNumber: 0 }),
    // WIDELY is Hangul's word for upright paper.
    el(
      'hp:pagePr',
      { landscape: 'WIDELY', width, height, gutterType: 'LEFT_ONLY' },
      el('hp:margin', { header: 2834, footer: 2834, gutter: 0, left, right, top, bottom }),
    ),
    notes('footNotePr', -1, 283, 'EACH_COLUMN'),
    notes('endNotePr', 14_692_344, 0, 'END_OF_DOCUMENT'),
    ['BOTH', 'EVEN', 'ODD'].map((type) =>
      el(
        'hp:pageBorderFill',
        {
          type,
          borderFillIDRef: borders.none,
          textBorder: 'PAPER',
          headerInside: 0,
          footerInside: 0,
          fillArea: 'PAPER',
        },
        el('hp:offset', { left: 1417, right: 1417, top: 1417, bottom: 1417 }),
      ),
    ),
  )
}
