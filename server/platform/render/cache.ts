import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

/** About a second: long enough that a crowd of readers costs one rendering, short enough that nobody notices. */
const freshMs = 1000
const mostPages = 2000

/** What caches between us and the reader may do. */
const forCaches = 'public, max-age=0, s-maxage=1, stale-while-revalidate=10, stale-if-error=60'

type Made = { text: string; status: number } | { redirect: string; status: number }
type Body = { bytes: Buffer; etag: string }
export type CachedPage =
  | { redirect: string; status: number; madeAt: number }
  | { status: number; madeAt: number; plain: Body; gzip: Body; br: Body }

export type PageCache = {
  /** The page of an address; many who ask at once wait for one making of it. */
  get(address: string, make: () => Promise<Made>): Promise<CachedPage>
  /** Drops every page whose address contains the text, at once; '' drops all. */
  drop(part: string): void
}

export function createPageCache(clock: () => number = Date.now): PageCache {
  const pages = new Map<string, Promise<CachedPage>>()
  const made = new WeakMap<Promise<CachedPage>, number>()
  return {
    async get(address, make) {
      const kept = pages.get(address)
      if (kept && clock() - (made.get(kept) ?? Infinity) < freshMs) return kept
      if (kept && !made.has(kept)) return kept
      const making = make().then((page) => compress(page, clock()))
      pages.delete(address)
      pages.set(address, making)
      if (pages.size > mostPages) pages.delete(pages.keys().next().value!)
      try {
        const page = await making
        made.set(making, clock())
        if (page.status >= 500) pages.delete(address)
        return page
      } catch (error) {
        if (pages.get(address) === making) pages.delete(address)
        throw error
      }
    },
    drop(part) {
      for (const address of pages.keys()) if (address.includes(part)) pages.delete(address)
    },
  }
}

async function compress(page: Made, madeAt: number): Promise<CachedPage> {
  if ('redirect' in page) return { ...page, madeAt }
  const plain = Buffer.from(page.text)
  const [gzipped, brotli] = await Promise.all([
    toGzip(plain, { level: 5 }),
    toBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  ])
  return { status: page.status, madeAt, plain: body(plain), gzip: body(gzipped), br: body(brotli) }
}

const body = (bytes: Buffer): Body => ({
  bytes,
  etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
})

/** Sends what is cached in the best encoding the reader takes, or 304 where the reader has it already. */
export function sendCached(
  request: FastifyRequest,
  reply: FastifyReply,
  page: CachedPage,
  { shared = true, type = 'text/html; charset=utf-8', vary = 'accept-encoding' } = {},
) {
  reply.header('cache-control', shared ? forCaches : 'private, no-cache')
  if ('redirect' in page) return reply.redirect(page.redirect, page.status)
  const accepted = String(request.headers['accept-encoding'] ?? '')
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : 'plain'
  const chosen = page[encoding]
  reply.header('vary', vary).header('etag', chosen.etag)
  const held = String(request.headers['if-none-match'] ?? '')
  if (page.status === 200 && held.split(/,\s*/).includes(chosen.etag)) return reply.code(304).send()
  if (encoding !== 'plain') reply.header('content-encoding', encoding)
  return reply.code(page.status).type(type).send(chosen.bytes)
}
