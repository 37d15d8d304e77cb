import writeXlsxFile, { type Cell, type Row, type Sheet } from 'write-excel-file/node'
import {
  type Block,
  type Cell as PaperCell,
  type Paper,
  type Run,
  textOf,
} from '../../shared/work-report-paper.ts'
import { lineMarks, reportWords } from './report.words.ts'

const bold = (value: string): Cell => ({ value, fontWeight: 'bold' })
const head = (value: string): Cell => ({ ...(bold(value) as object), backgroundColor: '#F4F5F6' })

/** A report as a workbook: the page with each number in a cell of its own, the annexes, and every combination counted. */
export async function xlsxOf({
  documentTitle,
  period,
  box,
  purpose,
  blocks,
  annex,
  cube,
  printed,
}: Paper): Promise<Buffer> {
  const page: Row[] = [
    [bold(documentTitle)],
    [bold(`${box.number} ${box.title}`), null, bold(box.team)],
    [period],
    [purpose],
    [],
    ...blocks.flatMap(rowsOf),
    ...printed.map((line) => [line]),
  ]
  const widths = [8, 70, 16, 16, 16].map((width) => ({ width }))
  const sheets: Sheet<Buffer>[] = [
    { sheet: reportWords.results, data: page, columns: widths },
    {
      sheet: annex.title,
      data: annex.blocks.flatMap(rowsOf),
      columns: [34, 16, 16].map((width) => ({ width })),
    },
    {
      sheet: reportWords.annex.cubeSheet,
      data: rowsOf(cube),
      columns: [26, 18, 14, 10].map((width) => ({ width })),
    },
  ]
  return writeXlsxFile(sheets).toBuffer()
}

function rowsOf(block: Block): Row[] {
  if (block.kind !== 'table') return [[lineMarks[block.kind], textOf(block.runs), ...numbersIn(block.runs)]]
  return [
    [],
    [bold(block.caption), block.unit],
    block.columns.map(head),
    ...block.rows.map((cells) => cells.map(cellOf)),
  ]
}

/** Numbers that a line says, so that a spreadsheet can count with them. */
const numbersIn = (runs: readonly Run[]): Cell[] =>
  runs.flatMap((run) => (typeof run === 'string' ? [] : [numberIn(run.text)]))

function cellOf({ runs, head: heads }: PaperCell): Cell {
  const [first] = runs
  // An amount with its source of money beside it stays the text that is printed.
  if (heads || runs.length > 1) return textOf(runs)
  return numberIn(typeof first === 'string' ? first : (first?.text ?? ''))
}

/** `1,234건` is 1234; what is no number stays a text. A text is never a formula here: cells carry their type. */
function numberIn(text: string): Cell {
  const found = /^(-?[\d,]+(?:\.\d+)?)(?:건|회|명)?$/.exec(text)
  if (!found) return text
  const digits = found[1]!.replaceAll(',', '')
  return { value: Number(digits), format: digits.includes('.') ? '0.0' : '#,##0' }
}
