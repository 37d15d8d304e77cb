import type { Check, WorkReport } from '../../shared/work-report.ts'
import { sharesOf } from './rounding.rules.ts'

const text = (values: Record<string, string | number | null>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value === null ? '' : String(value)]))

/**
 * What must add up in a report, and what a reader of it should know. Each side of a sum is counted by another statement,
 * so that a row which fell through shows.
 */
export function checksOf(report: WorkReport): Check[] {
  const { standing, received, handled, established, budget, annex, team } = report
  const inProgress = standing.inReview + standing.collecting + standing.awaiting
  const sum = standing.answered + inProgress + standing.ended
  const checks: Check[] = [
    {
      name: 'received',
      holds: received.count === sum && standing.unclear === 0,
      values: text({
        received: received.count,
        answered: standing.answered,
        inProgress,
        ended: standing.ended,
        unclear: standing.unclear,
      }),
    },
    totalCheck('total', received),
    totalCheck('handled', handled),
    totalCheck('establishedTotal', established),
    {
      name: 'cube',
      holds: annex.routes.reduce((all, { count }) => all + count, 0) === received.count,
      values: text({ received: received.count }),
    },
  ]
  const counted = annex.categories.map(({ count }) => count)
  const { sum: shares } = sharesOf(counted)
  if (counted.some((count) => count > 0) && shares !== '100.0')
    checks.push({ name: 'shares', holds: null, values: { shares } })
  if (!budget) checks.push({ name: 'budgetMissing', holds: null, values: { year: report.to.slice(0, 4) } })
  else checks.push(...budgetChecks(report, budget))
  const former = team.formerly.at(-1)
  if (former)
    checks.push({
      name: 'renamed',
      holds: null,
      values: text({
        day: former.untilDay,
        team: former.nameKo,
        teamEn: former.nameEn,
        next: team.nameKo,
        nextEn: team.nameEn,
      }),
    })
  const later = [received, handled, established].find(
    ({ balance }) => balance && balance.beforeDay > report.from,
  )
  if (later) checks.push({ name: 'balanceLater', holds: null, values: { day: later.balance!.beforeDay } })
  return checks
}

function totalCheck(name: Check['name'], { count, balance, between, total }: WorkReport['received']): Check {
  const parts = (balance?.count ?? 0) + between + count
  return {
    name,
    // Where the balance begins within the period, the sum is another one, and said so.
    holds: total === null || total < parts ? null : total === parts,
    values: text({ total, balance: balance?.count ?? 0, between, count }),
  }
}

function budgetChecks(report: WorkReport, budget: NonNullable<WorkReport['budget']>): Check[] {
  const checks: Check[] = []
  const { rate, exact, otherwise, byHand, executed, budget: whole, forecast } = budget
  if (byHand !== null)
    checks.push({ name: 'byHand', holds: null, values: text({ rate, exact, reason: byHand }) })
  else if (rate !== otherwise)
    checks.push({
      name: 'rounding',
      holds: null,
      values: text({
        rate,
        exact,
        otherwise,
        executed: executed.total,
        budget: whole.total,
        rounding: report.rounding.rounding,
      }),
    })
  if (budget.asOf !== report.to) checks.push({ name: 'budgetOld', holds: null, values: { day: budget.asOf } })
  const most = Math.max(executed.total, forecast ?? 0)
  if (most > whole.total || (forecast !== null && forecast < executed.total))
    checks.push({
      name: 'overspent',
      holds: false,
      values: text({ executed: executed.total, forecast, budget: whole.total }),
    })
  return checks
}
