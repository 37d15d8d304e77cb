import type { Lang } from '../../shared/wire.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import type { Secrets } from '../platform/secrets.ts'
import { addPerson, identityByHash, lockPerson, saveIdentity, savePerson } from './accounts.queries.ts'
import { canonicalEmail, opensAccount } from './accounts.rules.ts'
import { lockHash } from './codes.queries.ts'

/** An identity that was just proven. */
export type Proof =
  { kind: 'email'; email: string } | { kind: 'oidc'; provider: string; issuer: string; subject: string }

/** Fixed for life: what an endorsement is kept under. */
export const personKeyOf = (secrets: Secrets, personId: number) => secrets.hash('person', String(personId))

export function identityOf({ secrets, machineNow }: Pick<Deps, 'secrets' | 'machineNow'>, proof: Proof) {
  const verifiedAt = machineNow()
  if (proof.kind === 'email') {
    const keyHash = secrets.hash('identity email', canonicalEmail(proof.email))
    const sealedAddress = secrets.seal(proof.email.trim())
    return { kind: proof.kind, keyHash, sealedAddress, provider: null, level: 0, verifiedAt }
  }
  const keyHash = secrets.hash('identity oidc', `${proof.issuer} ${proof.subject}`)
  return { kind: proof.kind, keyHash, sealedAddress: null, provider: proof.provider, level: 1, verifiedAt }
}

/**
 * The person of a proven identity: who holds it, or a new one. Whoever had closed the account takes it up again.
 * @throws Refusal `identity-unlinked`
 */
export async function personOf(deps: Deps, tx: Db, proof: Proof, lang: Lang): Promise<number> {
  const identity = identityOf(deps, proof)
  await lockHash(tx, identity.keyHash)
  const known = await identityByHash(tx, identity.kind, identity.keyHash)
  if (!known) return makePerson(deps, tx, identity, lang)
  const { personId } = known
  const person = await lockPerson(tx, personId)
  // Read again under the lock: it may have been unlinked, or moved by a merge.
  const held = await identityByHash(tx, identity.kind, identity.keyHash)
  if (!person || held?.personId !== personId) return personOf(deps, tx, proof, lang)
  const outcome = opensAccount({
    personClosed: person.closedAt !== null,
    unlinked: held.unlinkedAt !== null,
  })
  if (outcome === 'reopen') await savePerson(tx, personId, { closedAt: null, lang })
  await saveIdentity(tx, personId, identity)
  return personId
}

type Identity = ReturnType<typeof identityOf>

async function makePerson(deps: Deps, tx: Db, identity: Identity, lang: Lang): Promise<number> {
  const row = { lang, createdAt: deps.machineNow() }
  const id = await addPerson(tx, row, (personId) => personKeyOf(deps.secrets, personId))
  await saveIdentity(tx, id, identity)
  return id
}
