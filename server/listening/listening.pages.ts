import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FieldProblem, fieldProblems } from '../../shared/forms.ts'
import { OpinionSent } from '../../shared/listening.ts'
import { ListeningAddress, type OpinionFormProps } from '../../shared/listening-pages.ts'
import { problems, sentence } from '../../shared/problems.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Deps } from '../platform/deps.ts'
import { refusedField, typedIn } from '../platform/http/forms.ts'
import { callerOf } from '../platform/http/limits.ts'
import { publicPage } from '../platform/render/pages.ts'
import { allDongs } from '../settings/settings.queries.ts'
import { eventById } from './listening.queries.ts'
import { sendOpinion } from './opinions/sending.actions.ts'
import { publicOpinion, wholeEvent } from './reading/events.ts'
import { listeningProps } from './reading/listening.props.ts'
import { inOpenBox } from './reading/opinions.queries.ts'

const Id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)
/** A family at one address, not a machine. */
const pace = { max: 20, timeWindow: '10 minutes', keyGenerator: callerOf }
const onePage = 30

/** The public pages of 영등포1번가, and sending an opinion online. */
export function listeningPages(app: FastifyInstance, deps: Deps) {
  publicPage(app, deps, '/listening', ListeningAddress, async ({ query, lang }) => {
    const asked = ListeningAddress.safeParse(query)
    try {
      const props = await listeningProps(deps, asked.success ? asked.data : {})
      const problem = asked.success ? null : sentence('address-unclear', lang)
      return { page: 'ListeningPage', props: { ...props, problem }, status: problem === null ? 200 : 422 }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { after: _after, ...rest } = asked.success ? asked.data : { after: '' }
      const props = { ...(await listeningProps(deps, rest)), problem: sentence(error.code, lang) }
      return { page: 'ListeningPage', props, status: 422 }
    }
  })

  publicPage(app, deps, '/listening/:id', undefined, async (request) => ({
    page: 'ListeningEventPage',
    props: {
      event: await wholeEvent(deps.db, idIn(request)),
      dongs: await allDongs(deps.db),
      now: deps.now().toISOString(),
    },
  }))

  const Box = z.object({ after: z.string().max(20).optional() })
  publicPage(app, deps, '/listening/open-box', Box, async ({ query }) => {
    const { after } = Box.parse(query)
    const before = after === undefined ? null : Id.safeParse(after)
    if (before && !before.success) throw new Refusal('cursor-unknown', { field: 'after' })
    const rows = await inOpenBox(deps.db, before?.data ?? null, onePage + 1)
    const items = rows.slice(0, onePage).map(publicOpinion)
    const next = rows.length > onePage ? String(items.at(-1)!.id) : null
    return {
      page: 'OpenBoxPage',
      props: { items, next, dongs: await allDongs(deps.db), now: deps.now().toISOString() },
    }
  })

  const anyone = { may: 'listening.opine' } as const
  const form = async (
    request: FastifyRequest,
    reply: FastifyReply,
    event: OpinionFormProps['event'],
    shown: Partial<OpinionFormProps> = {},
    status = 200,
  ) => {
    const dongs = await allDongs(deps.db)
    const account = request.actor.kind === 'resident'
    const props: OpinionFormProps = { id: randomUUID(), event, dongs, account, form: emptyForm, ...shown }
    return reply.page('SendOpinionPage', props, status)
  }

  app.get('/listening/opinions/new', { config: anyone }, async (request, reply) =>
    form(request, reply, await eventOf((request.query as { event?: unknown }).event)),
  )

  app.post('/listening/opinions', { config: { ...anyone, rateLimit: pace } }, async (request, reply) => {
    const typed = typedIn(request)
    const event = await eventOf(typed.event)
    const id = z.uuid().safeParse(typed.id).data ?? randomUUID()
    const again = (found: FieldProblem[], status: number) =>
      form(request, reply, event, { id, form: { typed, problems: found } }, status)
    const parsed = OpinionSent.safeParse(
      { ...typed, id, event: event?.id ?? null, dong: typed.dong || null },
      { reportInput: true },
    )
    if (!parsed.success) return again(fieldProblems(parsed.error, request.lang), 422)
    try {
      await sendOpinion(deps, request.actor, parsed.data, typed.tell === 'true', request.lang)
    } catch (error) {
      return again(refusedField(error, '', request.lang), problems[(error as Refusal).code].status)
    }
    return reply.see(`/listening/opinions/sent${event ? `?event=${event.id}` : ''}`)
  })

  app.get('/listening/opinions/sent', { config: anyone }, async (request, reply) =>
    reply.page('OpinionSentPage', { event: await eventOf((request.query as { event?: unknown }).event) }),
  )

  /** The event that is named, where it takes opinions; else the open box. */
  async function eventOf(named: unknown): Promise<OpinionFormProps['event']> {
    const id = Id.safeParse(named)
    const event = id.success ? await eventById(deps.db, id.data) : null
    return event?.takesOpinions && event.state !== 'cancelled' ? { id: event.id, title: event.title } : null
  }
}

function idIn(request: FastifyRequest): number {
  const parsed = Id.safeParse((request.params as Record<string, string>).id)
  if (!parsed.success) throw new Refusal('not-found')
  return parsed.data
}
