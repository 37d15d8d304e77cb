import { type Block, type Paper, textOf } from '../../shared/work-report-paper.ts'
import { csvOf } from '../platform/files/csv.ts'
import { lineMarks } from './report.words.ts'

/** A report as one CSV: the page's lines with their marks, then each table below its caption. */
export function csvOfPaper({
  documentTitle,
  period,
  box,
  purpose,
  blocks,
  annex,
  cube,
  printed,
}: Paper): string {
  return csvOf([
    [documentTitle],
    [box.number, box.title, box.team],
    [period],
    [purpose],
    ...blocks.flatMap(rowsOf),
    [],
    [annex.title],
    ...annex.blocks.flatMap(rowsOf),
    ...rowsOf(cube),
    ...printed.map((line) => [line]),
  ])
}

function rowsOf(block: Block): string[][] {
  if (block.kind !== 'table') return [[lineMarks[block.kind], textOf(block.runs)]]
  return [
    [],
    [block.caption, block.unit].filter((text) => text !== ''),
    block.columns,
    ...block.rows.map((cells) => cells.map(({ runs }) => textOf(runs))),
  ]
}
