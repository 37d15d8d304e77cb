import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { CallsProps } from '../../../shared/follow-ups.desk.ts'
import { emptyForm } from '../../../shared/forms.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { numberIn } from '../follow-ups.pages.ts'
import { markCalled, viewCalls } from './calls.actions.ts'

const Params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })

/** Whom to call: shown after a re-check, every look recorded. */
export function callPages(app: FastifyInstance, deps: Deps) {
  const config = { may: 'desk.followup.contact' } as const
  const path = '/desk/follow-ups/:number/calls'

  app.get(path, { config }, async (request, reply) => {
    const number = numberIn(request)
    const { card, calls } = await viewCalls(deps, officerOf(request), number)
    const { text, state } = card
    return reply.page('FollowUpCallsPage', {
      number,
      text,
      state,
      calls,
      form: emptyForm,
    } satisfies CallsProps)
  })

  app.post(`${path}/:id`, { config }, async (request, reply) => {
    const number = numberIn(request)
    const params = Params.safeParse(request.params)
    if (!params.success) throw new Refusal('not-found')
    try {
      await markCalled(deps, officerOf(request), number, params.data.id)
    } catch (error) {
      // The page itself leads to the re-check and back.
      if (!(error instanceof Refusal) || error.code !== 'recheck-required') throw error
    }
    return reply.see(`/desk/follow-ups/${number}/calls`)
  })
}
