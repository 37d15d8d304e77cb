import type { Role } from '../../shared/accounts.ts'
import type { OfficerSignIn } from '../../shared/officers.ts'
import { recheckMinutes } from '../../shared/limits.ts'
import { Refusal } from '../../shared/refusal.ts'
import { record } from '../audit/audit.actions.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import {
  addOfficer,
  lockOfficer,
  markRechecked,
  officerByEmail,
  officerById,
  saveAttempts,
  savePassword,
} from './officers.queries.ts'
import { type Attempts, isWeakPassword, judge, minutesLocked } from './officers.rules.ts'
import { fitsPassword, hashPassword } from './passwords.ts'
import type { Officer } from './permissions.rules.ts'
import { deleteSessionsOf } from './sessions.queries.ts'
import type { Strangers } from './strangers.ts'
import { newTotpSecret, totpStep } from './totp.ts'

export type NewOfficer = {
  email: string
  name: string
  role: Role
  departmentId: number | null
  phone?: string | null
  password: string
  /** Base32, as authenticator apps take it. */
  totpSecret: string
}

/** Adds an officer who can sign in at once. @returns the officer's id */
export async function createOfficer(deps: Deps, tx: Db, officer: NewOfficer): Promise<number> {
  const { email, name, role, departmentId, phone = null, password, totpSecret } = officer
  return addOfficer(tx, {
    email: email.toLowerCase(),
    name,
    role,
    departmentId,
    phone,
    passwordHash: await hashPassword(password),
    sealedTotp: deps.secrets.seal(totpSecret),
    createdAt: deps.machineNow(),
  })
}

type Known = NonNullable<Awaited<ReturnType<typeof officerById>>>
/** Who has no account here, and where what they try is counted. */
type Stranger = { id: null; email: string; strangers: Strangers }
type Proof = { password: string; code: string }

/**
 * Checks password and code of an officer, or does the same work for nobody. What was tried counts, and is in the audit
 * log, whatever comes of it; two at once with one code are judged one after the other.
 * @param act what it is for, such as `officer.sign-in`
 * @throws Refusal `credentials-wrong`, `account-locked` (with the minutes left)
 */
async function prove(deps: Deps, known: Known | Stranger, proof: Proof, act: string) {
  const at = deps.machineNow()
  const stranger = known.id === null
  const password = await fitsPassword(stranger ? null : known.passwordHash, proof.password)
  const secret = stranger ? newTotpSecret() : deps.secrets.unseal(known.sealedTotp)
  const step = totpStep(secret, proof.code, at)
  const { outcome, after } = await deps.db.transaction(async (tx) => {
    const officer = stranger ? null : await lockOfficer(tx, known.id)
    // What was compared must still hold: a password may have been changed, an officer switched off meanwhile.
    const same =
      !stranger &&
      officer?.disabledAt === null &&
      officer.passwordHash === known.passwordHash &&
      officer.sealedTotp.equals(known.sealedTotp)
    const before = stranger ? known.strangers.get(known.email) : attemptsOf(officer!)
    const judged = judge(before, { password: password && same, step }, at)
    if (stranger) known.strangers.set(known.email, judged.after)
    else await saveAttempts(tx, known.id, judged.after)
    const about = { kind: 'officer', id: known.id ?? 'unknown' }
    if (judged.outcome === 'fits')
      await record(deps, tx, { kind: 'officer', officerId: known.id! }, act, about)
    else await record(deps, tx, { kind: 'system' }, `${act}-failed`, about, { outcome: judged.outcome })
    return judged
  })
  if (outcome === 'wrong') throw new Refusal('credentials-wrong')
  if (outcome === 'locked')
    throw new Refusal('account-locked', { params: { minutes: minutesLocked(after.lockedUntil, at) } })
}

const attemptsOf = ({ failures, lockedUntil, lastTotpStep }: Known): Attempts => ({
  failures,
  lockedUntil,
  lastTotpStep,
})

/** Signs nobody in by itself: whom password and code belong to. @throws as `prove` */
export async function signInOfficer(deps: Deps, strangers: Strangers, { email, ...proof }: OfficerSignIn) {
  const address = email.toLowerCase()
  const known = await officerByEmail(deps.db, address)
  await prove(deps, known ?? { id: null, email: address, strangers }, proof, 'officer.sign-in')
  const { id: officerId, name, role } = known!
  return { officerId, name, role }
}

/** Password and code once more: personal data may be shown for a quarter of an hour. @throws as `prove` */
export async function recheckOfficer(deps: Deps, officer: Officer, proof: Proof) {
  const known = await officerById(deps.db, officer.officerId)
  if (!known) throw new Refusal('sign-in-required')
  await prove(deps, known, proof, 'officer.recheck')
  const until = new Date(deps.machineNow().getTime() + recheckMinutes * 60_000)
  await markRechecked(deps.db, officer.sessionHash, until)
}

/** Ends every other session of the officer too. @throws as `prove`; Refusal `password-weak` */
export async function changePassword(
  deps: Deps,
  officer: Officer,
  { newPassword, ...proof }: Proof & { newPassword: string },
) {
  const known = await officerById(deps.db, officer.officerId)
  if (!known || isWeakPassword(newPassword, known.email))
    throw new Refusal('password-weak', { field: 'newPassword' })
  await prove(deps, known, proof, 'officer.password')
  const hash = await hashPassword(newPassword)
  await deps.db.transaction(async (tx) => {
    await savePassword(tx, known.id, hash)
    await deleteSessionsOf(tx, { officerId: known.id }, officer.sessionHash)
    await record(deps, tx, officer, 'officer.password-changed', { kind: 'officer', id: known.id })
  })
}
