import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { emptyForm, fieldProblems, type FieldProblem } from '../../shared/forms.ts'
import { EmailForm, EmailWithCode, type ResidentSignInProps } from '../../shared/me.ts'
import type { ProblemCode } from '../../shared/problems.ts'
import type { Deps } from '../platform/deps.ts'
import { ownPath, refusedField, typedIn } from '../platform/http/forms.ts'
import { proveCode, requestCode } from './accounts.actions.ts'
import { perCaller } from '../platform/http/limits.ts'
import { providersOf } from './me.ts'
import type { Sessions } from './sessions.ts'

type Shown = Partial<Pick<ResidentSignInProps, 'step' | 'form' | 'sent'>>

/**
 * The residents' door: an e-mail address, then its code, on one page that needs no script. Nothing signs in by being
 * opened: programs that follow links in mails get a form.
 */
export function accountPages(app: FastifyInstance, deps: Deps, sessions: Sessions) {
  const open = { may: 'session.start' } as const
  const show = (request: FastifyRequest, reply: FastifyReply, shown: Shown, status = 200) => {
    const props: ResidentSignInProps = {
      step: 'email',
      form: emptyForm,
      sent: null,
      providers: providersOf(deps),
      next: nextOf(request),
      outbox: deps.config.outbox,
      ...shown,
    }
    return reply.page('SignInPage', props, status)
  }

  app.get('/sign-in', { config: open }, async (request, reply) => {
    if (request.actor.kind === 'resident') return reply.see(nextOf(request) ?? '/me')
    const { step } = request.query as { step?: unknown }
    return show(request, reply, { step: step === 'code' ? 'code' : 'email' })
  })

  app.post('/sign-in', { config: { ...open, rateLimit: perCaller } }, async (request, reply) => {
    const typed = typedIn(request)
    const again = (step: 'email' | 'code', problems: FieldProblem[]) =>
      show(request, reply, { step, form: { typed, problems } }, 422)
    if (typed.act === 'code') {
      const form = EmailForm.safeParse(typed, { reportInput: true })
      if (!form.success) return again('email', fieldProblems(form.error, request.lang))
      try {
        const sent = await requestCode(deps, form.data.email, request.lang)
        return await show(request, reply, {
          step: 'code',
          sent,
          form: { typed: { ...typed, code: '' }, problems: [] },
        })
      } catch (error) {
        return again('email', refusedField(error, 'email', request.lang))
      }
    }
    const form = EmailWithCode.safeParse(typed, { reportInput: true })
    if (!form.success) return again('code', fieldProblems(form.error, request.lang))
    try {
      const { email, code } = form.data
      const { personId } = await proveCode(deps, deps.db, email, code, request.lang)
      await sessions.start(reply, request, { personId })
    } catch (error) {
      return again('code', refusedField(error, 'code', request.lang))
    }
    return reply.see(nextOf(request) ?? '/me')
  })

  // Open to anyone: who is signed out already has what was asked for.
  app.post('/sign-out', { config: open }, async (request, reply) => {
    await sessions.end(reply, request)
    return reply.see('/')
  })
}

/** `next` of the address or of the form, where it is a page of this site that one can go on to. */
export function nextOf(request: FastifyRequest): string | null {
  const next = ownPath((request.query as { next?: unknown }).next ?? typedIn(request).next)
  return next && !/^\/(?:sign-in|sign-out|desk|api)(?:[/?]|$)/.test(next) ? next : null
}

/**
 * Where a refusal leads instead of saying no: who is signed out signs in and comes back; an officer who looks for a
 * resident's page is at the desk. Null where it stays a refusal.
 */
export function residentDoor(request: FastifyRequest, code: ProblemCode | string): string | null {
  if (request.method !== 'GET') return null
  if (code === 'not-allowed' && request.actor?.kind === 'officer' && /^\/me(\/|$)/.test(request.path))
    return '/desk'
  if (code !== 'sign-in-required') return null
  const next = ownPath(request.url)
  return next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in'
}
