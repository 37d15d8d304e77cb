import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { dateTime } from '../../../shared/dates.ts'
import { DrawResult } from '../../../shared/draws.ts'
import { RegistrationReply } from '../../../shared/town-halls.ts'
import { PartyActReply, PartyMove, PartyReason, RegistrationFor } from '../../../shared/town-halls.parties.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { allDongs } from '../../settings/settings.queries.ts'
import { cancelParty } from '../seats/changing.actions.ts'
import { listPeople, moveParty, offerTo, partyIn } from './desk-parties.actions.ts'
import { idIn } from './desk-townhalls.pages.ts'
import { hallOr404, sittingProps } from './desk-townhalls.props.ts'
import { drawTownHall } from '../seats/draw.actions.ts'
import { csvOf } from '../../platform/files/csv.ts'
import { header, kinds, modes, needNames, sittingName, states } from './export.words.ts'
import { numbersOf } from './numbers.ts'
import { registerFor } from '../seats/registering.actions.ts'

const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })
const partyParams = params.extend({ partyId: params.shape.id })

const mark = (yes: boolean) => (yes ? 'O' : '')

/** Files of a town hall for spreadsheets and other programs, and the acts on registrations for programs. */
export function exportRoutes(root: FastifyInstance, deps: Deps) {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const run = { may: 'desk.townhall.run' } as const

  root.get(
    '/desk/town-halls/:id/people.csv',
    { config: { may: 'desk.townhall.names' } },
    async (request, reply) => {
      const hall = await hallOr404(deps, idIn(request))
      const standing = ['applied', 'waiting', 'offered', 'confirmed'] as const
      const people = await listPeople(deps, officerOf(request), hall.id, 'townhall.export', [...standing])
      const sittings = new Map(
        (await sittingProps(deps, hall.id)).map((one, at) => [one.id, one.name || sittingName(at + 1)]),
      )
      const dongs = new Map((await allDongs(deps.db)).map(({ code, nameKo }) => [code, nameKo]))
      const rows = people.map((one) => [
        sittings.get(one.sittingId) ?? '',
        one.place,
        one.name,
        states[one.state] ?? one.state,
        modes[one.mode],
        kinds[one.kind],
        one.dong === null ? '' : (dongs.get(one.dong) ?? one.dong),
        one.needs.map((need) => needNames[need]).join(', '),
        mark(one.reserved),
        mark(one.walkIn),
        dateTime(one.createdAt, 'ko'),
        mark(one.come),
      ])
      return file(
        reply,
        `town-hall-${hall.id}-people.csv`,
        'text/csv; charset=utf-8',
        csvOf([header, ...rows]),
      )
    },
  )
  root.get(
    '/desk/town-halls/:id/numbers.json',
    { config: { may: 'desk.townhall.read' } },
    async (request, reply) => {
      const hall = await hallOr404(deps, idIn(request))
      const text = JSON.stringify(await numbersOf(deps, hall), null, 2)
      return file(reply, `town-hall-${hall.id}-numbers.json`, 'application/json; charset=utf-8', text)
    },
  )

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
    '/api/desk/town-halls/:id/parties/:partyId/move',
    { config: run, schema: { params: partyParams, body: PartyMove, response: { 200: PartyActReply } } },
    async (request) =>
      moveParty(deps, officerOf(request), request.params.id, request.params.partyId, request.body),
  )
  app.post(
    '/api/desk/town-halls/:id/parties/:partyId/offer',
    { config: run, schema: { params: partyParams, body: PartyReason, response: { 200: PartyActReply } } },
    async (request) =>
      offerTo(deps, officerOf(request), request.params.id, request.params.partyId, request.body.reason),
  )
  app.post(
    '/api/desk/town-halls/:id/parties/:partyId/cancellation',
    { config: run, schema: { params: partyParams, body: PartyReason, response: { 200: RegistrationReply } } },
    async (request) => {
      const { id, partyId } = request.params
      await partyIn(deps.db, id, partyId)
      return cancelParty(deps, officerOf(request), partyId, request.body.reason)
    },
  )
}

const file = (reply: FastifyReply, name: string, type: string, text: string) =>
  reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}"`)
    .type(type)
    .send(text)
