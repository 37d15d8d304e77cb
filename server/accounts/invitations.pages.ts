import type { FastifyInstance, FastifyReply } from 'fastify'
import { encode } from 'uqr'
import { emptyForm, fieldProblems, type FormState } from '../../shared/forms.ts'
import { AcceptanceForm, FirstAcceptanceForm, type InvitationProps } from '../../shared/officers.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Deps } from '../platform/deps.ts'
import { refusedField, typedIn } from '../platform/http/forms.ts'
import { departmentById } from '../settings/settings.queries.ts'
import { accept, openInvitation } from './invitations.actions.ts'
import { firstAdministrator } from './invitations.mails.ts'
import { attempts, statusOf } from './officers.pages.ts'
import type { Sessions } from './sessions.ts'
import { totpAddress } from './totp.ts'

type Params = { Params: { token: string } }
const path = '/desk/invitations/:token'

/** The page of an invitation link: the second factor as QR code and text, a password, and who it is. */
export function invitationPages(app: FastifyInstance, deps: Deps, sessions: Sessions) {
  const config = { may: 'session.start', rateLimit: attempts } as const

  const show = async (reply: FastifyReply, token: string, form: FormState = emptyForm, status = 200) => {
    const { invitation, known, secret } = await openInvitation(deps, deps.db, token)
    const department = invitation.departmentId && (await departmentById(deps.db, invitation.departmentId))
    const label = invitation.email || firstAdministrator
    const props: InvitationProps = {
      email: invitation.email || null,
      role: invitation.role,
      department: department ? { nameKo: department.nameKo, nameEn: department.nameEn } : null,
      known: known && { name: known.name, phone: known.phone },
      expiresAt: invitation.expiresAt.toISOString(),
      secret: secret.replace(/.{4}(?=.)/g, '$& '),
      qr: encode(totpAddress(secret, label), { border: 4 }).data,
      form,
      action: `/desk/invitations/${token}`,
    }
    return reply.page('InvitationPage', props, status)
  }

  app.get<Params>(path, { config }, async (request, reply) => show(reply, request.params.token))

  app.post<Params>(path, { config }, async (request, reply) => {
    const { token } = request.params
    const { password: _password, code: _code, ...typed } = typedIn(request)
    const { invitation } = await openInvitation(deps, deps.db, token)
    const schema = invitation.email === '' ? FirstAcceptanceForm : AcceptanceForm.omit({ email: true })
    const form = schema.safeParse(typedIn(request), { reportInput: true })
    if (!form.success)
      return show(reply, token, { typed, problems: fieldProblems(form.error, request.lang) }, 422)
    let officerId: number
    try {
      officerId = await accept(deps, token, form.data)
    } catch (error) {
      if (error instanceof Refusal && error.code === 'invitation-gone') throw error
      return show(reply, token, { typed, problems: refusedField(error, '', request.lang) }, statusOf(error))
    }
    await sessions.start(reply, request, { officerId })
    return reply.see('/desk')
  })
}
