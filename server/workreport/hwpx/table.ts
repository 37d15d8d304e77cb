import { said, type Ids } from './section.ts'
import { borders } from './header.ts'
import { el } from './xml.ts'

export type TableCell = { text: string; border: number; letter: number; paragraph: number; heads: boolean }
type Table = {
  ids: Ids
  /** HWPUNIT */
  width: number
  /** Shares of the width. */
  columns: number[]
  rows: TableCell[][]
}

const rowHeight = 1_900
const margins = { left: 510, right: 510, top: 141, bottom: 141 }

/** A table that stands in its line like a letter; its first row repeats on a further page. */
export function tableXml({ ids, width, columns, rows }: Table): string {
  const parts = columns.reduce((a, b) => a + b, 0)
  const widths = columns.map((share) => Math.floor((width * share) / parts))
  return el(
    'hp:tbl',
    {
      id: ids(),
      zOrder: 0,
      numberingType: 'TABLE',
      textWrap: 'TOP_AND_BOTTOM',
      textFlow: 'BOTH_SIDES',
      lock: 0,
      dropcapstyle: 'None',
      pageBreak: 'CELL',
      repeatHeader: 1,
      rowCnt: rows.length,
      colCnt: columns.length,
      cellSpacing: 0,
      borderFillIDRef: borders.cell,
      noAdjust: 0,
    },
    el('hp:sz', {
      width: widths.reduce((a, b) => a + b, 0),
      widthRelTo: 'ABSOLUTE',
      height: rows.length * rowHeight,
      heightRelTo: 'ABSOLUTE',
      protect: 0,
    }),
    el('hp:pos', {
      treatAsChar: 1,
      affectLSpacing: 0,
      flowWithText: 1,
      allowOverlap: 0,
      holdAnchorAndSO: 0,
      vertRelTo: 'PARA',
      horzRelTo: 'COLUMN',
      vertAlign: 'TOP',
      horzAlign: 'LEFT',
      vertOffset: 0,
      horzOffset: 0,
    }),
    el('hp:outMargin', { left: 0, right: 0, top: 141, bottom: 141 }),
    el('hp:inMargin', margins),
    rows.map((cells, row) =>
      el(
        'hp:tr',
        {},
        cells.map((cell, column) => cellXml(cell, row, column, widths[column]!, ids)),
      ),
    ),
  )
}

const cellXml = (
  { text, border, letter, paragraph, heads }: TableCell,
  row: number,
  column: number,
  width: number,
  ids: Ids,
) =>
  el(
    'hp:tc',
    {
      name: '',
      header: heads ? 1 : 0,
      hasMargin: 0,
      protect: 0,
      editable: 0,
      dirty: 0,
      borderFillIDRef: border,
    },
    el(
      'hp:subList',
      {
        id: '',
        textDirection: 'HORIZONTAL',
        lineWrap: 'BREAK',
        vertAlign: 'CENTER',
        linkListIDRef: 0,
        linkListNextIDRef: 0,
        textWidth: 0,
        textHeight: 0,
        hasTextRef: 0,
        hasNumRef: 0,
      },
      said(ids, text, paragraph, letter),
    ),
    el('hp:cellAddr', { colAddr: column, rowAddr: row }),
    el('hp:cellSpan', { colSpan: 1, rowSpan: 1 }),
    el('hp:cellSz', { width, height: rowHeight }),
    el('hp:cellMargin', margins),
  )
