import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Body, Encoding } from './bodies.ts'
import type { CachedPage } from './cache.ts'

/** What caches between us and the reader may do. */
const forCaches = 'public, max-age=0, s-maxage=1, stale-while-revalidate=10, stale-if-error=60'

/** `keep` says otherwise what caches may do than `shared` does. */
type How = { shared?: boolean; keep?: string; type?: string; vary?: string }

/** Sends what is kept in the best encoding the reader takes, or 304 where the reader has it already. */
export function sendCached(request: FastifyRequest, reply: FastifyReply, page: CachedPage, how: How = {}) {
  reply.header('cache-control', how.keep ?? (how.shared === false ? 'private, no-cache' : forCaches))
  if (page.age > 0) reply.header('age', String(page.age))
  if ('redirect' in page) return reply.redirect(page.redirect, page.status)
  const encoding = encodingFor(String(request.headers['accept-encoding'] ?? ''))
  const body = page.bodies.in(encoding)
  return body instanceof Promise
    ? body.then((made) => send(request, reply, page.status, encoding, made, how))
    : send(request, reply, page.status, encoding, body, how)
}

const encodingFor = (accepted: string): Encoding =>
  /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : 'plain'

function send(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  status: number,
  encoding: Encoding,
  { bytes, etag }: Body,
  { type = 'text/html; charset=utf-8', vary = 'accept-encoding' }: How,
) {
  reply.header('vary', vary).header('etag', etag)
  const held = headers['if-none-match']
  if (held !== undefined && status === 200 && held.split(/,\s*/).includes(etag)) return reply.code(304).send()
  if (encoding !== 'plain') reply.header('content-encoding', encoding)
  return reply.code(status).type(type).send(bytes)
}
