import { randomBytes } from 'node:crypto'
import { dayOf } from '../../shared/kst.ts'
import { invitationDays } from '../../shared/limits.ts'
import type { AcceptanceForm, InvitationForm } from '../../shared/officers.ts'
import { Refusal } from '../../shared/refusal.ts'
import { record, type Who } from '../audit/audit.actions.ts'
import { mailTo } from '../notifications/notifications.actions.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { sha256 } from '../platform/secrets.ts'
import { invitationMail } from './invitations.mails.ts'
import {
  addInvitation,
  cancelInvitationsTo,
  countAdministrators,
  hasDepartment,
  type Invitation,
  invitationById,
  invitationByToken,
  lockAddress,
  markUsed,
  saveOfficer,
} from './invitations.queries.ts'
import { isOpen } from './invitations.rules.ts'
import { createOfficer } from './officers.actions.ts'
import { officerByEmail } from './officers.queries.ts'
import { isWeakPassword, noAttempts } from './officers.rules.ts'
import { hashPassword } from './passwords.ts'
import type { Officer } from './permissions.rules.ts'
import { newTotpSecret, totpStep } from './totp.ts'

const linkTo = (deps: Deps, token: string) => `${deps.config.publicUrl}/desk/invitations/${token}`

type Invited = { email: string; role: Invitation['role']; departmentId: number | null }

/** Writes an invitation; earlier ones to the address end. Only the hash of its token is kept. @returns id and link */
export async function issue(deps: Deps, tx: Db, who: Who, { email, role, departmentId }: Invited) {
  const token = randomBytes(24).toString('base64url')
  const at = deps.machineNow()
  await cancelInvitationsTo(tx, email)
  const id = await addInvitation(tx, {
    tokenHash: sha256(token),
    email,
    role,
    departmentId,
    invitedBy: who.kind === 'officer' ? who.officerId : null,
    sealedTotp: deps.secrets.seal(newTotpSecret()),
    createdAt: at,
    expiresAt: new Date(at.getTime() + invitationDays * 86_400_000),
  })
  await record(deps, tx, who, 'invitation.issue', { kind: 'invitation', id }, { role, departmentId })
  return { id, link: linkTo(deps, token) }
}

/** @throws Refusal `officer-exists` for an address of an officer, `not-valid` for a department that is no more */
export async function invite(deps: Deps, officer: Officer, form: InvitationForm) {
  const email = form.email.toLowerCase()
  const departmentId = form.role === 'department' ? form.departmentId : null
  await deps.db.transaction(async (tx) => {
    await lockAddress(tx, email)
    if (await officerByEmail(tx, email)) throw new Refusal('officer-exists', { field: 'email' })
    if (departmentId !== null && !(await hasDepartment(tx, departmentId, dayOf(deps.now()))))
      throw new Refusal('not-valid', { field: 'departmentId' })
    const { id, link } = await issue(deps, tx, officer, { ...form, email, departmentId })
    await mailTo(deps, tx, email, `invitation:${id}`, invitationMail(link, false))
  })
}

export async function cancelInvitation(deps: Deps, officer: Officer, id: number) {
  await deps.db.transaction(async (tx) => {
    const { email } = await lockWaiting(tx, id)
    await cancelInvitationsTo(tx, email)
    await record(deps, tx, officer, 'invitation.cancel', { kind: 'invitation', id })
  })
}

/** A new link in place of the one that was sent, valid anew; the old one ends. */
export async function resendInvitation(deps: Deps, officer: Officer, id: number) {
  await deps.db.transaction(async (tx) => {
    const invited = await lockWaiting(tx, id)
    const known = (await officerByEmail(tx, invited.email)) !== null
    const renewed = await issue(deps, tx, officer, invited)
    const mail = invitationMail(renewed.link, known)
    await mailTo(deps, tx, invited.email, `invitation:${renewed.id}`, mail)
  })
}

