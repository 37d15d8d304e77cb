import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fieldProblems, type FormState } from '../../shared/forms.ts'
import { dayOf } from '../../shared/kst.ts'
import { problems, sentence } from '../../shared/problems.ts'
import { Refusal } from '../../shared/refusal.ts'
import { figures } from '../../shared/work-report-figures.ts'
import type { Paper } from '../../shared/work-report-paper.ts'
import { usualPeriods, wholeOf } from '../../shared/work-report-period.ts'
import { ReportQuery } from '../../shared/work-report.ts'
import { PrintForm, type WorkReportProps } from '../../shared/work-report.desk.ts'
import { officerOf } from '../accounts/guard.ts'
import { officerNames } from '../accounts/officers.queries.ts'
import { may } from '../accounts/permissions.rules.ts'
import type { Deps } from '../platform/deps.ts'
import { typedIn } from '../platform/http/forms.ts'
import { checksOf } from './checks.rules.ts'
import { sendReport } from './files.ts'
import { paperOf } from './paper.ts'
import { type Asked, countReport, lineOf } from './report.ts'
import { hashOf, keepPrint } from './workreport.actions.ts'
import { allTeams, type PrintRow, printsOf } from './workreport.queries.ts'

/** Which number of the page was pressed; anything else is none. */
const Chosen = z.object({ figure: z.enum(figures).nullable().default(null).catch(null) })

/** The work report on the screen, its files, and keeping it as it is. */
export function workReportPages(app: FastifyInstance, deps: Deps) {
  const read = { config: { may: 'desk.report.read' } } as const

  app.get('/desk/work-reports', read, async (request, reply) => {
    const today = dayOf(deps.now())
    const query = request.query as Record<string, unknown>
    const usual = usualPeriods(today)
    const asked = query.from === undefined && query.to === undefined ? { ...query, ...usual.thisYear } : query
    const { form, props, status } = await shown(deps, request, asked)
    return reply.page('WorkReportPage', { ...props, form }, status)
  })

  app.get('/desk/work-reports/files', read, async (request, reply) => {
    const parsed = ReportQuery.safeParse(request.query)
    if (!parsed.success) throw new Refusal('address-unclear')
    const content = await countReport(deps.db, askedNow(deps, parsed.data))
    return sendReport(reply, content.report, parsed.data.format, deps.now())
  })

  app.post('/desk/work-reports/prints', { config: { may: 'desk.report.write' } }, async (request, reply) => {
    const typed = typedIn(request)
    const parsed = PrintForm.safeParse(typed)
    if (!parsed.success) throw new Refusal('address-unclear')
    try {
      const id = await keepPrint(deps, officerOf(request), parsed.data)
      return reply.see(`/desk/work-reports/prints/${id}`)
    } catch (error) {
      if (!(error instanceof Refusal) || problems[error.code].status < 409) throw error
      const { from, to, team } = parsed.data
      const { props } = await shown(deps, request, { from, to, team: team ?? undefined })
      const message = sentence(error.code, request.lang, error.params)
      return reply.page(
        'WorkReportPage',
        { ...props, form: { typed, problems: [{ field: error.field ?? 'print', message }] } },
        problems[error.code].status,
      )
    }
  })
}

/** A report asked for now. */
export const askedNow = (
  { now }: Pick<Deps, 'now'>,
  { from, to, team }: { from: string; to: string; team?: number | undefined },
): Asked => ({ from, to, team, today: dayOf(now()), at: now() })

/** Everything of the page; a period that cannot be reported on comes back with what to change. */
async function shown(deps: Deps, request: FastifyRequest, query: Record<string, unknown>) {
  const at = deps.now()
  const teams = await allTeams(deps.db)
  const typed = Object.fromEntries(
    Object.entries(query).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  )
  const props: WorkReportProps = {
    asked: { from: typed.from ?? '', to: typed.to ?? '', team: null },
    form: { typed, problems: [] },
    usual: Object.entries(usualPeriods(dayOf(at))).map(([name, period]) => ({ name, ...period })),
    teams: teams.map(({ successorId: _successorId, ...team }) => team),
    found: null,
    mayWrite: may(request.actor, 'desk.report.write'),
    now: at.toISOString(),
  }
  const refused = (found: FormState['problems']) => ({
    props,
    form: { typed, problems: found },
    status: 422,
  })
  const parsed = ReportQuery.safeParse({ ...query, format: 'json' })
  if (!parsed.success) return refused(fieldProblems(parsed.error, request.lang))
  const { from, to, team } = parsed.data
  props.asked = { from, to, team: team ?? null }
  try {
    const content = await countReport(deps.db, askedNow(deps, parsed.data))
    const line = lineOf(
      teams,
      teams.find(({ id }) => id === content.report.team.id)!,
    )
    props.found = {
      report: { ...content.report, annex: { ...content.report.annex, cube: [] } },
      paper: { ...paperOf(content.report), cube: noCube },
      checks: checksOf(content.report),
      hash: hashOf(content),
      prints: await linesOfPrints(deps, await printsOf(deps.db, line, { from, to })),
      figure: Chosen.parse(query).figure,
      whole: wholeOf({ from, to }),
    }
    return { props, form: props.form, status: 200 }
  } catch (error) {
    if (!(error instanceof Refusal) || problems[error.code].status !== 422) throw error
    return refused([
      { field: error.field ?? 'team', message: sentence(error.code, request.lang, error.params) },
    ])
  }
}

/** The cube of counts is for files; a page would only carry it along. */
export const noCube: Paper['cube'] = { kind: 'table', caption: '', unit: '', columns: [], rows: [] }

type Kept = Pick<PrintRow, 'id' | 'edition' | 'contentHash' | 'printedAt' | 'printedBy'>

export async function linesOfPrints({ db }: Pick<Deps, 'db'>, rows: Kept[]) {
  const names = await officerNames(
    db,
    rows.map(({ printedBy }) => printedBy),
  )
  return rows.map((row) => ({
    id: row.id,
    edition: row.edition,
    hash: row.contentHash,
    at: row.printedAt.toISOString(),
    by: names.get(row.printedBy) ?? '',
  }))
}
