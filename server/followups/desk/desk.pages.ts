import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type CardAct, cardActs, cardNouns } from '../../../shared/follow-up-states.ts'
import {
  Assignment,
  BatchAssignment,
  DeskFollowUpQuery,
  Extension,
  FollowUpMove,
  Merging,
  Note,
  Passing,
  Undoing,
} from '../../../shared/follow-ups.desk.ts'
import { fieldProblems, type FormState } from '../../../shared/forms.ts'
import { problems, sentence } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import type { Deps } from '../../platform/deps.ts'
import { numberIn } from '../follow-ups.pages.ts'
import { assignCards, undoBatch } from './batches.actions.ts'
import {
  assignCard,
  extendCard,
  mergeCards,
  moveCard,
  noteCard,
  passCard,
  undoCard,
} from './cards.actions.ts'
import { deskFollowUp, deskFollowUps, type Shown } from './desk.props.ts'

const actName = z.enum(cardActs).nullable().default(null).catch(null)
const On = z.object({ act: actName, done: actName })
const count = z.coerce.number().int().min(0).max(10_000)
/** What was done with several cards just now, as the address says it. */
const Done = z.object({
  batch: z.uuid().optional().catch(undefined),
  count: count.catch(0).default(0),
  to: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).catch(0).default(0),
  undone: count.optional().catch(undefined),
  kept: count.catch(0).default(0),
})

/** The desk's ledger: list, board and card, and what is decided on each. */
export function deskFollowUpPages(app: FastifyInstance, deps: Deps) {
  const read = { may: 'desk.followup.read' } as const
  const config = { may: 'desk.followup.act' } as const

  const showList = async (request: FastifyRequest, reply: FastifyReply, shown: Shown, status = 200) => {
    const query = DeskFollowUpQuery.parse(request.query ?? {})
    const props = await deskFollowUps(deps, officerOf(request), query, request.lang, shown)
    return reply.page('DeskFollowUpsPage', props, status)
  }

  app.get('/desk/follow-ups', { config: read }, async (request, reply) => {
    const { batch, count: many, to, undone, kept } = Done.parse(request.query)
    return showList(request, reply, {
      assigned: batch ? { batch, count: many, officer: to } : null,
      undone: undone === undefined ? null : { undone, kept },
    })
  })

  app.post('/desk/follow-ups/assignments', { config }, async (request, reply) => {
    const parsed = BatchAssignment.safeParse(request.body ?? {}, { reportInput: true })
    if (!parsed.success) {
      const form = { typed: typedIn(request), problems: fieldProblems(parsed.error, request.lang) }
      return showList(request, reply, { form }, 422)
    }
    try {
      const done = await assignCards(deps, officerOf(request), parsed.data)
      const said = new URLSearchParams({
        batch: done.batch,
        count: String(done.count),
        to: String(parsed.data.officer),
      })
      return reply.see(`/desk/follow-ups?${said}`)
    } catch (error) {
      const { form, status } = answered(error, request)
      return showList(request, reply, { form }, status)
    }
  })

  app.post('/desk/follow-ups/assignments/:batch/undoing', { config }, async (request, reply) => {
    const { batch } = z.object({ batch: z.uuid().catch('') }).parse(request.params)
    if (batch === '') throw new Refusal('not-found')
    try {
      const { undone, kept } = await undoBatch(deps, officerOf(request), batch)
      return reply.see(`/desk/follow-ups?undone=${undone}&kept=${kept}`)
    } catch (error) {
      const { form, status } = answered(error, request)
      return showList(request, reply, { form }, status)
    }
  })

  app.get('/desk/follow-ups/:number', { config: read }, async (request, reply) =>
    reply.page(
      'DeskFollowUpPage',
      await deskFollowUp(deps, officerOf(request), numberIn(request), request.lang, On.parse(request.query)),
    ),
  )

  const form = <T extends z.ZodType<object>>(
    act: Exclude<CardAct, 'evidence'>,
    schema: T,
    decide: (officer: Officer, input: z.output<T> & { number: string }) => Promise<unknown>,
  ) =>
    app.post(`/desk/follow-ups/:number/${cardNouns[act]}`, { config }, async (request, reply) => {
      const number = numberIn(request)
      const officer = officerOf(request)
      const again = async (state: FormState, status: number) =>
        reply.page(
          'DeskFollowUpPage',
          await deskFollowUp(deps, officer, number, request.lang, { act, done: null, form: state }),
          status,
        )
      const parsed = schema.safeParse(request.body ?? {}, { reportInput: true })
      if (!parsed.success)
        return again({ typed: typedIn(request), problems: fieldProblems(parsed.error, request.lang) }, 422)
      try {
        await decide(officer, { ...parsed.data, number })
      } catch (error) {
        const { form: state, status } = answered(error, request)
        return again(state, status)
      }
      // What a department passed on is no longer its own to see.
      if (act === 'pass' && officer.role === 'department') return reply.see('/desk/follow-ups')
      return reply.see(`/desk/follow-ups/${number}?done=${act}`)
    })

  form('move', FollowUpMove, (officer, input) => moveCard(deps, officer, input))
  form('extend', Extension, (officer, input) => extendCard(deps, officer, input))
  form('pass', Passing, (officer, input) => passCard(deps, officer, input))
  form('assign', Assignment, (officer, input) => assignCard(deps, officer, input))
  form('merge', Merging, (officer, input) => mergeCards(deps, officer, input))
  form('note', Note, (officer, input) => noteCard(deps, officer, input))
  form('undo', Undoing, (officer, input) => undoCard(deps, officer, input))
}

/** A refusal that belongs beside what was typed; whoever may not be here gets a page of its own. */
export function answered(error: unknown, request: FastifyRequest): { form: FormState; status: number } {
  if (!(error instanceof Refusal)) throw error
  const { status } = problems[error.code]
  if (status !== 409 && status !== 422 && status !== 413) throw error
  const message = sentence(error.code, request.lang, error.params)
  return { form: { typed: typedIn(request), problems: [{ field: error.field ?? '', message }] }, status }
}

export function typedIn(request: FastifyRequest): FormState['typed'] {
  const body = (request.body ?? {}) as Record<string, unknown>
  const texts = Object.entries(body).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(String) : String(value),
  ])
  return Object.fromEntries(texts)
}
