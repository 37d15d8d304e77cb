import { opinionOutcomes } from '../../shared/work-report-figures.ts'
import type { Block, Cell } from '../../shared/work-report-paper.ts'
import type { WorkReport } from '../../shared/work-report.ts'
import { sharesOf } from './rounding.rules.ts'
import { reportWords } from './report.words.ts'

type Table = Extract<Block, { kind: 'table' }>

const { annex: words, number } = reportWords
const head = (text: string): Cell => ({ runs: [text], head: true })
const right = (value: number | string | null): Cell => ({
  runs: [value === null ? reportWords.noRate : typeof value === 'number' ? number(value) : value],
  right: true,
})

/**
 * 붙임: what stands behind the page, each as a table.
 * @param reviewed the page itself tells how each department answered
 */
export function annexOf({ annex, received }: WorkReport, reviewed: boolean): Block[] {
  const { categories, routes, dongs, days, endorsements, townHalls, opinions } = annex
  return [
    withShares(
      words.byCategory,
      words.category,
      categories.map(({ nameKo, count }) => [nameKo, count]),
      received.count,
    ),
    withShares(
      words.byRoute,
      words.route,
      routes.map(({ route, count }) => [words.routes[route] ?? route, count]),
      received.count,
    ),
    table(
      words.byDong,
      words.cases,
      [words.dong, words.count],
      dongs.map(({ nameKo, count }) => [head(nameKo), right(count)]),
    ),
    { kind: 'note', runs: [words.byDongNote] },
    pairs(words.days, words.daysRows, days, ''),
    ...(reviewed ? [] : departmentsOf(annex)),
    table(
      words.endorsements,
      words.cases,
      [words.item, words.count],
      endorsements.map(({ least, count }, at) => [
        head(words.endorsementStep(least, endorsements[at + 1]?.least)),
        right(count),
      ]),
    ),
    pairs(words.townHalls, words.townHallRows, townHalls, words.people),
    pairs(words.opinions, words.opinionRows, opinions, words.cases, opinionOutcomes),
  ]
}

/** Who answered how, those with most overdue first; no table where no department had anything. */
export function departmentsOf({ departments }: WorkReport['annex']): Table[] {
  if (departments.length === 0) return []
  const answers = table(
    words.byDepartment,
    words.cases,
    [words.department, ...Object.values(words.departmentColumns)],
    departments.map(({ nameKo, answered, inTime, late, overdue, interims }) => [
      head(nameKo),
      ...[answered, inTime, late, overdue, interims].map(right),
    ]),
  )
  return [answers]
}

/** Every combination that occurs, for spreadsheets. */
export function cubeOf({ annex }: WorkReport): Table {
  const categories = new Map(annex.categories.map(({ code, nameKo }) => [code, nameKo]))
  const dongs = new Map(annex.dongs.map(({ code, nameKo }) => [code, nameKo]))
  return table(
    words.cube,
    words.cases,
    [words.category, words.dong, words.route, words.count],
    annex.cube.map(({ category, dong, route, count }) => [
      head(categories.get(category) ?? words.none),
      head(dong === '' ? words.whole : (dongs.get(dong) ?? dong)),
      head(words.routes[route] ?? route),
      right(count),
    ]),
  )
}

const table = (caption: string, unit: string, columns: string[], rows: Cell[][]): Table => ({
  kind: 'table',
  caption,
  unit,
  columns,
  rows,
})

function withShares(caption: string, label: string, rows: [string, number][], all: number): Table {
  const { shares, sum } = sharesOf(rows.map(([, count]) => count))
  return table(
    caption,
    words.cases,
    [label, words.count, words.share],
    [
      ...rows.map(([name, count], at) => [head(name), right(count), right(shares[at]!)]),
      [head(words.sum), right(all), right(sum)],
    ],
  )
}

function pairs<K extends string>(
  caption: string,
  names: Record<K, string>,
  values: Record<K, number | string | null>,
  unit: string,
  keys: readonly K[] = Object.keys(names) as K[],
): Table {
  return table(
    caption,
    unit,
    [words.item, words.sum],
    keys.map((key) => [head(names[key]), right(values[key])]),
  )
}
