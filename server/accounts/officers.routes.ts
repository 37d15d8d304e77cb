import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { OfficerSession, OfficerSignIn, Recheck } from '../../shared/officers.ts'
import type { Deps } from '../platform/deps.ts'
import { officerOf } from './guard.ts'
import { recheckOfficer, signInOfficer } from './officers.actions.ts'
import { attempts } from './officers.pages.ts'
import type { Sessions } from './sessions.ts'
import type { Strangers } from './strangers.ts'

/** Signing in at the desk for programs; `DELETE /api/sessions/current` signs out. */
export function officerRoutes(root: FastifyInstance, deps: Deps, sessions: Sessions, strangers: Strangers) {
  const app = root.withTypeProvider<ZodTypeProvider>()
  app.post(
    '/api/desk/sessions',
    {
      config: { may: 'session.start', rateLimit: attempts },
      schema: { body: OfficerSignIn, response: { 201: OfficerSession } },
    },
    async (request, reply) => {
      const { officerId, name, role } = await signInOfficer(deps, strangers, request.body)
      await sessions.start(reply, request, { officerId })
      return reply.code(201).send({ name, role })
    },
  )
  app.post(
    '/api/desk/rechecks',
    {
      config: { may: 'desk.read', rateLimit: attempts },
      schema: { body: Recheck, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await recheckOfficer(deps, officerOf(request), request.body)
      return reply.code(204).send(null)
    },
  )
}
