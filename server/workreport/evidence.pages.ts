import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { endOfDay, startOfDay } from '../../shared/kst.ts'
import { Refusal } from '../../shared/refusal.ts'
import { countedFigures, type CountedFigure, figures } from '../../shared/work-report-figures.ts'
import { PrintContent, ReportQuery } from '../../shared/work-report.ts'
import { reportFormats } from '../../shared/work-report-figures.ts'
import type { FigureProps, PrintProps } from '../../shared/work-report.desk.ts'
import type { Deps } from '../platform/deps.ts'
import { sha256 } from '../platform/secrets.ts'
import { sendReport } from './files.ts'
import { type BehindRow, rowsBehind } from './figures.queries.ts'
import { paperOf } from './paper.ts'
import { differencesOf } from './prints.rules.ts'
import { countReport } from './report.ts'
import { printedLines } from './report.words.ts'
import { askedNow, linesOfPrints, noCube } from './workreport.pages.ts'
import { printById } from './workreport.queries.ts'

const perPage = 100
const FigureQuery = ReportQuery.extend({
  offset: z.coerce.number().int().min(0).max(10_000_000).catch(0).default(0),
})

/** What stands behind a figure, and behind a report that was kept. */
export function evidencePages(app: FastifyInstance, deps: Deps) {
  const read = { config: { may: 'desk.report.read' } } as const

  app.get('/desk/work-reports/figures/:figure', read, async (request, reply) => {
    const { figure } = request.params as { figure: string }
    const known = figures.find((name) => name === figure)
    if (!known) throw new Refusal('not-found')
    const parsed = FigureQuery.safeParse(request.query)
    if (!parsed.success) throw new Refusal('address-unclear')
    const { from, to, team, offset } = parsed.data
    const { report } = await countReport(deps.db, askedNow(deps, parsed.data))
    const counted = countedFigures.find((name) => name === known)
    const span = { start: startOfDay(from), end: endOfDay(to) }
    const rows = counted ? await rowsBehind(deps.db, counted, span, offset, perPage + 1) : []
    const props: FigureProps = {
      figure: known,
      from,
      to,
      team: team ?? null,
      report: { ...report, annex: { ...report.annex, cube: [] } },
      rows: rows.slice(0, perPage).map((row) => lineOfRow(counted!, row)),
      offset,
      next: rows.length > perPage ? offset + perPage : null,
    }
    return reply.page('FigurePage', props)
  })

  app.get('/desk/work-reports/prints/:id', read, async (request, reply) => {
    const { row, content } = await printIn(deps, request)
    const [line] = await linesOfPrints(deps, [row])
    const { from, to, team } = content.report
    const now = await countReport(deps.db, askedNow(deps, { from, to, team: team.id }))
    const props: PrintProps = {
      print: { ...line!, from, to },
      paper: {
        ...paperOf(content.report, printedLines(row.edition, row.printedAt, line!.by, row.contentHash)),
        cube: noCube,
      },
      intact: sha256(row.content).toString('hex') === row.contentHash,
      differences: differencesOf(content, now),
      now: deps.now().toISOString(),
    }
    return reply.page('WorkReportPrintPage', props)
  })

  app.get('/desk/work-reports/prints/:id/files', read, async (request, reply) => {
    const parsed = z.object({ format: z.enum(reportFormats) }).safeParse(request.query)
    if (!parsed.success) throw new Refusal('address-unclear')
    const { row, content } = await printIn(deps, request)
    const [line] = await linesOfPrints(deps, [row])
    const printed = printedLines(row.edition, row.printedAt, line!.by, row.contentHash)
    return sendReport(reply, content.report, parsed.data.format, row.printedAt, printed)
  })
}

/** @throws Refusal `not-found` */
async function printIn({ db }: Pick<Deps, 'db'>, request: FastifyRequest) {
  const id = z.coerce
    .number()
    .int()
    .positive()
    .max(Number.MAX_SAFE_INTEGER)
    .safeParse((request.params as { id: string }).id)
  const row = id.success ? await printById(db, id.data) : null
  if (!row) throw new Refusal('not-found')
  return { row, content: PrintContent.parse(JSON.parse(row.content)) }
}

/** Where a row can be read whole. */
function lineOfRow(
  figure: CountedFigure,
  { id, number, title, at, note }: BehindRow,
): FigureProps['rows'][number] {
  return {
    key: number ?? String(id),
    title,
    at: at.toISOString(),
    note,
    path: `${placeOf[figure]}/${number ?? id}`,
  }
}

const placeOf: Record<CountedFigure, string> = {
  received: '/desk/petitions',
  handled: '/desk/petitions',
  established: '/desk/petitions',
  townHalls: '/desk/town-halls',
  events: '/desk/listening',
  opinions: '/desk/listening/opinions',
  policies: '/desk/listening/opinions',
}
