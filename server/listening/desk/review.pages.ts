import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type FieldProblem, fieldProblems } from '../../../shared/forms.ts'
import type { OpinionForm } from '../../../shared/listening.ts'
import {
  ContactReasonForm,
  type DeskOpinionProps,
  HoldForm,
  type ReviewProps,
} from '../../../shared/listening-desk.ts'
import { problems } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { mustBeRechecked, officerOf } from '../../accounts/guard.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import type { Deps } from '../../platform/deps.ts'
import { refusedField, typedIn } from '../../platform/http/forms.ts'
import { viewOpinionContact } from '../opinions/contacts.actions.ts'
import { changeOpinion, holdOpinion, publishOpinion } from '../opinions/opinions.actions.ts'
import { countToReview, opinionById, toReview } from '../reading/opinions.queries.ts'
import { idIn } from './desk.pages.ts'
import { choicesOf, deskOpinion } from './desk.props.ts'
import { readOpinion, typedOpinion } from './forms.ts'

const mostShown = 100
const Done = z.object({ done: z.string().max(20).nullable().default(null).catch(null) })

/** What residents sent online and nobody read yet, and the page of any one opinion. */
export function reviewPages(app: FastifyInstance, deps: Deps) {
  const read = { may: 'desk.listening.read' } as const
  const log = { may: 'desk.listening.log' } as const
  const contact = { may: 'desk.listening.contact' } as const
  const path = '/desk/listening/opinions/:id'

  app.get('/desk/listening/opinions', { config: read }, async (_request, reply) => {
    const props: ReviewProps = {
      items: (await toReview(deps.db, mostShown)).map(deskOpinion),
      total: await countToReview(deps.db),
      choices: await choicesOf(deps),
    }
    return reply.page('OpinionReviewPage', props)
  })

  const show = async (
    reply: FastifyReply,
    id: number,
    shown: Partial<DeskOpinionProps> = {},
    status = 200,
  ) => {
    const row = await opinionById(deps.db, id)
    if (!row) throw new Refusal('not-found')
    const opinion = deskOpinion(row)
    const form = { typed: typedOpinion(opinion), problems: [] }
    const props = { opinion, choices: await choicesOf(deps), form, contact: null, done: null, ...shown }
    return reply.page('DeskOpinionPage', props, status)
  }

  app.get(path, { config: read }, async (request, reply) => {
    const { done } = Done.parse(request.query)
    return show(reply, idIn(request), { done })
  })

  type Act = (deps: Deps, officer: Officer, id: number, form: OpinionForm) => Promise<void>
  const writing = (noun: string, act: Act, done: string) =>
    app.post(`${path}${noun}`, { config: log }, async (request, reply) => {
      const typed = typedIn(request)
      const id = idIn(request)
      const parsed = readOpinion(typed, request.lang)
      if (!parsed.value) return show(reply, id, { form: { typed, problems: parsed.problems } }, 422)
      return finish(request, reply, typed, () => act(deps, officerOf(request), id, parsed.value), done)
    })
  writing('', changeOpinion, 'changed')
  writing('/publication', publishOpinion, 'published')

  app.post(`${path}/holding`, { config: log }, async (request, reply) => {
    const typed = typedIn(request)
    const parsed = HoldForm.safeParse(typed, { reportInput: true })
    if (!parsed.success) return back(request, reply, typed, fieldProblems(parsed.error, request.lang), 422)
    return finish(
      request,
      reply,
      typed,
      () => holdOpinion(deps, officerOf(request), idIn(request), parsed.data.reason),
      'held',
    )
  })

  app.get(`${path}/contact`, { config: contact }, async (request, reply) => {
    mustBeRechecked(officerOf(request), deps.machineNow())
    return reply.see(`/desk/listening/opinions/${idIn(request)}#contact`)
  })

  app.post(`${path}/contact`, { config: contact }, async (request, reply) => {
    const typed = typedIn(request)
    const id = idIn(request)
    const parsed = ContactReasonForm.safeParse(typed, { reportInput: true })
    if (!parsed.success) return back(request, reply, typed, fieldProblems(parsed.error, request.lang), 422)
    try {
      const seen = await viewOpinionContact(deps, officerOf(request), id, parsed.data.reason)
      return await show(reply, id, { contact: seen })
    } catch (error) {
      // The re-check leads back here.
      const late = error instanceof Refusal && error.code === 'recheck-required'
      if (late) return reply.see(`/desk/listening/opinions/${id}/contact`)
      throw error
    }
  })

  /** The page with its own words, and a small form as it was typed. */
  async function back(
    request: FastifyRequest,
    reply: FastifyReply,
    typed: Record<string, string>,
    found: FieldProblem[],
    status: number,
  ) {
    const row = await opinionById(deps.db, idIn(request))
    if (!row) throw new Refusal('not-found')
    const form = { typed: { ...typedOpinion(deskOpinion(row)), ...typed }, problems: found }
    return show(reply, idIn(request), { form }, status)
  }

  async function finish(
    request: FastifyRequest,
    reply: FastifyReply,
    typed: Record<string, string>,
    act: () => Promise<void>,
    done: string,
  ) {
    try {
      await act()
      return reply.see(`/desk/listening/opinions/${idIn(request)}?done=${done}`)
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'not-found') throw error
      return back(request, reply, typed, refusedField(error, '', request.lang), problems[error.code].status)
    }
  }
}
