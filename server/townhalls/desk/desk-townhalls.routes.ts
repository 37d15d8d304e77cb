import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  DeskPartyList,
  DeskTownHallList,
  TownHallAct,
  TownHallActReply,
  TownHallBody,
  TownHallCancelling,
  TownHallNumbers,
} from '../../../shared/town-halls.desk.ts'
import { partyStates, townHallStates } from '../../../shared/town-halls.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { deskParties, deskTownHalls, hallOr404, knownCodes } from './desk-townhalls.props.ts'
import { numbersOf } from './numbers.ts'
import {
  announceTownHall,
  archiveTownHall,
  beginTownHall,
  cancelTownHall,
  endTownHall,
} from '../townhalls.actions.ts'
import { createTownHall, editTownHall } from './writing.actions.ts'

const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })
const most = z.coerce.number().int().min(1).max(100).default(30)
const List = z.object({
  state: z.enum(townHallStates).default('announced'),
  after: z.string().max(20).optional(),
  limit: most,
})
const Parties = z.object({
  sitting: z.coerce.number().int().positive().optional(),
  state: z.enum(partyStates).optional(),
  /** Only those who are to be told something by phone. */
  calls: z
    .enum(['true', 'false'])
    .optional()
    .transform((text) => text === 'true'),
  after: z.string().max(40).optional(),
  limit: most,
})

/** The office's town halls for programs: the same lists, numbers and steps as its pages. */
export function deskTownHallRoutes(root: FastifyInstance, deps: Deps) {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const read = { may: 'desk.townhall.read' } as const
  const run = { may: 'desk.townhall.run' } as const
  const reply = { 200: TownHallActReply }

  app.get(
    '/api/desk/town-halls',
    { config: read, schema: { querystring: List, response: { 200: DeskTownHallList } } },
    async ({ query: { state, limit, after } }) => (await deskTownHalls(deps, state, limit, after)).list,
  )
  app.post(
    '/api/desk/town-halls',
    { config: run, schema: { body: TownHallBody, response: { 201: TownHallActReply } } },
    async (request, answer) =>
      answer
        .code(201)
        .send(await createTownHall(deps, officerOf(request), await knownCodes(deps), request.body)),
  )
  app.put(
    '/api/desk/town-halls/:id',
    { config: run, schema: { params, body: TownHallBody, response: reply } },
    async (request) =>
      editTownHall(deps, officerOf(request), await knownCodes(deps), request.params.id, request.body),
  )
  app.get(
    '/api/desk/town-halls/:id/numbers',
    { config: read, schema: { params, response: { 200: TownHallNumbers } } },
    async (request, answer) => {
      answer.header('cache-control', 'no-store')
      return numbersOf(deps, await hallOr404(deps, request.params.id))
    },
  )
  app.get(
    '/api/desk/town-halls/:id/parties',
    { config: read, schema: { params, querystring: Parties, response: { 200: DeskPartyList } } },
    async ({ params: { id }, query: { limit, ...filter } }) => {
      await hallOr404(deps, id)
      return deskParties(deps, id, filter, limit)
    },
  )

  const steps = {
    announcement: announceTownHall,
    beginning: beginTownHall,
    end: endTownHall,
    archive: archiveTownHall,
  }
  for (const [noun, act] of Object.entries(steps)) {
    app.post(
      `/api/desk/town-halls/:id/${noun}`,
      { config: run, schema: { params, body: TownHallAct, response: reply } },
      async (request) => act(deps, officerOf(request), { id: request.params.id, seen: request.body.seen }),
    )
  }
  app.post(
    '/api/desk/town-halls/:id/cancellation',
    { config: run, schema: { params, body: TownHallCancelling, response: reply } },
    async (request) => cancelTownHall(deps, officerOf(request), { id: request.params.id, ...request.body }),
  )
}
