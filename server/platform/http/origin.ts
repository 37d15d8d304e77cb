import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '../../../shared/refusal.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a request that changes something came from our own pages.
 * Browsers say so in `Sec-Fetch-Site`; older ones in `Origin`; programs send neither and carry no ambient cookie
 * of someone else, so they pass, except for an upgrade that brings a session cookie.
 */
export function comesFromHere(
  headers: { site: string | undefined; origin: string | undefined },
  publicUrl: string,
  upgradeWithCookie = false,
): boolean {
  if (headers.site !== undefined) return headers.site === 'same-origin' || headers.site === 'none'
  if (headers.origin !== undefined) return headers.origin === publicUrl
  return !upgradeWithCookie
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

/** Refuses every unsafe request and every upgrade from another origin with 403 `foreign-origin`. */
export function guardOrigins(app: FastifyInstance, publicUrl: string) {
  app.addHook('onRequest', async (request: FastifyRequest) => {
    const upgrade = request.headers.upgrade !== undefined
    if (safe.has(request.method) && !upgrade) return
    const headers = { site: one(request.headers['sec-fetch-site']), origin: request.headers.origin }
    const withCookie = upgrade && request.headers.cookie !== undefined
    if (!comesFromHere(headers, publicUrl, withCookie)) throw new Refusal('foreign-origin')
  })
  // Node has let go of a line that wanted to be upgraded: where that was refused, nobody else would end it.
  app.addHook('onResponse', async (request) => {
    if (request.headers.upgrade !== undefined) request.raw.socket.destroySoon()
  })
}
