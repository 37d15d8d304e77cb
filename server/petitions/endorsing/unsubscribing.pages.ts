import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../platform/deps.ts'
import { leaving, unsubscribe } from './unsubscribing.actions.ts'

type Route = { Params: { token: string } }

/** Opening the link changes nothing, because mail scanners open links; one press, or one POST of a mail program, does. */
export function unsubscribingPages(app: FastifyInstance, deps: Deps) {
  const config = { may: 'mail.unsubscribe', rateLimit: { max: 60, timeWindow: '10 minutes' } } as const
  app.get<Route>('/unsubscribe/:token', { config }, async (request, reply) => {
    const { token } = request.params
    const { petition } = await leaving(deps, token)
    return reply.page('UnsubscribePage', { petition, token, done: false })
  })
  app.post<Route>('/unsubscribe/:token', { config }, async (request, reply) => {
    const { token } = request.params
    const petition = await unsubscribe(deps, token)
    return reply.page('UnsubscribePage', { petition, token, done: true })
  })
}
