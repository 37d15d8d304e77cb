import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { lastDayOf } from '../../shared/clock.ts'
import {
  FollowUp,
  FollowUpList,
  FollowUpNumber,
  FollowUpQuery,
  LedgerAddress,
} from '../../shared/follow-ups.ts'
import { dayOf } from '../../shared/kst.ts'
import type { Deps } from '../platform/deps.ts'
import { csvOf } from '../platform/files/csv.ts'
import { sendCached } from '../platform/render/sending.ts'
import { sendPublicData } from '../platform/render/data.ts'
import { allDongs } from '../settings/settings.queries.ts'
import { ledgerFeed } from './reading/feed.words.ts'
import { csvWords } from './reading/csv.words.ts'
import { followUpProps, listFollowUps, wholeLedger } from './reading/ledger.ts'

const config = { may: 'site.read' } as const
const params = z.object({ number: FollowUpNumber })
const newest = 50

/** The ledger as data: for programs, spreadsheets and feed readers. Kept about a second like the pages. */
export function followUpRoutes(root: FastifyInstance, deps: Deps) {
  const app = root.withTypeProvider<ZodTypeProvider>()

  app.get(
    '/api/follow-ups',
    { config, schema: { querystring: FollowUpQuery, response: { 200: FollowUpList } } },
    async (request, reply) =>
      sendPublicData(request, reply, deps, request.query, () =>
        listFollowUps(deps, request.query, request.lang),
      ),
  )

  app.get(
    '/api/follow-ups/:number',
    { config, schema: { params, response: { 200: FollowUp } } },
    async (request, reply) =>
      sendPublicData(request, reply, deps, {}, async () => {
        const { card } = await followUpProps(deps, request.params.number, request.lang)
        return FollowUp.parse(card)
      }),
  )

  root.get('/follow-ups.csv', { config }, async (request, reply) => {
    void reply.header('content-disposition', 'attachment; filename="follow-ups.csv"')
    return sendText(request, reply, 'text/csv; charset=utf-8', async (query) => csvFor(request, query))
  })

  root.get('/follow-ups.atom', { config }, async (request, reply) =>
    sendText(request, reply, 'application/atom+xml; charset=utf-8', async (query) => {
      const cards = await wholeLedger(deps, query, request.lang)
      const changed = cards.toSorted((one, other) => (touched(one) < touched(other) ? 1 : -1))
      return ledgerFeed(deps.config.publicUrl, request.lang, changed.slice(0, newest))
    }),
  )

  async function sendText(
    request: FastifyRequest,
    reply: FastifyReply,
    type: string,
    make: (query: LedgerAddress) => Promise<string>,
  ) {
    const query = LedgerAddress.catch(LedgerAddress.parse({})).parse(request.query)
    const key = `${request.path}?${JSON.stringify(query)} ${request.lang}`
    const kept = await deps.pages.get(key, async () => ({ text: await make(query), status: 200 }))
    return sendCached(request, reply, kept, { type })
  }

  async function csvFor({ lang }: FastifyRequest, query: LedgerAddress) {
    const words = csvWords[lang]
    const dongs = new Map(
      (await allDongs(deps.db)).map((row) => [row.code, lang === 'ko' ? row.nameKo : row.nameEn]),
    )
    const rows = (await wholeLedger(deps, query, lang)).map((card) => [
      card.number,
      card.text,
      words.sources[card.source],
      card.origin.label,
      lang === 'ko' ? card.department.nameKo : card.department.nameEn,
      card.dong === null ? '' : (dongs.get(card.dong) ?? card.dong),
      words.states[card.state],
      dayOf(new Date(card.promisedAt)),
      lastDayOf(new Date(card.firstDueAt)),
      lastDayOf(new Date(card.dueAt)),
      card.settledAt === null ? '' : dayOf(new Date(card.settledAt)),
      card.late ? words.yes : '',
      card.publicNote || (card.extension ?? ''),
      card.transferredTo ?? '',
    ])
    return csvOf([words.header, ...rows])
  }
}

/** When something was last done that everyone sees. */
const touched = ({ settledAt, promisedAt }: FollowUp) => settledAt ?? promisedAt
