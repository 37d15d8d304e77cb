import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Deps } from '../../platform/deps.ts'

const minutes = 30
const Pending = z.object({ townHallId: z.int(), questionId: z.int(), until: z.int() })

/**
 * A vote of someone who has to sign in first: kept sealed in a cookie of this browser for half an hour, and counted
 * when they come back signed in.
 */
export function pendingVotes({
  config,
  secrets,
  machineNow,
}: Pick<Deps, 'config' | 'secrets' | 'machineNow'>) {
  const secure = config.publicUrl.startsWith('https:')
  const cookie = secure ? '__Host-vote' : 'vote'
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const

  return {
    keep(reply: FastifyReply, wish: { townHallId: number; questionId: number }) {
      const until = machineNow().getTime() + minutes * 60_000
      const sealed = secrets.seal(JSON.stringify({ ...wish, until })).toString('base64url')
      reply.setCookie(cookie, sealed, { ...options, maxAge: minutes * 60 })
    },
    /** The question that was voted for at this town hall, once; null where there is none. */
    take(request: FastifyRequest, reply: FastifyReply, townHallId: number): number | null {
      const sealed = request.cookies[cookie]
      if (sealed === undefined) return null
      reply.clearCookie(cookie, options)
      const found = opened(sealed)
      if (!found || found.townHallId !== townHallId || found.until <= machineNow().getTime()) return null
      return found.questionId
    },
  }

  function opened(sealed: string) {
    try {
      return Pending.parse(JSON.parse(secrets.unseal(Buffer.from(sealed, 'base64url'))))
    } catch {
      return null
    }
  }
}
