import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { PublicTownHall, TownHallList, TownHallQuery } from '../../shared/town-hall-pages.ts'
import type { Deps } from '../platform/deps.ts'
import { sendPublicData } from '../platform/render/data.ts'
import { pastOf, publicTownHall, upcomingOf } from './public.ts'

const config = { may: 'site.read' } as const
const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })

/** What anyone may read of town halls, as data: kept about a second like the pages. */
export function townHallRoutes(root: FastifyInstance, deps: Deps) {
  const app = root.withTypeProvider<ZodTypeProvider>()

  app.get(
    '/api/town-halls',
    { config, schema: { querystring: TownHallQuery, response: { 200: TownHallList } } },
    async (request, reply) =>
      sendPublicData(request, reply, deps, request.query, async () => {
        const { when, after } = request.query
        if (when === 'past') return pastOf(deps, request.lang, after)
        const items = await upcomingOf(deps, request.lang)
        return { items, next: null, total: items.length }
      }),
  )

  app.get(
    '/api/town-halls/:id',
    { config, schema: { params, response: { 200: PublicTownHall } } },
    async (request, reply) =>
      sendPublicData(request, reply, deps, {}, () => publicTownHall(deps, request.params.id, request.lang)),
  )
}
