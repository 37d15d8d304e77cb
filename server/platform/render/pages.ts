import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Chrome } from '../../../shared/chrome.ts'
import type { Deps } from '../deps.ts'
import { inLang } from '../http/context.ts'
import { displayOf } from '../http/display.ts'
import { aged } from './aged.ts'
import { sendCached } from './sending.ts'

/** What a page handler answers: a component's name and its props, or where to go instead. */
export type Answer =
  | { page: string; props: Record<string, unknown>; status?: number }
  | { redirect: string; status?: 302 | 303 | 308 }

declare module 'fastify' {
  interface FastifyReply {
    /** Renders a page for this one reader; it is never cached. */
    page(name: string, props: Record<string, unknown>, status?: number): Promise<FastifyReply>
    /** 303 to a path in the reader's language. */
    see(path: string): FastifyReply
  }
}

type ChromeOf = (request: FastifyRequest) => Partial<Chrome>

export function speakPages(app: FastifyInstance, deps: Deps, personal: ChromeOf) {
  app.decorateReply('page', async function page(this: FastifyReply, name, props, status = 200) {
    const { request } = this
    const html = await deps.render.render({
      name,
      lang: request.lang,
      props,
      chrome: { ...publicChrome(request, deps), ...personal(request) },
      display: displayOf(request),
    })
    return this.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html)
  })
  app.decorateReply('see', function see(this: FastifyReply, path) {
    return this.header('cache-control', 'no-store').redirect(inLang(this.request.lang, path), 303)
  })
}

const publicChrome = (request: FastifyRequest, { config }: Deps): Chrome => ({
  lang: request.lang,
  path: request.path,
  demo: config.demo,
  outbox: config.outbox,
  publicUrl: config.publicUrl,
  officer: null,
})

type Query = z.ZodObject | undefined

/**
 * A public page: the same for everyone, no cookie, no token, kept about a second in the process.
 * Query parameters that `query` does not know are dropped by a redirect, so that they cannot split the cache.
 */
export function publicPage(
  app: FastifyInstance,
  deps: Deps,
  path: string,
  query: Query,
  handler: (request: FastifyRequest) => Promise<Answer>,
) {
  const known = Object.keys(query?.shape ?? {})
  app.get(path, { config: { may: 'site.read', waits: 'kept' } }, async (request, reply) => {
    const canonical = canonicalQuery(request, known)
    const address = inLang(request.lang, request.path) + canonical
    if (canonical !== queryOf(request.url)) return reply.redirect(address, 308)
    const cached = await madeOnce(request, deps, address, handler)
    // Who asked for other colours or sizes gets a page of that kind: kept as well, but for no cache in between.
    return sendCached(request, reply, cached, { shared: displayOf(request) === null })
  })
}

/** The page of an address as everyone who is not signed in sees it, made once a second however many ask. */
function madeOnce(
  request: FastifyRequest,
  deps: Deps,
  address: string,
  handler: (request: FastifyRequest) => Promise<Answer>,
) {
  const display = displayOf(request)
  const key = display ? `${address} ${display.theme}.${display.size}` : address
  return deps.pages.get(key, async () => {
    const answer = await handler(request)
    if ('redirect' in answer)
      return { redirect: inLang(request.lang, answer.redirect), status: answer.status ?? 302 }
    const { page: name, props, status = 200 } = answer
    const html = await deps.render.render({
      name,
      lang: request.lang,
      props,
      chrome: publicChrome(request, deps),
      display,
    })
    return { text: html, status, aged: (seconds) => aged(html, request.lang, seconds) }
  })
}

/** A page that moves by the second, for someone who is not signed in: no cache keeps it, but many cost one making. */
export async function sendToVisitor(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  variant: string,
  handler: (request: FastifyRequest) => Promise<Answer>,
) {
  const address = `${inLang(request.lang, request.path)} ${variant}`
  const cached = await madeOnce(request, deps, address, handler)
  return sendCached(request, reply, cached, { keep: 'no-store' })
}

const queryOf = (url: string) => {
  const at = url.indexOf('?')
  return at < 0 ? '' : url.slice(at)
}

/** Known parameters with a value, sorted; so that one list has one address. */
function canonicalQuery(request: FastifyRequest, known: string[]): string {
  const query = queryOf(request.url)
  if (query === '') return ''
  const given = new URLSearchParams(query)
  const kept = new URLSearchParams()
  for (const key of known.toSorted()) {
    for (const value of given.getAll(key)) if (value !== '') kept.append(key, value)
  }
  const text = kept.toString()
  return text ? `?${text}` : ''
}