async function lockWaiting(tx: Db, id: number): Promise<Invitation> {
  const before = await invitationById(tx, id)
  if (!before || before.email === '') throw new Refusal('not-found')
  await lockAddress(tx, before.email)
  const invitation = (await invitationById(tx, id))!
  if (invitation.usedAt || invitation.cancelled) throw new Refusal('not-allowed-now')
  return invitation
}

/**
 * What an invitation offers, and who accepts it where that is someone who works here already.
 * @throws Refusal `invitation-gone` when it is unknown, used, cancelled or expired
 */
export async function openInvitation(deps: Deps, db: Db, token: string) {
  const invitation = await invitationByToken(db, sha256(token))
  if (!invitation || !isOpen(invitation, deps.machineNow())) throw new Refusal('invitation-gone')
  const known = invitation.email === '' ? null : await officerByEmail(db, invitation.email)
  if (known?.disabledAt) throw new Refusal('invitation-gone')
  return { invitation, known, secret: deps.secrets.unseal(invitation.sealedTotp) }
}

/**
 * Makes the invited person an officer, or gives a known one a new second factor and password. Once: two who accept at
 * the same moment are judged one after the other.
 * @returns the officer's id
 * @throws Refusal `invitation-gone`, `password-weak`, `totp-wrong`, `officer-exists`, `not-valid` (no e-mail)
 */
export async function accept(deps: Deps, token: string, form: AcceptanceForm): Promise<number> {
  const seen = await openInvitation(deps, deps.db, token)
  const email = (seen.invitation.email || form.email || '').toLowerCase()
  if (!email) throw new Refusal('not-valid', { field: 'email' })
  if (isWeakPassword(form.password, email)) throw new Refusal('password-weak', { field: 'password' })
  const at = deps.machineNow()
  const step = totpStep(seen.secret, form.code, at)
  if (step === null) throw new Refusal('totp-wrong', { field: 'code' })
  return deps.db.transaction(async (tx) => {
    await lockAddress(tx, seen.invitation.email)
    const { invitation, known } = await openInvitation(deps, tx, token)
    if (invitation.email === '') await mayBeFirst(tx, email)
    const { name, phone, password } = form
    const { role, departmentId, sealedTotp } = invitation
    const officerId =
      known?.id ??
      (await createOfficer(deps, tx, {
        email,
        role,
        departmentId,
        name,
        phone,
        password,
        totpSecret: seen.secret,
      }))
    const renewed = known && { name, phone, passwordHash: await hashPassword(password), sealedTotp }
    await saveOfficer(tx, officerId, { ...noAttempts, ...renewed, lastTotpStep: step })
    await markUsed(tx, invitation.id, at)
    const who = { kind: 'officer', officerId } as const
    await record(deps, tx, who, 'invitation.accept', { kind: 'officer', id: officerId })
    return officerId
  })
}

/** The first administrator chooses the address, so it must be nobody's. */
async function mayBeFirst(tx: Db, email: string) {
  await lockAddress(tx, email)
  if ((await countAdministrators(tx)) > 0) throw new Refusal('invitation-gone')
  if (await officerByEmail(tx, email)) throw new Refusal('officer-exists', { field: 'email' })
}

/**
 * While there is no administrator, a start says a link for the first one. Earlier links end, so that there is one.
 * The link is said and nowhere kept; logs do not have it.
 */
export async function firstAdministratorLink(deps: Deps, say: (line: string) => void): Promise<void> {
  const link = await deps.db.transaction(async (tx) => {
    await lockAddress(tx, '')
    if ((await countAdministrators(tx)) > 0) {
      await cancelInvitationsTo(tx, '')
      return null
    }
    const first = { email: '', role: 'administrator', departmentId: null } as const
    return (await issue(deps, tx, { kind: 'system' }, first)).link
  })
  if (link) say(`\n  First administrator (works once, for ${invitationDays} days):\n  ${link}\n`)
}
