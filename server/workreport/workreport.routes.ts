import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { PrintForm, PrintLine } from '../../shared/work-report.desk.ts'
import { ReportQuery, ReportReply } from '../../shared/work-report.ts'
import { officerOf } from '../accounts/guard.ts'
import type { Deps } from '../platform/deps.ts'
import { checksOf } from './checks.rules.ts'
import { sendReport } from './files.ts'
import { countReport, lineOf } from './report.ts'
import { keepPrint } from './workreport.actions.ts'
import { askedNow, linesOfPrints } from './workreport.pages.ts'
import { allTeams, printsOf } from './workreport.queries.ts'

/** Work reports for programs: counted now, in any format, and those that were kept. */
export function workReportRoutes(root: FastifyInstance, deps: Deps) {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const read = { may: 'desk.report.read' } as const

  app.get(
    '/api/work-reports',
    { config: read, schema: { querystring: ReportQuery, response: { 200: ReportReply.or(z.any()) } } },
    async (request, reply) => {
      const { format } = request.query
      const { report } = await countReport(deps.db, askedNow(deps, request.query))
      if (format !== 'json') return sendReport(reply, report, format, deps.now())
      return { report, checks: checksOf(report), countedAt: deps.now().toISOString() }
    },
  )
  app.get(
    '/api/work-reports/prints',
    {
      config: read,
      schema: {
        querystring: ReportQuery.omit({ format: true }),
        response: { 200: z.object({ items: z.array(PrintLine) }) },
      },
    },
    async (request) => {
      const teams = await allTeams(deps.db)
      const { report } = await countReport(deps.db, askedNow(deps, request.query))
      const line = lineOf(
        teams,
        teams.find(({ id }) => id === report.team.id)!,
      )
      return { items: await linesOfPrints(deps, await printsOf(deps.db, line, request.query)) }
    },
  )
  app.post(
    '/api/work-reports/prints',
    {
      config: { may: 'desk.report.write' },
      schema: { body: PrintForm, response: { 201: z.object({ id: z.int() }) } },
    },
    async (request, reply) =>
      reply.code(201).send({ id: await keepPrint(deps, officerOf(request), request.body) }),
  )
}
