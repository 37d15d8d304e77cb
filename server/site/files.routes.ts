import type { FastifyInstance } from 'fastify'
import type { Deps } from '../platform/deps.ts'

/** The mark on a piece of paper, so that it shows on dark and light window frames alike. */
const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="9" fill="#faf8f4"/><g transform="translate(4 4)"><path fill="#1e2124" d="M5 2h7a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3zM20 2h7a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3h-7a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3zM20 17h7a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3h-7a3 3 0 0 1-3-3v-7a3 3 0 0 1 3-3z"/><path fill="#0b50d0" d="M5 17h7a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3H2V20a3 3 0 0 1 3-3z"/></g></svg>`

/** Personal pages and the office's are no one's to index; the same is said in each of them. */
const robots = (publicUrl: string) => `User-agent: *
Disallow: /desk/
Disallow: /api/
Disallow: /me
Disallow: /en/me
Disallow: /zh/me

Sitemap: ${publicUrl}/sitemap.xml
`

/** Small files that programs ask for at fixed addresses. */
export function fileRoutes(app: FastifyInstance, { config: { publicUrl } }: Pick<Deps, 'config'>) {
  const config = { may: 'site.read' } as const
  const file = (path: string, type: string, text: string) =>
    app.get(path, { config }, async (_request, reply) =>
      reply.header('cache-control', 'public, max-age=86400').type(type).send(text),
    )
  file('/favicon.svg', 'image/svg+xml', favicon)
  file('/robots.txt', 'text/plain; charset=utf-8', robots(publicUrl))
}
