import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { dayOf, endOfDay, startOfDay } from '../../shared/kst.ts'
import { BudgetForm, type ReportEntriesProps, TextForm } from '../../shared/work-report.desk.ts'
import { Day } from '../../shared/wire.ts'
import { officerOf } from '../accounts/guard.ts'
import { officerNames } from '../accounts/officers.queries.ts'
import type { Officer } from '../accounts/permissions.rules.ts'
import type { Deps } from '../platform/deps.ts'
import { typedIn } from '../platform/http/forms.ts'
import { rowsBehind } from './figures.queries.ts'
import { teamIn } from './period.rules.ts'
import { lineOf } from './report.ts'
import { posted } from './posted.ts'
import { firstText } from './report.words.ts'
import { putBudget, putText } from './workreport.actions.ts'
import { allTeams, budgetHistory, budgetOn, textOn } from './workreport.queries.ts'

const Query = z.object({
  from: Day.optional().catch(undefined),
  to: Day.optional().catch(undefined),
  done: z.enum(['budget', 'text']).nullable().default(null).catch(null),
})

type Form = NonNullable<ReportEntriesProps['wrong']>['form']
type Change = (deps: Deps, officer: Officer, typed: unknown) => Promise<void>
const forms: Record<Form, { change: Change; field: string }> = {
  budget: {
    change: (deps, officer, typed) =>
      putBudget(deps, officer, BudgetForm.parse(typed, { reportInput: true })),
    field: 'asOf',
  },
  text: {
    change: (deps, officer, typed) => putText(deps, officer, TextForm.parse(typed, { reportInput: true })),
    field: 'fromDay',
  },
}

/** What is entered by hand: the budget at a date, and what is written on the page. */
export function reportEntryPages(app: FastifyInstance, deps: Deps) {
  const write = { config: { may: 'desk.report.write' } } as const

  app.get('/desk/work-reports/entries', write, async (request, reply) => {
    const { from, to, done } = Query.parse(request.query)
    return reply.page('ReportEntriesPage', await entriesProps(deps, { from, to, done }))
  })
  for (const [form, { change, field }] of Object.entries(forms) as [Form, (typeof forms)[Form]][]) {
    app.post(`/desk/work-reports/entries/${form}`, write, async (request, reply) => {
      const typed = typedIn(request)
      const [from, to] = [Day.safeParse(typed.from).data, Day.safeParse(typed.to).data]
      const refused = await posted(() => change(deps, officerOf(request), typed), field, request.lang)
      if (refused) {
        const wrong = { form, state: { typed, problems: refused.found } }
        return reply.page('ReportEntriesPage', await entriesProps(deps, { from, to, wrong }), refused.status)
      }
      const next = new URLSearchParams({ ...(from && { from }), ...(to && { to }), done: form })
      return reply.see(`/desk/work-reports/entries?${next}`)
    })
  }
}

type Shown = {
  from?: string | undefined
  to?: string | undefined
  wrong?: ReportEntriesProps['wrong']
  done?: ReportEntriesProps['done']
}

/** The forms as they stand for a report's last day: today where none is named or the team was not there yet. */
async function entriesProps(
  { db, now }: Deps,
  { wrong = null, done = null, ...asked }: Shown,
): Promise<ReportEntriesProps> {
  const today = dayOf(now())
  const teams = await allTeams(db)
  const to =
    asked.to && asked.to <= today && teams.some(({ fromDay }) => fromDay <= asked.to!) ? asked.to : today
  const from = asked.from && asked.from <= to ? asked.from : `${to.slice(0, 4)}-01-01`
  const line = lineOf(teams, teamIn(teams, { from: to, to }).team)
  const budget = await budgetOn(db, line, to)
  const text = await textOn(db, line, to)
  const history = await budgetHistory(db, 12)
  const names = await officerNames(
    db,
    history.flatMap(({ setBy }) => setBy ?? []),
  )
  const span = { start: startOfDay(from), end: endOfDay(to) }
  const titles = async (what: 'townHalls' | 'events') =>
    (await rowsBehind(db, what, span, 0, 200)).map(({ id, title }) => ({ id, title }))
  return {
    from,
    to,
    budget: budget ? { ...textsOf(budget), asOf: to } : { asOf: to },
    text: {
      ...textsOf(text ?? firstText),
      fromDay: text?.fromDay ?? `${to.slice(0, 4)}-01-01`,
      seen: String(text?.id ?? ''),
    },
    townHalls: await titles('townHalls'),
    events: await titles('events'),
    history: history.map((row) => ({
      id: row.id,
      asOf: row.asOf,
      budget: row.budgetNational + row.budgetCity + row.budgetDistrict,
      executed: row.executedNational + row.executedCity + row.executedDistrict,
      at: row.setAt.toISOString(),
      by: row.setBy === null ? null : (names.get(row.setBy) ?? null),
    })),
    wrong,
    done,
  }
}

/** A row as a form shows it; nothing is an empty field. */
const textsOf = (row: object) =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value === null ? '' : String(value)]))
