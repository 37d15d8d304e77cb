import { Refusal } from '../../shared/refusal.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import {
  identitiesOf,
  identityByHash,
  lockPerson,
  personById,
  saveIdentity,
  unlinkIdentity,
} from './accounts.queries.ts'
import { opensAccount } from './accounts.rules.ts'
import { spendCode } from './codes.actions.ts'
import { lockHash } from './codes.queries.ts'
import { identityOf, type Proof } from './identities.actions.ts'
import { mergePersons } from './merging.actions.ts'
import { personChanged } from './sessions.actions.ts'

export type Linked = 'linked' | 'known' | 'merged'

/** Adds an address whose code was given. @throws Refusal `code-wrong`, `code-expired`, `identity-unlinked` */
export const linkEmail = (deps: Deps, personId: number, email: string, code: string): Promise<Linked> =>
  spendCode(deps, deps.db, email, code, (tx) => linkIn(deps, tx, personId, { kind: 'email', email }))

/** Adds a proven identity. @throws Refusal `identity-unlinked` */
export const linkIdentity = (deps: Deps, personId: number, proof: Proof): Promise<Linked> =>
  deps.db.transaction((tx) => linkIn(deps, tx, personId, proof))

/** One that another account holds merges the two: the same person has proven both. */
async function linkIn(deps: Deps, tx: Db, personId: number, proof: Proof): Promise<Linked> {
  const identity = identityOf(deps, proof)
  await lockHash(tx, identity.keyHash)
  const held = await identityByHash(tx, identity.kind, identity.keyHash)
  const both = [...new Set([personId, held?.personId ?? personId])].toSorted((a, b) => a - b)
  for (const id of both) await lockPerson(tx, id)
  const me = await personById(tx, personId)
  if (!me || me.closedAt) throw new Refusal('sign-in-required')
  // Read again under the locks: a merge may have moved it.
  const now = await identityByHash(tx, identity.kind, identity.keyHash)
  if (now?.personId !== held?.personId) throw new Refusal('changed-meanwhile')
  const stays = await holderOf(deps, tx, personId, held)
  await saveIdentity(tx, stays, identity)
  await personChanged(deps, tx, stays)
  if (!held || (held.personId === personId && held.unlinkedAt)) return 'linked'
  return held.personId === personId ? 'known' : 'merged'
}

type Held = Awaited<ReturnType<typeof identityByHash>>

async function holderOf(deps: Deps, tx: Db, personId: number, held: Held): Promise<number> {
  if (!held || held.personId === personId) return personId
  const holder = await personById(tx, held.personId)
  opensAccount({ personClosed: holder?.closedAt !== null, unlinked: held.unlinkedAt !== null })
  return mergePersons(deps, tx, personId, held.personId)
}

/**
 * Takes an identity off. Its hash stays while something that this person signed is under way, so that it is nobody else.
 * @throws Refusal `not-found`, `last-identity`
 */
export async function unlink(deps: Deps, personId: number, identityId: number) {
  await deps.db.transaction(async (tx) => {
    await lockPerson(tx, personId)
    const held = await identitiesOf(tx, personId)
    if (!held.some((identity) => identity.id === identityId)) throw new Refusal('not-found')
    if (held.length === 1) throw new Refusal('last-identity')
    await unlinkIdentity(tx, identityId, deps.machineNow())
    await personChanged(deps, tx, personId)
  })
}
