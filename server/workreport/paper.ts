import type { CountedFigure, EnteredFigure } from '../../shared/work-report-figures.ts'
import type { Block, Evidence, Paper, Run } from '../../shared/work-report-paper.ts'
import type { ReportLine, WorkReport } from '../../shared/work-report.ts'
import { wholeOf } from '../../shared/work-report-period.ts'
import { annexOf, cubeOf, departmentsOf } from './paper.annex.ts'
import { reportWords as words } from './report.words.ts'

const evidence = (figure: CountedFigure | EnteredFigure, text: string): Evidence => ({ figure, text })
const circle = (...runs: Run[]): Block => ({ kind: 'circle', runs })
const dash = (...runs: Run[]): Block => ({ kind: 'dash', runs })
const note = (text: string): Block => ({ kind: 'note', runs: [text] })
const heading = (...runs: Run[]): Block => ({ kind: 'heading', runs })

/** Lays a report out as the office's page: title box, □ ○ - levels, tables with their unit, annexes. */
export function paperOf(report: WorkReport, printed: string[] = []): Paper {
  const { page, team, from, to } = report
  const whole = wholeOf({ from, to })
  const quarterly = whole?.kind === 'quarterly'
  return {
    documentTitle: words.documentTitle(to, whole),
    organisation: words.organisation,
    period: words.period(from, to),
    box: { number: String(page.position), title: page.title, team: team.nameKo },
    purpose: page.purpose,
    blocks: [
      heading(words.overview),
      ...page.overview.map(lineBlock),
      heading(words.results),
      ...results(report),
      ...(quarterly ? review(report) : []),
      heading(words.plan),
      ...page.plan.map(lineBlock),
      heading(words.budget),
      ...budgetBlocks(report),
      ...notes(report),
    ],
    annex: { title: words.annex.title, blocks: annexOf(report, quarterly) },
    cube: cubeOf(report),
    printed,
  }
}

const lineBlock = ({ level, text }: ReportLine): Block => ({
  kind: level === 1 ? 'circle' : 'dash',
  runs: [text],
})

/** The figures, in the office's own sentences. */
function results(report: WorkReport): Block[] {
  const { received, handled, established, townHalls, events } = report
  return [
    circle(words.sinmungo),
    dash(words.received, evidence('received', words.cases(received.count)), ...totalOf('received', received)),
    dash(
      words.handledInPeriod,
      evidence('handled', words.cases(handled.count)),
      ...totalOf('handled', handled),
    ),
    dash(
      words.established,
      evidence('established', words.cases(established.count)),
      ...totalOf('established', established),
    ),
    circle(words.dialogue),
    dash(words.townHalls(townHalls.lead), evidence('townHalls', words.times(townHalls.count)), words.held),
    dash(words.events(events.lead), evidence('events', words.times(events.count)), words.held),
    dash(
      words.opinions,
      evidence('opinions', words.cases(report.opinions)),
      words.policies,
      evidence('policies', words.cases(report.policies)),
    ),
  ]
}

/** 분기별 점검: how petitions were handled in the quarter, by whom, and what is overdue. */
function review({ annex, handled }: WorkReport): Block[] {
  const { days } = annex
  return [
    heading(words.review.title),
    circle(words.review.answers(days.answered, handled.count)),
    dash(words.review.inTime(days.inTime, days.answered)),
    dash(words.review.late(days.late, days.overdue)),
    dash(words.review.interims(days.interims)),
    ...(days.mean === null || days.median === null
      ? []
      : [dash(words.review.days(days.mean, days.median, days.most!))]),
    ...departmentsOf(annex),
  ]
}

function totalOf(figure: CountedFigure, { total }: WorkReport['received']): Run[] {
  const text = total === null ? words.noTotal : words.cases(total)
  return [words.total, { figure, total: true, text }, words.totalEnd]
}

function budgetBlocks({ budget, to }: WorkReport): Block[] {
  if (!budget) return [{ kind: 'circle', runs: [words.noBudget] }]
  const amount = (figure: EnteredFigure, funds: typeof budget.budget) => ({
    runs: [evidence(figure, words.number(funds.total)), ` (${fundsText(funds)})`],
  })
  const { forecast } = budget
  return [
    {
      kind: 'table',
      // Its heading stands above it.
      caption: '',
      unit: words.unit,
      columns: [
        words.budgetColumns.budget,
        words.budgetColumns.executed(forecast !== null || budget.asOf !== to ? budget.asOf : null),
        ...(forecast === null ? [] : [words.budgetColumns.forecast]),
        words.budgetColumns.rate,
      ],
      rows: [
        [
          amount('budget', budget.budget),
          amount('executed', budget.executed),
          ...(forecast === null ? [] : [{ runs: [evidence('forecast', words.number(forecast))] }]),
          { runs: [evidence('rate', budget.rate ?? words.noRate)] },
        ],
      ],
    },
  ]
}

/** `구비 41,000`, or each source of money that gave some. */
function fundsText(funds: NonNullable<WorkReport['budget']>['budget']) {
  const given = (['national', 'city', 'district'] as const).filter((fund) => funds[fund] > 0)
  return (given.length > 0 ? given : (['district'] as const))
    .map((fund) => `${words.funds[fund]} ${words.number(funds[fund])}`)
    .join(', ')
}

function notes(report: WorkReport): Block[] {
  const { received, to, budget, team } = report
  const said = [
    note(received.balance ? words.notes.since(received.balance.beforeDay, to) : words.notes.whole(to)),
  ]
  if (received.count > 0) said.push(note(words.notes.standing(received.count, report.standing)))
  if (report.standing.ended > 0) said.push(note(words.notes.ended(report.ended)))
  if (report.hidden > 0) said.push(note(words.notes.hidden(report.hidden)))
  for (const { nameKo, untilDay } of team.formerly)
    said.push(note(words.notes.renamed(nameKo, untilDay, team.nameKo)))
  if (budget?.byHand) said.push(note(words.notes.byHand(budget.exact, budget.byHand)))
  if (budget && budget.asOf !== to) said.push(note(words.notes.budgetOld(budget.asOf)))
  return said
}
