import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Deps } from '../platform/deps.ts'
import { firstBrokenSeal } from './audit.actions.ts'
import { lastSeal, newestEntries } from './audit.queries.ts'

const Query = z.object({
  before: z.coerce.number().int().positive().optional().catch(undefined),
  check: z.literal('1').optional().catch(undefined),
})
const perPage = 100

/** The administrator's view of the audit log, newest first, and on request the check of its whole chain. */
export function auditPages(app: FastifyInstance, deps: Deps) {
  app.get('/desk/audit', { config: { may: 'desk.audit' } }, async (request, reply) => {
    const { before, check } = Query.parse(request.query)
    const entries = await newestEntries(deps.db, perPage + 1, before)
    const seal = await lastSeal(deps.db)
    return reply.page('AuditPage', {
      entries: entries.slice(0, perPage).map((entry) => ({ ...entry, at: entry.at.toISOString() })),
      next: entries.length > perPage ? entries[perPage - 1]!.id : null,
      seal: seal && {
        position: seal.position,
        hash: seal.hash.toString('hex'),
        at: seal.sealedAt.toISOString(),
      },
      checked: check ? { broken: await firstBrokenSeal(deps) } : null,
    })
  })
}
