import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { DrawResult } from '../../../shared/draws.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { Seats } from '../../../shared/seats.ts'
import { RegistrationBody, RegistrationChange, RegistrationReply } from '../../../shared/town-halls.ts'
import { residentOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { sendPublicData } from '../../platform/render/data.ts'
import { cancelParty, changeParty, mineOf } from './changing.actions.ts'
import { publishedDraw } from './draw.actions.ts'
import { acceptOffer, declineOffer } from './offers.actions.ts'
import { register } from './registering.actions.ts'
import { ownRegistration } from './registration.ts'
import { publicSeats } from './seats.ts'

const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })
const own = { config: { may: 'townhall.own' } } as const
const replies = { 200: RegistrationReply }

export function registrationRoutes(root: FastifyInstance, deps: Deps) {
  const app = root.withTypeProvider<ZodTypeProvider>()

  app.post(
    '/api/town-halls/:id/registrations',
    {
      config: { may: 'townhall.register' },
      schema: { params, body: RegistrationBody, response: { ...replies, 201: RegistrationReply } },
    },
    async (request, reply) => {
      const { id } = request.params
      const { fresh, reply: body } = await register(deps, residentOf(request), id, request.body, request.lang)
      return reply.code(fresh ? 201 : 200).send(body)
    },
  )

  app.get(
    '/api/town-halls/:id/registrations/mine',
    { ...own, schema: { params, response: replies } },
    async (request) => {
      const mine = await ownRegistration(deps, residentOf(request), request.params.id)
      if (!mine) throw new Refusal('not-found')
      return mine.reply
    },
  )

  app.put(
    '/api/town-halls/:id/registrations/mine',
    { ...own, schema: { params, body: RegistrationChange, response: replies } },
    async (request) => {
      const who = residentOf(request)
      const { id } = await mineOf(deps.db, who, request.params.id)
      return changeParty(deps, who, id, request.body)
    },
  )

  app.delete(
    '/api/town-halls/:id/registrations/mine',
    { ...own, schema: { params, response: replies } },
    async (request) => {
      const who = residentOf(request)
      const { id } = await mineOf(deps.db, who, request.params.id)
      return cancelParty(deps, who, id)
    },
  )

  app.post(
    '/api/town-halls/:id/registrations/mine/acceptance',
    { ...own, schema: { params, response: replies } },
    async (request) => acceptOffer(deps, { who: residentOf(request), townHallId: request.params.id }),
  )

  app.post(
    '/api/town-halls/:id/registrations/mine/declination',
    { ...own, schema: { params, response: replies } },
    async (request) => declineOffer(deps, { who: residentOf(request), townHallId: request.params.id }),
  )

  app.get(
    '/api/town-halls/:id/seats',
    { config: { may: 'site.read' }, schema: { params, response: { 200: Seats } } },
    async (request, reply) =>
      sendPublicData(request, reply, deps, {}, () => publicSeats(deps, request.params.id)),
  )

  app.get(
    '/api/town-halls/:id/draw',
    { config: { may: 'site.read' }, schema: { params, response: { 200: DrawResult } } },
    async (request, reply) =>
      sendPublicData(request, reply, deps, {}, () => publishedDraw(deps, request.params.id)),
  )
}
