import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { PetitionTotal } from '../../shared/petition-pages.ts'
import { Petition, PetitionList, PetitionNumber, PetitionQuery } from '../../shared/petitions.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Deps } from '../platform/deps.ts'
import { sendPublicData } from '../platform/render/data.ts'
import { sendCached } from '../platform/render/sending.ts'
import { openCharts } from './reading/charts.ts'
import { petitionsFeed } from './reading/feed.words.ts'
import { listPetitions } from './reading/list.ts'
import { petitionProps, petitionTotal } from './reading/page.ts'

const config = { may: 'site.read' } as const
const params = z.object({ number: PetitionNumber })

/** What anyone may read of petitions, as data: kept about a second like the pages. */
export function petitionRoutes(root: FastifyInstance, deps: Deps) {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const charts = openCharts(deps)

  app.get(
    '/api/petitions',
    { config, schema: { querystring: PetitionQuery, response: { 200: PetitionList } } },
    async (request, reply) =>
      sendPublicData(request, reply, deps, request.query, () =>
        listPetitions(deps, request.query, request.lang),
      ),
  )

  // A feed is the list as one asked for it, with what is newest in it.
  app.get(
    '/petitions.atom',
    {
      config,
      schema: { querystring: PetitionQuery.omit({ after: true, typing: true, sort: true, limit: true }) },
    },
    async (request, reply) => {
      const { lang, query, path } = request
      const asked = Object.entries(query).filter(
        ([key, value]) => value !== undefined && `${key}=${value}` !== 'stage=collecting',
      )
      const written = new URLSearchParams(asked as [string, string][]).toString()
      const kept = await deps.pages.get(`${path}?${written} ${lang}`, async () => {
        const { items } = await listPetitions(deps, { ...query, sort: 'newest', limit: 50 }, lang)
        return { text: petitionsFeed(deps.config.publicUrl, lang, query.stage, written, items), status: 200 }
      })
      return sendCached(request, reply, kept, { type: 'application/atom+xml; charset=utf-8' })
    },
  )

  app.get(
    '/api/petitions/:number',
    { config, schema: { params, response: { 200: Petition } } },
    async (request, reply) =>
      sendPublicData(request, reply, deps, {}, async () => {
        const { petition } = await petitionProps(deps, charts, request.params.number, request.lang)
        if (petition.hidden?.removed) throw new Refusal('gone')
        return petition
      }),
  )

  app.get(
    '/api/petitions/:number/total',
    { config, schema: { params, response: { 200: PetitionTotal } } },
    async (request, reply) =>
      sendPublicData(request, reply, deps, {}, () => petitionTotal(deps, request.params.number)),
  )
}
