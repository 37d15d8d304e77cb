import { longDay } from '../../shared/dates.ts'
import { opinionOutcomes, type Figure } from '../../shared/work-report-figures.ts'
import type { WorkReport } from '../../shared/work-report.ts'
import type { Lang } from '../../shared/wire.ts'
import type { ReportWords } from './words.ts'

export type EvidenceLine = { label: string; text: string; sum?: true }
const number = (value: number) => value.toLocaleString('en-US')

/** A figure as it is printed. */
export function valueOf(report: WorkReport, figure: Figure, words: ReportWords): string {
  const { budget } = report
  switch (figure) {
    case 'received':
    case 'handled':
    case 'established':
      return words.cases(report[figure].count)
    case 'townHalls':
    case 'events':
      return words.times(report[figure].count)
    case 'opinions':
    case 'policies':
      return words.cases(report[figure])
    case 'budget':
    case 'executed':
      return budget ? number(budget[figure].total) : '-'
    case 'forecast':
      return budget?.forecast === null || !budget ? '-' : number(budget.forecast)
    case 'rate':
      return budget?.rate ?? '-'
  }
}

/** What a figure is made of, a line each. */
export function partsOf(report: WorkReport, figure: Figure, words: ReportWords, lang: Lang): EvidenceLine[] {
  switch (figure) {
    case 'received':
      return [...standingLines(report, words), ...totalLines(report.received, words, lang)]
    case 'handled':
    case 'established':
      return totalLines(report[figure], words, lang)
    case 'townHalls':
    case 'events': {
      const { lead } = report[figure]
      return lead ? [{ label: words.lead, text: lead }] : []
    }
    case 'opinions':
    case 'policies':
      return [
        ...opinionOutcomes.map((outcome) => ({
          label: words.outcomes[outcome],
          text: words.cases(report.annex.opinions[outcome]),
        })),
        { label: words.names.opinions, text: words.cases(report.opinions), sum: true as const },
      ]
    default:
      return moneyLines(report, figure, words)
  }
}

function standingLines({ standing, ended, received }: WorkReport, words: ReportWords): EvidenceLine[] {
  const line = (label: string, count: number) => ({ label, text: words.cases(count) })
  const endings = (['withdrawn', 'rejected', 'transferred', 'merged', 'closed'] as const).filter(
    (way) => ended[way] > 0,
  )
  return [
    line(words.standing.answered, standing.answered),
    ...(['inReview', 'collecting', 'awaiting'] as const)
      .filter((state) => standing[state] > 0)
      .map((state) => line(words.standing[state], standing[state])),
    ...endings.map((way) => line(words.endings[way], ended[way])),
    ...(standing.unclear > 0 ? [line(words.unclear, standing.unclear)] : []),
    { ...line(words.names.received, received.count), sum: true },
  ]
}

function totalLines(
  { count, balance, between, total }: WorkReport['received'],
  words: ReportWords,
  lang: Lang,
) {
  const lines: EvidenceLine[] = []
  if (balance)
    lines.push({ label: words.balance(longDay(balance.beforeDay, lang)), text: words.cases(balance.count) })
  if (between > 0) lines.push({ label: words.between, text: words.cases(between) })
  lines.push({ label: words.inPeriod, text: words.cases(count) })
  lines.push(
    total === null
      ? { label: words.total, text: words.noTotal, sum: true }
      : { label: words.total, text: words.cases(total), sum: true },
  )
  return lines
}

function moneyLines({ budget }: WorkReport, figure: Figure, words: ReportWords): EvidenceLine[] {
  if (!budget) return []
  if (figure === 'rate')
    return [
      { label: words.names.executed, text: number(budget.executed.total) },
      { label: words.names.budget, text: number(budget.budget.total) },
      { label: words.exact, text: budget.exact ?? '-' },
      { label: words.names.rate, text: budget.rate ?? '-', sum: true },
    ]
  if (figure !== 'budget' && figure !== 'executed') return []
  const funds = budget[figure]
  return [
    ...(['national', 'city', 'district'] as const).map((fund) => ({
      label: words.funds[fund],
      text: number(funds[fund]),
    })),
    { label: words.names[figure], text: `${number(funds.total)} ${words.thousandWon}`, sum: true },
  ]
}
