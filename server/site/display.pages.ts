import type { FastifyInstance, FastifyRequest } from 'fastify'
import { DisplayForm, type DisplayProps } from '../../shared/chrome.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Deps } from '../platform/deps.ts'
import { inLang } from '../platform/http/context.ts'
import { displayCookie, displayOf } from '../platform/http/display.ts'

const year = 365 * 86_400

/** Colours and text size, chosen by a plain form: the cookie changes how every page is made, with or without script. */
export function displayPages(app: FastifyInstance, { config }: Pick<Deps, 'config'>) {
  const may = { config: { may: 'site.read' } } as const
  app.get('/settings/display', may, async (request, reply) => {
    const { theme, size } = displayOf(request) ?? { theme: null, size: null }
    const props: DisplayProps = { theme, size, back: cameFrom(request, config.publicUrl) }
    return reply.page('DisplayPage', props)
  })

  app.post('/settings/display', may, async (request, reply) => {
    const form = DisplayForm.safeParse(request.body ?? {})
    if (!form.success) throw new Refusal('bad-request')
    const { theme, size, back } = form.data
    const chosen = { theme: theme || null, size: size || null }
    const common = { path: '/', sameSite: 'lax', secure: config.publicUrl.startsWith('https:') } as const
    // Read by a script too, before the first paint; it tells nothing but a taste.
    if (theme || size) reply.setCookie('display', displayCookie(chosen), { ...common, maxAge: year })
    else reply.clearCookie('display', common)
    const onward = ownPath(back, config.publicUrl) ?? inLang(request.lang, '/')
    return reply.header('cache-control', 'no-store').redirect(onward, 303)
  })
}

/** The page from which one came here, or the first page. */
function cameFrom(request: FastifyRequest, publicUrl: string): string {
  const path = ownPath(request.headers.referer ?? '', publicUrl)
  return path && !path.includes('/settings/display') ? path : inLang(request.lang, '/')
}

/** Path and query of an address of this site; null for any other, and for a path that alone would name a host. */
function ownPath(address: string, publicUrl: string): string | null {
  if (!URL.canParse(address, publicUrl)) return null
  const url = new URL(address, publicUrl)
  return url.origin === publicUrl && !url.pathname.startsWith('//') ? url.pathname + url.search : null
}
