import type { FastifyInstance } from 'fastify'
import type { OutboxProps } from '../../shared/site.ts'
import { readOutbox } from '../notifications/notifications.actions.ts'
import type { Deps } from '../platform/deps.ts'
import { demoOfficers, demoPassword, totpNow } from './officers.ts'

const codeSeconds = 30

/** The demonstration's mailbox: every mail as its reader gets it, and the officers' codes of this half minute. */
export function outboxPages(app: FastifyInstance, deps: Deps) {
  const config = { may: 'outbox.read' } as const
  const outbox = async (): Promise<OutboxProps> => ({
    mails: await readOutbox(deps),
    officers: demoOfficers.map(({ email, name, role, titleKo }) => ({
      email,
      name,
      role,
      titleKo,
      code: totpNow(deps, email),
    })),
    password: demoPassword,
    secondsLeft: codeSeconds - (Math.floor(deps.machineNow().getTime() / 1000) % codeSeconds),
  })
  app.get('/outbox', { config }, async (_request, reply) => reply.page('OutboxPage', await outbox()))
  app.get('/api/outbox', { config }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send(await outbox()),
  )
}
