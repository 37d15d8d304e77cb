import type { FastifyRequest } from 'fastify'
import type { FieldProblem } from '../../../shared/forms.ts'
import { sentence } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'

/** What a form sent, each field once; a field that came twice counts as its last. */
export function typedIn(request: FastifyRequest): Record<string, string> {
  const body = (request.body ?? {}) as Record<string, unknown>
  const single = Object.entries(body).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.at(-1) : value,
  ])
  return Object.fromEntries(single.filter(([, value]) => typeof value === 'string'))
}

/** A refusal as the problem of a field; anything else is thrown on. */
export function refusedField(error: unknown, field: string, lang: string): FieldProblem[] {
  if (!(error instanceof Refusal)) throw error
  return [{ field: error.field ?? field, message: sentence(error.code, lang, error.params) }]
}

/**
 * Where one goes on to afterwards: a page of this site as its language-free path with query, or null for anything
 * else. Other sites, other schemes and what browsers could read as such are nothing.
 */
export function ownPath(next: unknown): string | null {
  if (typeof next !== 'string' || next.length > 500 || !next.startsWith('/')) return null
  if (/[\\\s\p{Cc}]|^\/\//u.test(next)) return null
  const { origin, pathname, search } = new URL(next, here)
  return origin === here && !pathname.startsWith('//') ? pathname + search : null
}
const here = 'https://here.example'
