import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../shared/refusal.ts'
import { lastPetitionId, petitionPlaces } from '../petitions/reading/list.queries.ts'
import type { Deps } from '../platform/deps.ts'
import { sendCached } from '../platform/render/sending.ts'
import { xmlText } from '../platform/render/xml.ts'
import { otherPlaces, type Place } from './sitemap.queries.ts'

/** Ids in a part: with every language as an address of its own a part stays below the 50,000 that sitemaps may hold. */
const idsInPart = 10_000
const mostOthers = 5_000
const fixed = ['/', '/petitions', '/town-halls', '/listening', '/follow-ups', '/rules']
const languages = ['', '/en', '/zh']

/** Where search engines find what there is to read (sitemaps.org): an index, and parts of it. */
export function sitemapRoutes(app: FastifyInstance, deps: Deps) {
  const config = { may: 'site.read' } as const
  const { publicUrl } = deps.config
  const sendXml = async (request: FastifyRequest, reply: FastifyReply, make: () => Promise<string>) => {
    const kept = await deps.pages.get(`${request.path} map`, async () => ({
      text: await make(),
      status: 200,
    }))
    return sendCached(request, reply, kept, { type: 'application/xml; charset=utf-8' })
  }
  const partsNow = async () => Math.ceil((await lastPetitionId(deps.db)) / idsInPart)

  app.get('/sitemap.xml', { config }, async (request, reply) =>
    sendXml(request, reply, async () => {
      const parts = Array.from({ length: await partsNow() }, (_, at) => `petitions-${at + 1}`)
      const lines = ['pages', ...parts].map(
        (part) => `<sitemap><loc>${xmlText(`${publicUrl}/sitemap/${part}.xml`)}</loc></sitemap>`,
      )
      return document('sitemapindex', lines)
    }),
  )

  app.get('/sitemap/pages.xml', { config }, async (request, reply) =>
    sendXml(request, reply, async () => {
      const places = [
        ...fixed.map((path) => ({ path, at: null })),
        ...(await otherPlaces(deps.db, mostOthers)),
      ]
      return document('urlset', places.flatMap(linesOf))
    }),
  )

  app.get('/sitemap/:part', { config }, async (request, reply) => {
    const { part } = request.params as { part: string }
    const nth = Number(/^petitions-([1-9]\d{0,5})\.xml$/.exec(part)?.[1])
    if (!nth || nth > (await partsNow())) throw new Refusal('not-found')
    return sendXml(request, reply, async () => {
      const first = (nth - 1) * idsInPart + 1
      const places = await petitionPlaces(deps.db, first, first + idsInPart, deps.now())
      return document('urlset', places.flatMap(linesOf))
    })
  })

  const linesOf = ({ path, at }: Place) =>
    languages.map((prefix) => {
      const address = publicUrl + prefix + (path === '/' && prefix ? '' : path)
      return `<url><loc>${xmlText(address)}</loc>${at ? `<lastmod>${at}</lastmod>` : ''}</url>`
    })
}

const document = (root: 'sitemapindex' | 'urlset', lines: string[]) =>
  [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`,
    ...lines,
    `</${root}>`,
    '',
  ].join('\n')
