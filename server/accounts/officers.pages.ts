import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Role } from '../../shared/accounts.ts'
import { emptyForm, type FieldProblem, fieldProblems } from '../../shared/forms.ts'
import { OfficerSignIn, Recheck, type RecheckProps, type SignInProps } from '../../shared/officers.ts'
import { problems, type ProblemCode } from '../../shared/problems.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Deps } from '../platform/deps.ts'
import { refusedField, typedIn } from '../platform/http/forms.ts'
import { officerOf } from './guard.ts'
import { recheckOfficer, signInOfficer } from './officers.actions.ts'
import { ownPath } from './officers.rules.ts'
import type { Sessions } from './sessions.ts'
import type { Strangers } from './strangers.ts'

const firstPage: Record<Role, string> = {
  communication: '/desk/petitions',
  department: '/desk/petitions',
  mayor: '/desk/petitions',
  administrator: '/desk/officers',
}

/** An office behind one address signs in at nine o'clock; a guesser gets no further than the lock-out. */
export const attempts = { max: 60, timeWindow: '10 minutes' }

/** The desk's door: signing in and out, and the check of password and code before personal data. */
export function officerPages(app: FastifyInstance, deps: Deps, sessions: Sessions, strangers: Strangers) {
  const open = { may: 'session.start' } as const
  const inside = { may: 'desk.read' } as const

  app.get('/desk', { config: inside }, async (request, reply) =>
    reply.see(firstPage[officerOf(request).role]),
  )

  app.get('/desk/sign-in', { config: open }, async (request, reply) => {
    const next = nextOf(request)
    if (request.actor.kind === 'officer') return reply.see(next ?? '/desk')
    return reply.page('SignInDeskPage', { form: emptyForm, next } satisfies SignInProps)
  })

  app.post('/desk/sign-in', { config: { ...open, rateLimit: attempts } }, async (request, reply) => {
    const next = nextOf(request)
    const { password: _password, code: _code, ...typed } = typedIn(request)
    const again = (found: FieldProblem[], status: number) =>
      reply.page('SignInDeskPage', { form: { typed, problems: found }, next } satisfies SignInProps, status)
    const form = OfficerSignIn.safeParse(typedIn(request), { reportInput: true })
    if (!form.success) return again(fieldProblems(form.error, request.lang), 422)
    try {
      const { officerId } = await signInOfficer(deps, strangers, form.data)
      await sessions.start(reply, request, { officerId })
    } catch (error) {
      return again(refusedField(error, '', request.lang), statusOf(error))
    }
    return reply.see(next ?? '/desk')
  })

  app.post('/desk/sign-out', { config: open }, async (request, reply) => {
    await sessions.end(reply, request)
    return reply.see('/desk/sign-in')
  })

  app.get('/desk/recheck', { config: inside }, async (request, reply) =>
    reply.page('RecheckPage', { form: emptyForm, next: nextOf(request) ?? '/desk' } satisfies RecheckProps),
  )

  app.post('/desk/recheck', { config: { ...inside, rateLimit: attempts } }, async (request, reply) => {
    const next = nextOf(request) ?? '/desk'
    const again = (found: FieldProblem[], status: number) =>
      reply.page('RecheckPage', { form: { typed: {}, problems: found }, next } satisfies RecheckProps, status)
    const form = Recheck.safeParse(typedIn(request), { reportInput: true })
    if (!form.success) return again(fieldProblems(form.error, request.lang), 422)
    try {
      await recheckOfficer(deps, officerOf(request), form.data)
    } catch (error) {
      return again(refusedField(error, '', request.lang), statusOf(error))
    }
    return reply.see(next)
  })
}

/** `next` of the address or of the form, where it is a page of our own desk. */
const nextOf = (request: FastifyRequest) =>
  ownPath((request.query as { next?: unknown }).next ?? typedIn(request).next)

export const statusOf = (error: unknown) =>
  error instanceof Refusal ? problems[error.code as ProblemCode].status : 500

/**
 * Where a refusal at the desk leads instead of saying no: who is signed out signs in and comes back; who wants to see
 * personal data confirms password and code first. Null where it stays a refusal.
 */
export function deskDoor(request: FastifyRequest, code: string): string | null {
  if (request.method !== 'GET' || !/^\/desk(\/|$)/.test(request.path)) return null
  const door = { 'sign-in-required': '/desk/sign-in', 'recheck-required': '/desk/recheck' }[code]
  const next = ownPath(request.url)
  return door ? (next ? `${door}?next=${encodeURIComponent(next)}` : door) : null
}
