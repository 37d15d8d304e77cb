import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { emptyForm, fieldProblems, type FormState } from '../../shared/forms.ts'
import { type OfficerMeProps, PasswordForm } from '../../shared/officers.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Deps } from '../platform/deps.ts'
import { refusedField, typedIn } from '../platform/http/forms.ts'
import { departmentById } from '../settings/settings.queries.ts'
import { officerOf } from './guard.ts'
import { changePassword } from './officers.actions.ts'
import { attempts, statusOf } from './officers.pages.ts'
import { officerById } from './officers.queries.ts'

/** An officer's own account: who one is here, and the password. */
export function ownAccountPages(app: FastifyInstance, deps: Deps) {
  const config = { may: 'desk.read' } as const

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState = emptyForm,
    status = 200,
  ) => {
    const me = await officerById(deps.db, officerOf(request).officerId)
    if (!me) throw new Refusal('sign-in-required')
    const department = me.departmentId === null ? null : await departmentById(deps.db, me.departmentId)
    const props: OfficerMeProps = {
      email: me.email,
      name: me.name,
      role: me.role,
      department: department && { nameKo: department.nameKo, nameEn: department.nameEn },
      form,
      changed: (request.query as { changed?: unknown }).changed === '1',
    }
    return reply.page('OfficerMePage', props, status)
  }

  app.get('/desk/me', { config }, async (request, reply) => show(request, reply))

  app.post('/desk/me/password', { config: { ...config, rateLimit: attempts } }, async (request, reply) => {
    const again = (problems: FormState['problems'], status: number) =>
      show(request, reply, { typed: {}, problems }, status)
    const form = PasswordForm.safeParse(typedIn(request), { reportInput: true })
    if (!form.success) return again(fieldProblems(form.error, request.lang), 422)
    try {
      await changePassword(deps, officerOf(request), form.data)
    } catch (error) {
      return again(refusedField(error, '', request.lang), statusOf(error))
    }
    return reply.see('/desk/me?changed=1')
  })
}
