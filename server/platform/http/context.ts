import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Lang } from '../../../shared/wire.ts'
import { langs } from '../../../shared/limits.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Language of the page by its address, of the API by `Accept-Language`. */
    lang: Lang
    /** Path without language prefix and query. */
    path: string
  }
}

type Addressed = IncomingMessage & { langOfAddress?: Lang }

/** `/en/petitions` is `/petitions` read in English; Korean stands at the root. */
export function rewriteUrl(raw: Addressed): string {
  const url = readable(rooted(raw.url ?? '/'))
  const prefix = /^\/(en|zh)(?=[/?]|$)/.exec(url)?.[1] as Lang | undefined
  if (!prefix) return url
  raw.langOfAddress = prefix
  return rooted(url.slice(prefix.length + 1))
}

/**
 * An address as a path of this site, begun by one slash. What names a host (`http://…`, `//…`) or is read so by
 * browsers would lead elsewhere once a page links to it in another language.
 */
const rooted = (url: string) => url.replace(/^(?:https?:\/\/[^/?#]*)?[/\\]*/i, '/')

/** A path with an escape that is none (`%zz`) is read as the letters it is made of, so that a page says it is not there. */
function readable(url: string): string {
  const [path = '', query] = url.split(/\?(.*)/s)
  try {
    decodeURIComponent(path)
    return url
  } catch {
    return path.replaceAll('%', '%25') + (query === undefined ? '' : `?${query}`)
  }
}

/** The first language of `Accept-Language` that we speak; Korean where there is none. */
export function acceptedLang(header: string | undefined): Lang {
  const wanted = (header ?? '').split(',').map((part) => {
    const [tag = '', quality] = part.trim().split(';q=')
    return { lang: tag.slice(0, 2).toLowerCase(), quality: quality === undefined ? 1 : Number(quality) }
  })
  const best = wanted
    .filter(({ lang, quality }) => quality > 0 && (langs as readonly string[]).includes(lang))
    .toSorted((a, b) => b.quality - a.quality)[0]
  return (best?.lang as Lang | undefined) ?? 'ko'
}

export function readAddresses(app: FastifyInstance) {
  app.decorateRequest('lang', 'ko')
  app.decorateRequest('path', '/')
  app.addHook('onRequest', async (request) => {
    request.path = request.url.split('?', 1)[0]!
    const api = request.path.startsWith('/api/')
    request.lang = api
      ? acceptedLang(request.headers['accept-language'])
      : ((request.raw as Addressed).langOfAddress ?? 'ko')
  })
}

/** The address of a path in a language. */
export const inLang = (lang: Lang, path: string) =>
  lang === 'ko' ? path : `/${lang}${path === '/' ? '' : path}`
