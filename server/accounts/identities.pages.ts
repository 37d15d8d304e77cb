import type { FastifyInstance, FastifyReply } from 'fastify'
import { emptyForm, type FieldProblem, fieldProblems } from '../../shared/forms.ts'
import { EmailForm, EmailWithCode, type LinkProps, type SessionsProps } from '../../shared/me.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Deps } from '../platform/deps.ts'
import { refusedField, typedIn } from '../platform/http/forms.ts'
import { requestCode } from './accounts.actions.ts'
import { devicesOf, hashOfDevice } from './devices.ts'
import { residentOf } from './guard.ts'
import { perCaller } from '../platform/http/limits.ts'
import { linkEmail, unlink } from './linking.actions.ts'
import { signOutDevice, signOutEverywhere } from './sessions.actions.ts'
import type { Sessions } from './sessions.ts'

/** Ways to sign in that one adds and takes off, and the devices one is signed in on. */
export function identityPages(app: FastifyInstance, deps: Deps, sessions: Sessions) {
  const config = { may: 'account.own' } as const
  const show = (reply: FastifyReply, shown: Omit<LinkProps, 'outbox'>, status = 200) =>
    reply.page('LinkPage', { ...shown, outbox: deps.config.outbox } satisfies LinkProps, status)

  app.get('/me/identities/email', { config }, (_request, reply) =>
    show(reply, { step: 'email', form: emptyForm, sent: null }),
  )
  app.post(
    '/me/identities/email',
    { config: { ...config, rateLimit: perCaller } },
    async (request, reply) => {
      const { personId } = residentOf(request)
      const typed = typedIn(request)
      const again = (step: 'email' | 'code', problems: FieldProblem[]) =>
        show(reply, { step, form: { typed, problems }, sent: null }, 422)
      if (typed.act === 'code') {
        const form = EmailForm.safeParse(typed, { reportInput: true })
        if (!form.success) return again('email', fieldProblems(form.error, request.lang))
        try {
          const sent = await requestCode(deps, form.data.email, request.lang)
          return await show(reply, {
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
        const linked = await linkEmail(deps, personId, form.data.email, form.data.code)
        return reply.see(`/me?done=${linked}`)
      } catch (error) {
        return again('code', refusedField(error, 'code', request.lang))
      }
    },
  )

  app.post<{ Params: { id: string } }>('/me/identities/:id/removal', { config }, async (request, reply) => {
    const id = Number(request.params.id)
    if (!Number.isSafeInteger(id)) throw new Refusal('not-found')
    await unlink(deps, residentOf(request).personId, id)
    return reply.see('/me?done=unlinked')
  })

  app.get('/me/sessions', { config }, async (request, reply) => {
    const props: SessionsProps = { sessions: await devicesOf(deps, residentOf(request)) }
    return reply.page('SessionsPage', props)
  })
  app.post<{ Params: { id: string } }>('/me/sessions/:id/end', { config }, async (request, reply) => {
    const { personId } = residentOf(request)
    await signOutDevice(deps, { personId }, hashOfDevice(request.params.id))
    return reply.see('/me/sessions')
  })
  app.post('/me/sessions/end', { config }, async (request, reply) => {
    await signOutEverywhere(deps, residentOf(request).personId)
    await sessions.end(reply, request)
    return reply.see('/sign-in')
  })
}
