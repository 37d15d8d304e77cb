import type { FastifyInstance } from 'fastify'
import { readOutbox } from '../notifications/notifications.actions.ts'
import type { Deps } from '../platform/deps.ts'
import { demoOfficers, demoPassword, totpNow } from './officers.ts'

/** The demonstration's mailbox: every mail as its reader gets it, and the officers' codes of this half minute. */
export function outboxPages(app: FastifyInstance, deps: Deps) {
  const config = { may: 'outbox.read' } as const
  const officers = () =>
    demoOfficers.map(({ email, name, role, titleKo }) => ({
      email,
      name,
      role,
      titleKo,
      code: totpNow(deps, email),
    }))
  app.get('/outbox', { config }, async (_request, reply) =>
    reply.page('OutboxPage', { mails: await readOutbox(deps), officers: officers() }),
  )
  app.get('/api/outbox', { config }, async () => ({
    mails: await readOutbox(deps),
    officers: officers(),
    password: demoPassword,
  }))
}
