import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  Classification,
  DecisionReply,
  DeskList,
  DeskPetition,
  DeskQuery,
  Extension,
  Hiding,
  Merge,
  PassingOn,
  Publication,
  Rejection,
  Showing,
  SupplementRequest,
  Transfer,
} from '../../../shared/desk.ts'
import { PetitionNumber } from '../../../shared/petitions.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Officer, Permission } from '../../accounts/permissions.rules.ts'
import type { Deps } from '../../platform/deps.ts'
import { askForSupplement, merge, publish, reject, transfer } from './decisions.actions.ts'
import { deskList, deskPetitionOf, inForce } from './desk.props.ts'
import { hidePetition, showPetition } from './hiding.actions.ts'
import { classify, extendAnswer, passCase } from './routing.actions.ts'

const params = z.object({ number: PetitionNumber })
const Query = DeskQuery.extend({ limit: z.coerce.number().int().min(1).max(100).default(30) })

/** The desk for programs: the same queues and decisions as its pages. */
export function deskRoutes(root: FastifyInstance, deps: Deps) {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const config = { may: 'desk.petition.read' } as const

  app.get(
    '/api/desk/petitions',
    { config, schema: { querystring: Query, response: { 200: DeskList } } },
    async (request) => {
      const { limit, ...query } = request.query
      return (await deskList(deps, officerOf(request), query, limit)).list
    },
  )

  app.get(
    '/api/desk/petitions/:number',
    { config, schema: { params, response: { 200: DeskPetition } } },
    async (request) => (await deskPetitionOf(deps, officerOf(request), request.params.number)).petition,
  )

  const decision = <T extends z.ZodType<object>>(
    noun: string,
    may: Permission,
    body: T,
    decide: (officer: Officer, input: z.output<T> & { number: string }) => Promise<DecisionReply>,
  ) =>
    app.post(
      `/api/desk/petitions/:number/${noun}`,
      { config: { may }, schema: { params, body, response: { 200: DecisionReply } } },
      async (request) =>
        decide(officerOf(request), { ...(request.body as z.output<T>), number: request.params.number }),
    )

  const may = 'desk.petition.decide'
  decision('publication', may, Publication, async (officer, input) =>
    publish(deps, officer, await inForce(deps), input),
  )
  decision('supplement-request', may, SupplementRequest, async (officer, input) =>
    askForSupplement(deps, officer, await inForce(deps), input),
  )
  decision('rejection', may, Rejection, (officer, input) => reject(deps, officer, input))
  decision('transfer', may, Transfer, (officer, input) => transfer(deps, officer, input))
  decision('merge', may, Merge, (officer, input) => merge(deps, officer, input))
  decision('hiding', may, Hiding, (officer, input) => hidePetition(deps, officer, input))
  decision('showing', may, Showing, (officer, input) => showPetition(deps, officer, input))
  decision('extension', may, Extension, (officer, input) => extendAnswer(deps, officer, input))
  decision('classification', may, Classification, (officer, input) => classify(deps, officer, input))
  decision('department', 'desk.petition.route', PassingOn, (officer, input) => passCase(deps, officer, input))
}
