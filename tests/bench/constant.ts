import fastify from 'fastify'

/** The yardstick of pages: a bare Fastify with one route that sends the same bytes each time. */
process.once('message', async ({ bytes, headers }: { bytes: string; headers: Record<string, string> }) => {
  const body = Buffer.from(bytes, 'base64')
  const app = fastify()
  app.get('/', (_request, reply) => void reply.headers(headers).send(body))
  process.send!(await app.listen({ port: 0, host: '127.0.0.1' }))
})
process.once('disconnect', () => process.exit(0))
