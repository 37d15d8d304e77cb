import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { emptyForm, fieldProblems, type FormState } from '../../shared/forms.ts'
import { dayOf } from '../../shared/kst.ts'
import {
  InvitationForm,
  OfficerForm,
  type OfficerPageProps,
  type OfficersProps,
} from '../../shared/officers.ts'
import { sentence } from '../../shared/problems.ts'
import { Refusal } from '../../shared/refusal.ts'
import { record } from '../audit/audit.actions.ts'
import type { Deps } from '../platform/deps.ts'
import { refusedField, typedIn } from '../platform/http/forms.ts'
import { departmentsOn } from '../settings/settings.queries.ts'
import { officerOf } from './guard.ts'
import { cancelInvitation, invite, resendInvitation } from './invitations.actions.ts'
import { allOfficers, waitingInvitations } from './invitations.queries.ts'
import { statusOf } from './officers.pages.ts'
import { officerById } from './officers.queries.ts'
import type { Officer } from './permissions.rules.ts'
import { changeOfficer, renewSecondFactor, switchOff, switchOn } from './staff.actions.ts'

type Shown = { form?: FormState; refused?: string }

/** The administrator's list of officers and invitations, and what can be done with each. */
export function staffPages(app: FastifyInstance, deps: Deps) {
  const config = { may: 'desk.officers' } as const

  app.get('/desk/officers', { config }, async (request, reply) => {
    const officer = officerOf(request)
    await record(deps, deps.db, officer, 'officer.list', { kind: 'site', id: 'officers' })
    return reply.page('OfficersPage', await officersProps(deps, officer))
  })

  app.post('/desk/officers/invitations', { config }, async (request, reply) => {
    const officer = officerOf(request)
    const typed = typedIn(request)
    const again = async (problems: FormState['problems'], status: number) =>
      reply.page('OfficersPage', await officersProps(deps, officer, { form: { typed, problems } }), status)
    const form = InvitationForm.safeParse(typed, { reportInput: true })
    if (!form.success) return again(fieldProblems(form.error, request.lang), 422)
    try {
      await invite(deps, officer, form.data)
    } catch (error) {
      return again(refusedField(error, '', request.lang), statusOf(error))
    }
    return reply.see('/desk/officers#invitations')
  })

  /** An act on one line of the page; a refusal comes back on top of the page as it is now. */
  const act = (path: string, to: string, does: (deps: Deps, officer: Officer, id: number) => Promise<void>) =>
    app.post(path, { config }, async (request, reply) => {
      const officer = officerOf(request)
      try {
        await does(deps, officer, idOf(request))
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        const refused = sentence(error.code, request.lang, error.params)
        return reply.page('OfficersPage', await officersProps(deps, officer, { refused }), statusOf(error))
      }
      return reply.see(`/desk/officers#${to}`)
    })
  const showOfficer = async (reply: FastifyReply, id: number, form?: FormState, status = 200) => {
    const row = await officerById(deps.db, id)
    if (!row) throw new Refusal('not-found')
    const { name, phone, role, departmentId, email } = row
    const kept = { name, phone: phone ?? '', role, departmentId: String(departmentId ?? '') }
    const departments = await departmentsOn(deps.db, dayOf(deps.now()))
    const props: OfficerPageProps = {
      id,
      email,
      departments: departments.map(({ id: of, nameKo, nameEn }) => ({ id: of, nameKo, nameEn })),
      form: form ?? { typed: kept, problems: [] },
    }
    return reply.page('OfficerPage', props, status)
  }
  app.get('/desk/officers/:id', { config }, async (request, reply) => {
    const id = idOf(request)
    await record(deps, deps.db, officerOf(request), 'officer.read', { kind: 'officer', id })
    return showOfficer(reply, id)
  })
  app.post('/desk/officers/:id', { config }, async (request, reply) => {
    const id = idOf(request)
    const typed = typedIn(request)
    const parsed = OfficerForm.safeParse(typed, { reportInput: true })
    if (!parsed.success)
      return showOfficer(reply, id, { typed, problems: fieldProblems(parsed.error, request.lang) }, 422)
    try {
      await changeOfficer(deps, officerOf(request), id, parsed.data)
    } catch (error) {
      const problems = refusedField(error, '', request.lang)
      return showOfficer(reply, id, { typed, problems }, statusOf(error))
    }
    return reply.see('/desk/officers#officers')
  })

  act('/desk/officers/invitations/:id/cancellation', 'invitations', cancelInvitation)
  act('/desk/officers/invitations/:id/renewal', 'invitations', resendInvitation)
  act('/desk/officers/:id/suspension', 'officers', switchOff)
  act('/desk/officers/:id/suspension/removal', 'officers', switchOn)
  act('/desk/officers/:id/second-factor', 'invitations', renewSecondFactor)
}

/** @throws Refusal `not-found` for what cannot be an id */
function idOf(request: FastifyRequest): number {
  const { id } = request.params as { id: string }
  if (!/^[1-9]\d{0,14}$/.test(id)) throw new Refusal('not-found')
  return Number(id)
}

async function officersProps(deps: Deps, self: Officer, shown: Shown = {}): Promise<OfficersProps> {
  const at = deps.machineNow()
  const departments = await departmentsOn(deps.db, dayOf(deps.now()))
  const invited = await waitingInvitations(deps.db)
  return {
    officers: (await allOfficers(deps.db)).map(({ officer, department, lastSeenAt }) => ({
      id: officer.id,
      email: officer.email,
      name: officer.name,
      role: officer.role,
      department: department && { nameKo: department.nameKo, nameEn: department.nameEn },
      disabledAt: officer.disabledAt?.toISOString() ?? null,
      lockedUntil: officer.lockedUntil && officer.lockedUntil > at ? officer.lockedUntil.toISOString() : null,
      lastSeenAt: lastSeenAt?.toISOString() ?? null,
      self: officer.id === self.officerId,
    })),
    invitations: invited.map(({ invitation, department }) => ({
      id: invitation.id,
      email: invitation.email,
      role: invitation.role,
      department: department && { nameKo: department.nameKo, nameEn: department.nameEn },
      createdAt: invitation.createdAt.toISOString(),
      expiresAt: invitation.expiresAt.toISOString(),
      expired: invitation.expiresAt <= at,
    })),
    departments: departments.map(({ id, nameKo, nameEn }) => ({ id, nameKo, nameEn })),
    form: shown.form ?? emptyForm,
    refused: shown.refused ?? null,
  }
}
