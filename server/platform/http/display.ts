import type { FastifyRequest } from 'fastify'
import { Display } from '../../../shared/chrome.ts'

/** The cookie `display`, `theme.size`, either of them empty. It says nothing about who reads. */
export const displayCookie = ({ theme, size }: Display) => `${theme ?? ''}.${size ?? ''}`

/** How this reader asked pages to look; null where they asked for nothing we know. */
export function displayOf(request: FastifyRequest): Display | null {
  const [theme = '', size = ''] = (request.cookies.display ?? '').split('.')
  const parsed = Display.safeParse({ theme: theme || null, size: size || null })
  return parsed.success && (parsed.data.theme || parsed.data.size) ? parsed.data : null
}
