import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { PublicTownHall, TownHallList, TownHallQuery } from '../../shared/town-hall-pages.ts'
import { dayOf } from '../../shared/kst.ts'
import { ZoneRow } from '../../shared/town-halls.desk.ts'
import { Day } from '../../shared/wire.ts'
import type { Deps } from '../platform/deps.ts'
import { sendPublicData } from '../platform/render/data.ts'
import { zonesOn } from './townhalls.queries.ts'
import { pastOf, publicTownHall, upcomingOf } from './public.ts'

const config = { may: 'site.read' } as const
/** A day of Seoul; today where none is named. */
const ZonesQuery = z.object({ on: Day.optional() })
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
    '/api/zones',
    {
      config,
      schema: { querystring: ZonesQuery, response: { 200: z.object({ items: z.array(ZoneRow) }) } },
    },
    async (request, reply) =>
      sendPublicData(request, reply, deps, request.query, async () => {
        const rows = await zonesOn(deps.db, request.query.on ?? dayOf(deps.now()))
        return { items: rows.map(({ id: _id, ...zone }) => zone) }
      }),
  )

  app.get(
    '/api/town-halls/:id',
    { config, schema: { params, response: { 200: PublicTownHall } } },
    async (request, reply) =>
      sendPublicData(request, reply, deps, {}, () => publicTownHall(deps, request.params.id, request.lang)),
  )
}
