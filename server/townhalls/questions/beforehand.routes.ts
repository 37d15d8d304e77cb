import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { AskBody, AskReply, PublicQuestion, VoteReply } from '../../../shared/town-halls.questions.ts'
import { residentOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { sendPublicData } from '../../platform/render/data.ts'
import { ask, vote } from './beforehand.actions.ts'
import { publicQuestions } from './beforehand.queries.ts'
import { hallLine } from '../public.ts'

const number = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)
const params = z.object({ id: number })
const one = z.object({ id: number, questionId: number })
const pace = { max: 60, timeWindow: '1 minute' }
const config = { may: 'townhall.ask', rateLimit: pace } as const

/** Questions beforehand, for programs. */
export function beforehandRoutes(root: FastifyInstance, deps: Deps) {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const path = '/api/town-halls/:id/questions'

  app.get(
    path,
    {
      config: { may: 'site.read' },
      schema: { params, response: { 200: z.object({ items: z.array(PublicQuestion) }) } },
    },
    async (request, reply) =>
      sendPublicData(request, reply, deps, {}, async () => {
        await hallLine(deps, request.params.id, request.lang)
        return { items: await publicQuestions(deps.db, request.params.id, 1000) }
      }),
  )

  app.post(
    path,
    { config, schema: { params, body: AskBody, response: { 200: AskReply, 201: AskReply } } },
    async (request, reply) => {
      const { params: at, body, lang } = request
      const { fresh, question } = await ask(deps, residentOf(request), at.id, body, lang)
      const { id, state, shownName } = question
      return reply.code(fresh ? 201 : 200).send({ id, state, shownName })
    },
  )

  for (const method of ['POST', 'DELETE'] as const) {
    app.route({
      method,
      url: `${path}/:questionId/votes`,
      config,
      schema: { params: one, response: { 200: VoteReply } },
      handler: async (request) => {
        const { id, questionId } = request.params as z.infer<typeof one>
        return vote(deps, residentOf(request), id, questionId, method === 'POST')
      },
    })
  }
}
