import { addDays, type Day, endOfDay, startOfDay } from '../../shared/kst.ts'
import { type BalancedFigure, countedFigures, type Rounding } from '../../shared/work-report-figures.ts'
import type { Period } from '../../shared/work-report-period.ts'
import type { Balance, Behind, PrintContent, ReportBudget, WorkReport } from '../../shared/work-report.ts'
import type { Db } from '../platform/db/database.ts'
import {
  attendance,
  daysToAnswer,
  endorsementSpread,
  handlingByDepartment,
  opinionsByOutcome,
  spread,
} from './annexes.queries.ts'
import {
  type Count,
  countOf,
  heldCount,
  hiddenCount,
  keysBehind,
  opinionCounts,
  type Span,
  standingCounts,
} from './figures.queries.ts'
import { linesOf } from './lines.rules.ts'
import { reportable, teamIn } from './period.rules.ts'
import { exactRate, type RateRule, rateOf } from './rounding.rules.ts'
import { firstText } from './report.words.ts'
import {
  allTeams,
  balancesNow,
  type BudgetRow,
  budgetOn,
  reportSettingsAt,
  type TeamRow,
  textOn,
} from './workreport.queries.ts'

/** A report that is asked for: of which team, over which days, and what day it is. */
export type Asked = Period & { team?: number | undefined; today: Day; at: Date }

/** Rows count from here where no balance says otherwise: before any row there is. */
const everything = new Date('2000-01-01T00:00:00Z')

/**
 * Counts a report from the rows as they are at this moment: one snapshot, so that its sums fit each other.
 * @throws as `reportable` and `teamIn`
 */
export async function countReport(db: Db, asked: Asked): Promise<PrintContent> {
  const { from, to } = reportable(asked, asked.today)
  return db.transaction(
    async (tx) => {
      const teams = await allTeams(tx)
      const { team, formerly } = teamIn(teams, { from, to }, asked.team)
      const line = lineOf(teams, team)
      const span = { start: startOfDay(from), end: endOfDay(to) }
      const { rounding, dropZero } = await reportSettingsAt(tx, asked.at)
      const text = (await textOn(tx, line, to)) ?? firstText
      const budget = await budgetOn(tx, line, to)
      const balances = await balancesNow(tx)
      const cumulative = async (figure: BalancedFigure) =>
        withTotal(await countOf(tx, figure, span, sinceOf(balances[figure])), balances[figure] ?? null, to)
      const { heard, policies } = await opinionCounts(tx, span)
      const report: WorkReport = {
        from,
        to,
        team: {
          id: team.id,
          nameKo: team.nameKo,
          nameEn: team.nameEn,
          formerly: formerly.map(({ nameKo, nameEn, untilDay }) => ({ nameKo, nameEn, untilDay: untilDay! })),
        },
        page: {
          position: text.position,
          title: text.title,
          purpose: text.purpose,
          overview: linesOf(text.overview),
          plan: linesOf(text.plan),
        },
        rounding: { rounding, dropZero },
        received: await cumulative('received'),
        handled: await cumulative('handled'),
        established: await cumulative('established'),
        ...(await standingCounts(tx, span)),
        hidden: await hiddenCount(tx, span),
        townHalls: await heldCount(tx, 'townHalls', span, text.leadTownHallId),
        events: await heldCount(tx, 'events', span, text.leadEventId),
        opinions: heard,
        policies,
        budget: budget && budgetOf(budget, { rounding, dropZero }),
        annex: {
          ...(await spread(tx, span)),
          days: await daysToAnswer(tx, span),
          departments: await handlingByDepartment(tx, span),
          endorsements: await endorsementSpread(tx, span),
          townHalls: await attendance(tx, span),
          opinions: await opinionsByOutcome(tx, span),
        },
      }
      return { report, behind: await behindOf(tx, span) }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

/** A team with everything it was called before and after: its texts and budgets go on under a new name. */
export function lineOf(teams: readonly TeamRow[], team: TeamRow): number[] {
  const line = new Set([team.id])
  for (let grown = true; grown;) {
    const more = teams.filter(
      ({ id, successorId }) =>
        !line.has(id) &&
        ((successorId !== null && line.has(successorId)) ||
          teams.some((of) => line.has(of.id) && of.successorId === id)),
    )
    for (const { id } of more) line.add(id)
    grown = more.length > 0
  }
  return [...line]
}

async function behindOf(tx: Db, span: Span): Promise<Behind> {
  const found: [string, string[]][] = []
  for (const figure of countedFigures) found.push([figure, await keysBehind(tx, figure, span)])
  return Object.fromEntries(found) as Behind
}

/** From when rows count towards a total. */
export const sinceOf = (balance: Balance | null | undefined) =>
  balance ? startOfDay(balance.beforeDay) : everything

function withTotal({ count, before, tail }: Count, balance: Balance | null, to: Day): WorkReport['received'] {
  const known = balance === null || balance.beforeDay <= addDays(to, 1)
  return { count, balance, between: before, total: known ? (balance?.count ?? 0) + before + tail : null }
}

const fundsOf = (national: number, city: number, district: number) => ({
  national,
  city,
  district,
  total: national + city + district,
})

function budgetOf(row: BudgetRow, rule: RateRule): ReportBudget {
  const budget = fundsOf(row.budgetNational, row.budgetCity, row.budgetDistrict)
  const executed = fundsOf(row.executedNational, row.executedCity, row.executedDistrict)
  const other: Rounding = rule.rounding === 'half-up' ? 'truncate' : 'half-up'
  return {
    asOf: row.asOf,
    budget,
    executed,
    forecast: row.forecast,
    rate: row.rateByHand ?? rateOf(executed.total, budget.total, rule),
    exact: exactRate(executed.total, budget.total),
    otherwise: rateOf(executed.total, budget.total, { ...rule, rounding: other }),
    byHand: row.rateByHand === null ? null : row.rateReason,
  }
}
