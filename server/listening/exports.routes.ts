import type { FastifyInstance } from 'fastify'
import type { Lang } from '../../shared/wire.ts'
import type { Deps } from '../platform/deps.ts'
import { sendCached } from '../platform/render/sending.ts'
import { eventsCsv, eventsFeed } from './reading/exports.ts'

/** The public list as files: a table for spreadsheets and a feed for readers of news. Kept like public pages. */
export function listeningExports(app: FastifyInstance, deps: Deps) {
  const config = { may: 'site.read' } as const
  const file = (
    path: string,
    type: string,
    name: string | null,
    make: (deps: Deps, lang: Lang) => Promise<string>,
  ) =>
    app.get(path, { config }, async (request, reply) => {
      const key = `${request.lang} ${path}`
      const kept = await deps.pages.get(key, async () => ({
        text: await make(deps, request.lang),
        status: 200,
      }))
      if (name) reply.header('content-disposition', `attachment; filename="${name}"`)
      return sendCached(request, reply, kept, { type })
    })
  file('/listening/events.csv', 'text/csv; charset=utf-8', 'listening-events.csv', eventsCsv)
  file('/listening/feed.atom', 'application/atom+xml; charset=utf-8', null, eventsFeed)
}
