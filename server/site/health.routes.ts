import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Refusal } from '../../shared/refusal.ts'
import type { Deps } from '../platform/deps.ts'
import { hasTerms } from './site.queries.ts'

const Ready = z
  .object({ ready: z.boolean(), database: z.boolean(), jobs: z.boolean(), draining: z.boolean() })
  .meta({ id: 'Ready' })

/** Longest wait for the database before it counts as away. */
const patienceMs = 2000

/** `/health/live`: the process runs. `/health/ready`: it can serve; 503 until it can, and from when it begins to stop. */
export function healthRoutes(root: FastifyInstance, deps: Deps) {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const config = { may: 'site.health' } as const
  app.get('/health/live', { config }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ live: true }),
  )
  app.get(
    '/health/ready',
    { config, schema: { response: { 200: Ready, 503: Ready } } },
    async (_request, reply) => {
      const { working: jobs, draining } = deps.standing
      const database = await answersInTime(deps)
      const ready = database && jobs && !draining
      reply.header('cache-control', 'no-store').code(ready ? 200 : 503)
      return { ready, database, jobs, draining }
    },
  )
}

/** Whether the database answers and is migrated: terms are there only after the migrations and the first filling. */
const answersInTime = (deps: Deps) =>
  Promise.race([hasTerms(deps.db).catch(() => false), sleep(patienceMs, false, { ref: false })])

/** Once the process is stopping, what arrives on open connections is sent elsewhere; what began is finished. */
export function refuseWhileDraining(app: FastifyInstance, { standing }: Pick<Deps, 'standing'>) {
  app.addHook('onRequest', async (request) => {
    if (standing.draining && !request.path.startsWith('/health/'))
      throw new Refusal('try-again', { params: { seconds: 5 } })
  })
  // A connection that is kept for a next request would hold up the end.
  app.addHook('onSend', async (_request, reply) => {
    if (standing.draining) reply.header('connection', 'close')
  })
}
