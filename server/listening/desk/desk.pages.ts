import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dayOf } from '../../../shared/kst.ts'
import { SeriesForm, type EventFormProps } from '../../../shared/listening-desk.ts'
import { eventTabs } from '../../../shared/listening-states.ts'
import { fieldProblems } from '../../../shared/forms.ts'
import { problems } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { inLang } from '../../platform/http/context.ts'
import { refusedField, typedIn } from '../../platform/http/forms.ts'
import { choicesOf, listProps, quickLogProps, seriesProps } from './desk.props.ts'
import { planEvent } from './events.actions.ts'
import { readEvent } from './forms.ts'
import { putSeries } from './series.actions.ts'

const Id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)
/** @throws Refusal `not-found` for what cannot be an id */
export function idIn(request: FastifyRequest, name = 'id'): number {
  const parsed = Id.safeParse((request.params as Record<string, string>)[name])
  if (!parsed.success) throw new Refusal('not-found')
  return parsed.data
}

/** What an address says that nobody can have meant counts as not said. */
const ListQuery = z.object({
  tab: z.enum(eventTabs).catch('mine').default('mine'),
  after: z.string().max(40).optional().catch(undefined),
})

/** The list of events at the desk, the quick log, announcing an event, and the list of series. */
export function deskListeningPages(app: FastifyInstance, deps: Deps) {
  const read = { may: 'desk.listening.read' } as const
  const log = { may: 'desk.listening.log' } as const
  const series = { may: 'desk.listening.series' } as const

  app.get('/desk/listening', { config: read }, async (request, reply) => {
    const { tab, after } = ListQuery.parse(request.query)
    return reply.page('DeskListeningPage', await listProps(deps, officerOf(request), tab, after))
  })

  app.get('/desk/listening/new', { config: log }, async (_request, reply) =>
    reply.page('QuickLogPage', await quickLogProps(deps)),
  )

  const worker = readFileSync(deps.render.fileOf('lib/page-worker.ts'))
  app.get('/desk/listening/worker.js', { config: { may: 'site.read' } }, async (request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('service-worker-allowed', inLang(request.lang, '/desk/listening/new'))
      .send(worker),
  )

  app.get('/desk/listening/plan', { config: log }, async (_request, reply) => {
    const typed = { day: dayOf(deps.now()), takesOpinions: 'true' }
    return reply.page('EventFormPage', {
      choices: await choicesOf(deps),
      form: { typed, problems: [] },
    } satisfies EventFormProps)
  })

  app.post('/desk/listening/plan', { config: log }, async (request, reply) => {
    const typed = typedIn(request)
    const again = async (found: EventFormProps['form']['problems'], status: number) =>
      reply.page(
        'EventFormPage',
        { choices: await choicesOf(deps), form: { typed, problems: found } },
        status,
      )
    const parsed = readEvent(typed, request.lang)
    if (!parsed.value) return again(parsed.problems, 422)
    try {
      const id = await planEvent(deps, officerOf(request), parsed.value)
      return reply.see(`/desk/listening/${id}?done=planned`)
    } catch (error) {
      const found = refusedField(error, '', request.lang)
      return again(found, problems[(error as Refusal).code].status)
    }
  })

  app.get('/desk/listening/series', { config: series }, async (_request, reply) =>
    reply.page('SeriesPage', await seriesProps(deps)),
  )

  app.post('/desk/listening/series', { config: series }, async (request, reply) => {
    const typed = typedIn(request)
    const again = async (found: ReturnType<typeof fieldProblems>, status: number) => {
      const wrong = { form: typed.row ?? '', state: { typed, problems: found } }
      return reply.page('SeriesPage', await seriesProps(deps, wrong), status)
    }
    const parsed = SeriesForm.safeParse(typed, { reportInput: true })
    if (!parsed.success) return again(fieldProblems(parsed.error, request.lang), 422)
    try {
      await putSeries(deps, officerOf(request), parsed.data)
      return reply.see('/desk/listening/series')
    } catch (error) {
      return again(refusedField(error, '', request.lang), problems[(error as Refusal).code].status)
    }
  })
}
