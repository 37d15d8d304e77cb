import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { EndorsementReply, PetitionNumber, Subscription } from '../../../shared/petitions.ts'
import { residentOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { endorse, withdrawEndorsement } from './endorsing.actions.ts'
import type { Endorser } from './endorser.ts'
import { followableId, follow } from './subscriptions.actions.ts'
import { subscriptionOf } from './subscriptions.queries.ts'

const params = z.object({ number: PetitionNumber })

/** When the request came in: what came before midnight counts, however long the session and the queue took. */
export const receivedAt = (deps: Pick<Deps, 'now'>, reply: FastifyReply) =>
  new Date(deps.now().getTime() - Math.floor(reply.elapsedTime))

export function endorsingRoutes(root: FastifyInstance, deps: Deps, endorser: Endorser) {
  const app = root.withTypeProvider<ZodTypeProvider>()

  app.post(
    '/api/petitions/:number/endorsements',
    {
      config: { may: 'petition.endorse', waits: 'queue' },
      schema: { params, response: { 200: EndorsementReply, 201: EndorsementReply } },
    },
    async (request, reply) => {
      const { number } = request.params
      const { fresh, reply: body } = await endorse(
        endorser,
        residentOf(request),
        number,
        receivedAt(deps, reply),
      )
      return reply.code(fresh ? 201 : 200).send(body)
    },
  )

  app.delete(
    '/api/petitions/:number/endorsements/mine',
    {
      config: { may: 'petition.endorse', waits: 'queue' },
      schema: { params, response: { 200: EndorsementReply } },
    },
    async (request, reply) =>
      withdrawEndorsement(endorser, residentOf(request), request.params.number, receivedAt(deps, reply)),
  )

  app.get(
    '/api/petitions/:number/subscription',
    { config: { may: 'petition.follow' }, schema: { params, response: { 200: Subscription } } },
    async (request) =>
      subscriptionOf(deps.db, await followableId(deps, request.params.number), residentOf(request).personId),
  )

  app.put(
    '/api/petitions/:number/subscription',
    {
      config: { may: 'petition.follow' },
      schema: { params, body: Subscription, response: { 200: Subscription } },
    },
    async (request) => follow(deps, residentOf(request), request.params.number, request.body),
  )
}
