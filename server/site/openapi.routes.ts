import type { FastifyInstance } from 'fastify'

/** The description of everything under `/api`, made from the same types that check what comes in. */
export function openapiRoutes(app: FastifyInstance) {
  let text: string | undefined
  app.get(
    '/api/openapi.json',
    { config: { may: 'site.read' }, schema: { hide: true } },
    async (_request, reply) => {
      text ??= JSON.stringify(app.swagger())
      return reply.header('cache-control', 'public, max-age=300').type('application/json').send(text)
    },
  )
}
