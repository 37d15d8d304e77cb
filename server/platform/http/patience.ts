import type { FastifyInstance } from 'fastify'
import { Overloaded } from '../db/gather.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * `kept`: answered from pages that are kept, which have limits of their own. `queue`: what it writes waits in a
     * bounded queue of its own, so that a storm there takes no place from anything else.
     */
    waits?: 'kept' | 'queue'
  }
}

type Limits = {
  /** How many requests may be at work at once. */
  most?: number
  /** Longest that a request waits for its answer, in milliseconds. */
  deadlineMs?: number
}

/** Uploads and files take as long as their line is slow; sockets stay. */
const unhurried = /^multipart\//
const upgrade = (headers: Record<string, unknown>) => headers.upgrade !== undefined

/**
 * Nobody waits without end: beyond so many requests at work one more is told when to come back, and so is one whose
 * answer does not come, as while the database stands still. What it asked for may still happen; asking again is
 * harmless for everything that is written here.
 */
export function boundWaiting(app: FastifyInstance, { most = 500, deadlineMs = 10_000 }: Limits = {}) {
  let working = 0
  app.addHook('onRequest', async (request, reply) => {
    const { may, waits } = request.routeOptions.config
    if (waits === 'kept' || may === 'site.health' || may === 'file.read') return
    if (unhurried.test(request.headers['content-type'] ?? '') || upgrade(request.headers)) return
    const counts = waits !== 'queue'
    if (counts && working >= most) throw new Overloaded(3)
    if (counts) working += 1
    const timer = setTimeout(() => {
      if (!reply.sent) void reply.send(new Overloaded(5))
    }, deadlineMs)
    reply.raw.once('close', () => {
      clearTimeout(timer)
      if (counts) working -= 1
    })
  })
}
