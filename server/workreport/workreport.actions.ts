import { dayOf } from '../../shared/kst.ts'
import { Refusal } from '../../shared/refusal.ts'
import type {
  BalanceForm,
  BudgetForm,
  PrintForm,
  ReportSettingsForm,
  TeamForm,
  TextForm,
} from '../../shared/work-report.desk.ts'
import type { PrintContent } from '../../shared/work-report.ts'
import type { Officer } from '../accounts/permissions.rules.ts'
import { record } from '../audit/audit.actions.ts'
import type { Deps } from '../platform/deps.ts'
import { sha256 } from '../platform/secrets.ts'
import { linesOf } from './lines.rules.ts'
import { canonical } from './prints.rules.ts'
import { countReport, lineOf } from './report.ts'
import { firstTeam } from './report.words.ts'
import {
  addBalance,
  addBudget,
  addPrint,
  addReportSettings,
  addTeam,
  addText,
  allTeams,
  endTeam,
  lockReports,
  reportSettingsAt,
  textOn,
} from './workreport.queries.ts'
import { teamIn } from './period.rules.ts'

/** Fills what a new installation needs: one team, and settings in force from the beginning. */
export async function seedReports({ db }: Pick<Deps, 'db'>) {
  await db.transaction(async (tx) => {
    await lockReports(tx)
    if ((await allTeams(tx)).length > 0) return
    await addTeam(tx, { ...firstTeam, fromDay: '2018-01-01' })
    await addReportSettings(tx, {
      fromAt: new Date('2018-01-01T00:00:00+09:00'),
      rounding: 'half-up',
      dropZero: false,
      mailDay: 5,
      monthly: true,
      quarterly: true,
      reason: '',
    })
  })
}

/** The fingerprint of a report: who prints says by it which figures were seen. */
export const hashOf = (content: PrintContent) => sha256(canonical(content)).toString('hex')

/**
 * Keeps a report as it is now.
 * @throws as `countReport`; Refusal `report-changed` when the figures are no longer those that were seen,
 * `budget-missing` while none of that year was entered
 * @returns its id
 */
export async function keepPrint(deps: Deps, officer: Officer, form: PrintForm): Promise<number> {
  const at = deps.now()
  const { from, to, team } = form
  return deps.db.transaction(async (tx) => {
    await lockReports(tx)
    const content = await countReport(deps.db, { from, to, team: team ?? undefined, today: dayOf(at), at })
    const contentHash = hashOf(content)
    if (form.seen && form.seen !== contentHash) throw new Refusal('report-changed')
    const { report } = content
    if (!report.budget) throw new Refusal('budget-missing', { params: { year: to.slice(0, 4) } })
    const id = await addPrint(tx, {
      teamId: report.team.id,
      fromDay: from,
      toDay: to,
      content: canonical(content),
      contentHash,
      printedBy: officer.officerId,
      printedAt: at,
    })
    await record(
      deps,
      tx,
      officer,
      'work-report.print',
      { kind: 'work-report', id },
      { from, to, hash: contentHash },
    )
    return id
  })
}

/** Enters a budget; one for the same date is replaced by it and stays in the history. @throws Refusal `rate-without-reason`, as `teamIn` */
export async function putBudget(deps: Deps, officer: Officer, form: BudgetForm) {
  if (form.rateByHand !== null && form.rateReason === '')
    throw new Refusal('rate-without-reason', { field: 'rateReason' })
  const rateReason = form.rateByHand === null ? '' : form.rateReason
  const at = deps.now()
  await deps.db.transaction(async (tx) => {
    await lockReports(tx)
    const { team } = teamIn(await allTeams(tx), { from: form.asOf, to: form.asOf })
    await addBudget(tx, { ...form, rateReason, teamId: team.id, setBy: officer.officerId, setAt: at })
    await record(
      deps,
      tx,
      officer,
      'work-report.budget',
      { kind: 'work-report', id: form.asOf },
      { ...form, rateReason },
    )
  })
}

/** Writes a page's texts from a day on. @throws Refusal `changed-meanwhile`, `lines-unmarked`; as `teamIn` */
export async function putText(deps: Deps, officer: Officer, { seen, ...text }: TextForm) {
  linesOf(text.overview, 'overview')
  linesOf(text.plan, 'plan')
  const at = deps.now()
  await deps.db.transaction(async (tx) => {
    await lockReports(tx)
    const teams = await allTeams(tx)
    const { team } = teamIn(teams, { from: text.fromDay, to: text.fromDay })
    const before = await textOn(tx, lineOf(teams, team), text.fromDay)
    if (String(before?.id ?? '') !== seen) throw new Refusal('changed-meanwhile')
    await addText(tx, { ...text, teamId: team.id, setBy: officer.officerId, setAt: at })
    await record(
      deps,
      tx,
      officer,
      'work-report.text',
      { kind: 'work-report', id: text.fromDay },
      { title: text.title },
    )
  })
}

/** Sets rounding and mails from now on. @throws Refusal `changed-meanwhile` */
export async function putReportSettings(
  deps: Deps,
  officer: Officer,
  { basedOn, ...form }: ReportSettingsForm,
) {
  const at = deps.now()
  await deps.db.transaction(async (tx) => {
    await lockReports(tx)
    const before = (await reportSettingsAt(tx, at)).fromAt
    if (before.getTime() === at.getTime() || (basedOn && Date.parse(basedOn) !== before.getTime()))
      throw new Refusal('changed-meanwhile')
    await addReportSettings(tx, { ...form, fromAt: at, setBy: officer.officerId })
    await record(deps, tx, officer, 'work-report.settings', { kind: 'work-report', id: 'settings' }, form)
  })
}

/** Sets what a figure had reached before a day. @throws Refusal `balance-later` for a day to come */
export async function putBalance(deps: Deps, officer: Officer, form: BalanceForm) {
  const at = deps.now()
  if (form.beforeDay > dayOf(at)) throw new Refusal('balance-later', { field: 'beforeDay' })
  await deps.db.transaction(async (tx) => {
    await addBalance(tx, { ...form, setBy: officer.officerId, setAt: at })
    await record(deps, tx, officer, 'work-report.balance', { kind: 'work-report', id: form.figure }, form)
  })
}

/** Gives a team another name from a day on; reports of earlier days keep the old one. @throws Refusal `team-unknown`, `changed-meanwhile`, `date-must-be-later` */
export async function renameTeam(deps: Deps, officer: Officer, { replaces, ...team }: TeamForm) {
  await deps.db.transaction(async (tx) => {
    await lockReports(tx)
    const before = (await allTeams(tx)).find(({ id }) => id === replaces)
    if (!before) throw new Refusal('team-unknown')
    if (before.untilDay) throw new Refusal('changed-meanwhile')
    if (team.fromDay <= before.fromDay) throw new Refusal('date-must-be-later', { field: 'fromDay' })
    const id = await addTeam(tx, team)
    await endTeam(tx, before.id, team.fromDay, id)
    await record(deps, tx, officer, 'work-report.team', { kind: 'work-report', id: `team ${id}` }, team)
  })
}
