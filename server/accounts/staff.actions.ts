import { dayOf } from '../../shared/kst.ts'
import type { OfficerForm } from '../../shared/officers.ts'
import { Refusal } from '../../shared/refusal.ts'
import { record } from '../audit/audit.actions.ts'
import { mailTo } from '../notifications/notifications.actions.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { issue } from './invitations.actions.ts'
import { invitationMail } from './invitations.mails.ts'
import {
  cancelInvitationsTo,
  hasDepartment,
  lockAddress,
  lockAdministrators,
  saveOfficer,
} from './invitations.queries.ts'
import { mayLeave } from './invitations.rules.ts'
import { lockOfficer, officerById } from './officers.queries.ts'
import type { Officer } from './permissions.rules.ts'
import { deleteSessionsOf } from './sessions.queries.ts'
import { newTotpSecret } from './totp.ts'

/**
 * Switches an officer off: every session ends with the commit, open invitations too. Administrators are locked first,
 * so that of two who switch each other off one is refused.
 * @throws Refusal `not-found`, `last-administrator`, `not-allowed-now` (off already), `not-allowed` (off oneself by now)
 */
export async function switchOff(deps: Deps, actor: Officer, id: number) {
  await deps.db.transaction(async (tx) => {
    const atWork = await lockAdministrators(tx)
    if (!atWork.includes(actor.officerId)) throw new Refusal('not-allowed')
    const officer = await found(tx, id)
    if (officer.disabledAt) throw new Refusal('not-allowed-now')
    if (!mayLeave(id, atWork)) throw new Refusal('last-administrator')
    await saveOfficer(tx, id, { disabledAt: deps.machineNow() })
    await deleteSessionsOf(tx, { officerId: id })
    await cancelInvitationsTo(tx, officer.email)
    await record(deps, tx, actor, 'officer.switch-off', { kind: 'officer', id })
  })
}

/**
 * Changes name, phone, role or department; what an officer may is looked up at every request, so that it holds at once.
 * @throws Refusal `not-found`; `last-administrator`; `not-valid` at `departmentId` for a department that is no more
 */
export async function changeOfficer(deps: Deps, actor: Officer, id: number, form: OfficerForm) {
  const departmentId = form.role === 'department' ? form.departmentId : null
  await deps.db.transaction(async (tx) => {
    const atWork = await lockAdministrators(tx)
    if (!atWork.includes(actor.officerId)) throw new Refusal('not-allowed')
    const before = await found(tx, id)
    if (form.role !== 'administrator' && !mayLeave(id, atWork))
      throw new Refusal('last-administrator', { field: 'role' })
    if (departmentId !== null && !(await hasDepartment(tx, departmentId, dayOf(deps.now()))))
      throw new Refusal('not-valid', { field: 'departmentId' })
    const { name, phone, role } = form
    await saveOfficer(tx, id, { name, phone, role, departmentId })
    const was = { role: before.role, departmentId: before.departmentId }
    await record(deps, tx, actor, 'officer.change', { kind: 'officer', id }, { was, role, departmentId })
  })
}

/** Password and second factor stay what they were. @throws Refusal `not-found`, `not-allowed-now` */
export async function switchOn(deps: Deps, actor: Officer, id: number) {
  await deps.db.transaction(async (tx) => {
    const officer = await found(tx, id)
    if (!officer.disabledAt) throw new Refusal('not-allowed-now')
    await saveOfficer(tx, id, { disabledAt: null, failures: 0, lockedUntil: null })
    await record(deps, tx, actor, 'officer.switch-on', { kind: 'officer', id })
  })
}

/**
 * Invites an officer anew: the old second factor ends at once (a lost phone may be in other hands), so do the sessions.
 * @throws Refusal `not-found`, `not-allowed-now` for who is off, `not-allowed` for oneself: another one has to do it
 */
export async function renewSecondFactor(deps: Deps, actor: Officer, id: number) {
  if (id === actor.officerId) throw new Refusal('not-allowed')
  await deps.db.transaction(async (tx) => {
    const before = await officerById(tx, id)
    if (!before) throw new Refusal('not-found')
    await lockAddress(tx, before.email)
    const { email, role, departmentId, disabledAt } = await found(tx, id)
    if (disabledAt) throw new Refusal('not-allowed-now')
    await saveOfficer(tx, id, { sealedTotp: deps.secrets.seal(newTotpSecret()) })
    await deleteSessionsOf(tx, { officerId: id })
    const invitation = await issue(deps, tx, actor, { email, role, departmentId })
    await mailTo(deps, tx, email, `invitation:${invitation.id}`, invitationMail(invitation.link, true))
    await record(deps, tx, actor, 'officer.renew-second-factor', { kind: 'officer', id })
  })
}

async function found(tx: Db, id: number) {
  const officer = await lockOfficer(tx, id)
  if (!officer) throw new Refusal('not-found')
  return officer
}
