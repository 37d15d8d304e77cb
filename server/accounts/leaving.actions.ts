import { record } from '../audit/audit.actions.ts'
import type { ConsentKind } from '../../shared/accounts.ts'
import { consentKinds, consentVersion } from '../../shared/limits.ts'
import { Refusal } from '../../shared/refusal.ts'
import { forgetSender } from '../listening/opinions/contacts.actions.ts'
import { forgetReader } from '../petitions/desk/merging.actions.ts'
import { forgetParticipant } from '../townhalls/seats/participants.actions.ts'
import type { Deps } from '../platform/deps.ts'
import {
  addConsent,
  consentsOf,
  identitiesOf,
  lockPerson,
  savePerson,
  unlinkIdentity,
  withdrawConsent,
} from './accounts.queries.ts'
import type { Resident } from './permissions.rules.ts'
import { personChanged } from './sessions.actions.ts'
import { deleteSessionsOf } from './sessions.queries.ts'

/** What someone said of themselves; without it nobody endorses or files, and the pages ask again. */
const nothingSaid = { belonging: null, dong: null } as const

/**
 * Takes a consent back. Without `sensitive` there is no endorsing and no filing until it is given again: where someone
 * belongs is erased with it. `identity` cannot be taken back alone: that is closing the account.
 * @throws Refusal `not-allowed-now`
 */
export async function takeBackConsent(deps: Deps, personId: number, kind: ConsentKind) {
  if (kind === 'identity') throw new Refusal('not-allowed-now')
  await deps.db.transaction(async (tx) => {
    await lockPerson(tx, personId)
    const withdrawn = await withdrawConsent(tx, personId, kind, deps.machineNow())
    if (withdrawn && kind === 'sensitive') await savePerson(tx, personId, nothingSaid)
    await personChanged(deps, tx, personId)
  })
}

/** Agrees to notices by mail, outside of the profile's form. */
export async function agreeToNotices(deps: Deps, personId: number) {
  await deps.db.transaction(async (tx) => {
    await lockPerson(tx, personId)
    const held = await consentsOf(tx, personId)
    if (held.some((consent) => consent.kind === 'notices')) return
    const givenAt = deps.machineNow()
    await addConsent(tx, { personId, kind: 'notices', textVersion: consentVersion, givenAt })
  })
}

/**
 * Closes an account: name, addresses, dong and drafts are erased at once, every device is signed out. The hashes of
 * its identities stay until what it signed has closed, so that nobody counts twice; coming back takes it up again.
 */
export async function closeAccount(deps: Deps, who: Resident) {
  const { personId } = who
  await deps.db.transaction(async (tx) => {
    const person = await lockPerson(tx, personId)
    if (!person || person.closedAt) throw new Refusal('sign-in-required')
    const at = deps.machineNow()
    for (const { id } of await identitiesOf(tx, personId)) await unlinkIdentity(tx, id, at)
    for (const kind of consentKinds) await withdrawConsent(tx, personId, kind, at)
    await forgetReader(tx, personId)
    await forgetParticipant(deps, tx, personId)
    await forgetSender(tx, personId)
    await deleteSessionsOf(tx, { personId })
    await savePerson(tx, personId, { ...nothingSaid, displayName: null, overFourteenAt: null, closedAt: at })
    await record(deps, tx, who, 'account.close', { kind: 'person', id: personId })
    await personChanged(deps, tx, personId)
  })
  deps.news.here('sessions', `person ${personId}`)
}
