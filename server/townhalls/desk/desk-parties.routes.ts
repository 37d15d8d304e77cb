import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { DrawResult } from '../../../shared/draws.ts'
import {
  PartyActReply,
  PartyMove,
  PartyNames,
  PartyPeople,
  PartyReason,
  PartyTold,
  PartyToldReply,
  RegistrationFor,
} from '../../../shared/town-halls.parties.ts'
import { RegistrationReply } from '../../../shared/town-halls.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { cancelParty, changeParty } from '../seats/changing.actions.ts'
import { drawTownHall } from '../seats/draw.actions.ts'
import { acceptOffer, declineOffer } from '../seats/offers.actions.ts'
import { registerFor } from '../seats/registering.actions.ts'
import { tellByPhone } from './calls.actions.ts'
import { lookAtNames, moveParty, offerTo, partyIn } from './desk-parties.actions.ts'

const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })
const partyParams = params.extend({ partyId: params.shape.id })

/** What officers do with registrations, for programs. */
export function deskPartyRoutes(root: FastifyInstance, deps: Deps) {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const run = { may: 'desk.townhall.run' } as const
  const names = { may: 'desk.townhall.names' } as const
  const one = '/api/desk/town-halls/:id/parties/:partyId'

  app.post(
    '/api/desk/town-halls/:id/registrations',
    {
      config: run,
      schema: { params, body: RegistrationFor, response: { 200: RegistrationReply, 201: RegistrationReply } },
    },
    async (request, reply) => {
      const { reserved, phone, email, lang, ...wish } = request.body
      const who = { reserved, contact: { phone, email }, lang }
      const done = await registerFor(deps, officerOf(request), request.params.id, wish, who)
      return reply.code(done.fresh ? 201 : 200).send(done.reply)
    },
  )
  app.post(
    '/api/desk/town-halls/:id/draw',
    { config: run, schema: { params, response: { 200: DrawResult } } },
    async (request) => drawTownHall(deps, officerOf(request), request.params.id),
  )
  app.post(
    `${one}/move`,
    { config: run, schema: { params: partyParams, body: PartyMove, response: { 200: PartyActReply } } },
    async (request) =>
      moveParty(deps, officerOf(request), request.params.id, request.params.partyId, request.body),
  )
  app.post(
    `${one}/offer`,
    { config: run, schema: { params: partyParams, body: PartyReason, response: { 200: PartyActReply } } },
    async (request) =>
      offerTo(deps, officerOf(request), request.params.id, request.params.partyId, request.body.reason),
  )
  app.post(
    `${one}/cancellation`,
    { config: run, schema: { params: partyParams, body: PartyReason, response: { 200: RegistrationReply } } },
    async (request) => {
      const { id, partyId } = request.params
      await partyIn(deps.db, id, partyId)
      return cancelParty(deps, officerOf(request), partyId, request.body.reason)
    },
  )
  for (const [noun, answer] of [
    ['acceptance', acceptOffer],
    ['declination', declineOffer],
  ] as const)
    app.post(
      `${one}/${noun}`,
      {
        config: run,
        schema: { params: partyParams, body: PartyReason, response: { 200: RegistrationReply } },
      },
      async (request) => {
        const { id, partyId } = request.params
        const { reason } = request.body
        return answer(deps, { officer: officerOf(request), townHallId: id, partyId, reason })
      },
    )
  app.post(
    `${one}/names`,
    { config: names, schema: { params: partyParams, body: PartyReason, response: { 200: PartyNames } } },
    async (request, reply) => {
      const { id, partyId } = request.params
      reply.header('cache-control', 'no-store')
      return lookAtNames(deps, officerOf(request), id, partyId, request.body.reason)
    },
  )
  app.put(
    `${one}/people`,
    {
      config: names,
      schema: { params: partyParams, body: PartyPeople, response: { 200: RegistrationReply } },
    },
    async (request) => {
      const { id, partyId } = request.params
      const { members, reason } = request.body
      await partyIn(deps.db, id, partyId)
      return changeParty(deps, officerOf(request), partyId, { members }, reason)
    },
  )
  app.post(
    `${one}/calls`,
    { config: run, schema: { params: partyParams, body: PartyTold, response: { 200: PartyToldReply } } },
    async (request) => {
      const { id, partyId } = request.params
      return { told: await tellByPhone(deps, officerOf(request), id, partyId, request.body.last) }
    },
  )
}
