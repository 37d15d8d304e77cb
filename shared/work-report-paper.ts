import type { CountedFigure, EnteredFigure } from './work-report-figures.ts'

/** A number on the paper that opens what it means. `total` is its 누계. */
export type Evidence = { figure: CountedFigure | EnteredFigure; total?: true; text: string }
export type Run = string | Evidence
export type Cell = { runs: Run[]; head?: true; right?: true }

/** A part of the paper, in order: □ heading, ○ and - lines, ※ notes, tables. */
export type Block =
  | { kind: 'heading' | 'circle' | 'dash' | 'note'; runs: Run[] }
  | { kind: 'table'; caption: string; unit: string; columns: string[]; rows: Cell[][] }

/** A report as it is laid out on paper: the one source of screen, print and files. */
export type Paper = {
  documentTitle: string
  organisation: string
  period: string
  box: { number: string; title: string; team: string }
  purpose: string
  blocks: Block[]
  annex: { title: string; blocks: Block[] }
  /** Only in files: the whole cube of counts. */
  cube: Extract<Block, { kind: 'table' }>
  /** Which print it is, where it was kept. */
  printed: string[]
}

export const textOf = (runs: readonly Run[]) =>
  runs.map((run) => (typeof run === 'string' ? run : run.text)).join('')
