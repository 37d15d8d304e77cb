import type { FastifyInstance } from 'fastify'
import type { MailsProps } from '../../shared/answers.ts'
import type { Deps } from '../platform/deps.ts'
import { troubledMails } from './notifications.queries.ts'

const most = 200
/** Sending takes seconds; what was taken longer ago was left behind by a crash. */
const onItsWayMs = 10 * 60_000

/** The administrator's list of mails that may not have arrived: what they were for, never to whom. */
export function notificationPages(app: FastifyInstance, deps: Deps) {
  app.get('/desk/mails', { config: { may: 'desk.mails' } }, async (_request, reply) => {
    const takenBefore = new Date(deps.machineNow().getTime() - onItsWayMs)
    const { rows, total } = await troubledMails(deps.db, takenBefore, most)
    const props: MailsProps = {
      total,
      mails: rows.map(({ createdAt, startedAt, ...row }) => ({
        ...row,
        state: startedAt ? 'doubt' : 'waiting',
        at: createdAt.toISOString(),
      })),
    }
    return reply.page('MailsPage', props)
  })
}
