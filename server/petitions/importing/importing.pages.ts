import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { fieldProblems, type FieldProblem } from '../../../shared/forms.ts'
import { type ImportsProps, MappingForm, SourceForm } from '../../../shared/importing.ts'
import { problems, sentence } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import type { Deps } from '../../platform/deps.ts'
import { typedIn } from '../../platform/http/forms.ts'
import { decideMapping, decideOurs } from './importing.actions.ts'
import { mappingLines, openCategories, sourceLines } from './importing.queries.ts'

/** What was imported, which sources are the district's own, and what other sites' categories are here. */
export function importingPages(app: FastifyInstance, deps: Deps) {
  const config = { may: 'desk.settings' } as const
  const show = async (reply: FastifyReply, wrong: ImportsProps['wrong'] = null, status = 200) => {
    const { db } = deps
    const props: ImportsProps = {
      sources: await sourceLines(db),
      mappings: await mappingLines(db),
      categories: await openCategories(db),
      wrong,
    }
    return reply.page('ImportsPage', props, status)
  }
  app.get('/desk/imports', { config }, async (_request, reply) => show(reply))

  const form = <T>(
    path: string,
    schema: z.ZodType<T>,
    row: string,
    act: (deps: Deps, officer: Officer, value: T) => Promise<void>,
  ) =>
    app.post(path, { config }, async (request: FastifyRequest, reply) => {
      const typed = typedIn(request)
      const again = (found: FieldProblem[], status: number) =>
        show(reply, { row: String(typed[row] ?? ''), state: { typed, problems: found } }, status)
      const parsed = schema.safeParse(typed, { reportInput: true })
      if (!parsed.success) return again(fieldProblems(parsed.error, request.lang), 422)
      try {
        await act(deps, officerOf(request), parsed.data)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        const message = sentence(error.code, request.lang, error.params)
        return again([{ field: error.field ?? '', message }], problems[error.code].status)
      }
      return reply.see('/desk/imports')
    })
  form('/desk/imports/categories', MappingForm, 'name', decideMapping)
  form('/desk/imports/sources', SourceForm, 'source', decideOurs)
}
