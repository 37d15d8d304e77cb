import type { FastifyInstance } from 'fastify'
import { dayOf } from '../../shared/kst.ts'
import {
  BalanceForm,
  ReportSettingsForm,
  type ReportSettingsProps,
  TeamForm,
} from '../../shared/work-report.desk.ts'
import { officerOf } from '../accounts/guard.ts'
import { officerNames } from '../accounts/officers.queries.ts'
import type { Officer } from '../accounts/permissions.rules.ts'
import type { Deps } from '../platform/deps.ts'
import { typedIn } from '../platform/http/forms.ts'
import { posted } from './posted.ts'
import { putBalance, putReportSettings, renameTeam } from './workreport.actions.ts'
import { allBalances, allReportSettings, allTeams } from './workreport.queries.ts'

type Change = (deps: Deps, officer: Officer, typed: unknown) => Promise<void>
type Form = NonNullable<ReportSettingsProps['wrong']>['form']
const forms: Record<Form, { change: Change; field: string }> = {
  rounding: {
    change: (deps, officer, typed) =>
      putReportSettings(deps, officer, ReportSettingsForm.parse(typed, { reportInput: true })),
    field: 'reason',
  },
  balance: {
    change: (deps, officer, typed) =>
      putBalance(deps, officer, BalanceForm.parse(typed, { reportInput: true })),
    field: 'beforeDay',
  },
  team: {
    change: (deps, officer, typed) => renameTeam(deps, officer, TeamForm.parse(typed, { reportInput: true })),
    field: 'nameKo',
  },
}

/** Settings of work reports: rounding and mails, what was before the system, the team's name. */
export function reportSettingsPages(app: FastifyInstance, deps: Deps) {
  const config = { may: 'desk.report.settings' } as const

  app.get('/desk/work-reports/settings', { config }, async (_request, reply) =>
    reply.page('ReportSettingsPage', await settingsProps(deps)),
  )
  for (const [form, { change, field }] of Object.entries(forms) as [Form, (typeof forms)[Form]][]) {
    app.post(`/desk/work-reports/settings/${form}`, { config }, async (request, reply) => {
      const typed = typedIn(request)
      const refused = await posted(() => change(deps, officerOf(request), typed), field, request.lang)
      if (refused) {
        const wrong = { form, state: { typed, problems: refused.found } }
        return reply.page('ReportSettingsPage', await settingsProps(deps, wrong), refused.status)
      }
      return reply.see(`/desk/work-reports/settings#${form}`)
    })
  }
}

async function settingsProps(
  { db, now }: Deps,
  wrong: ReportSettingsProps['wrong'] = null,
): Promise<ReportSettingsProps> {
  const [settings, balances, teams] = await Promise.all([
    allReportSettings(db),
    allBalances(db),
    allTeams(db),
  ])
  const names = await officerNames(
    db,
    [...settings, ...balances].flatMap(({ setBy }) => setBy ?? []),
  )
  const by = (setBy: number | null) => (setBy === null ? null : (names.get(setBy) ?? null))
  return {
    settings: settings.map(({ id: _id, setBy, fromAt, ...row }) => ({
      ...row,
      fromAt: fromAt.toISOString(),
      by: by(setBy),
    })),
    balances: balances.map(({ setBy, setAt, ...row }) => ({
      ...row,
      at: setAt.toISOString(),
      by: by(setBy),
    })),
    teams: teams.map(({ successorId: _successorId, ...team }) => team),
    wrong,
    today: dayOf(now()),
  }
}
