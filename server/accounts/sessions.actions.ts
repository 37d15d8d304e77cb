import { Refusal } from '../../shared/refusal.ts'
import type { Deps } from '../platform/deps.ts'
import { deleteSession, deleteSessionsOf, type Owner } from './sessions.queries.ts'
import type { Db } from '../platform/db/database.ts'

type Needs = Pick<Deps, 'db' | 'news'>

/** What is kept of a person's sessions is no longer true: their profile, level or sessions changed. */
export const personChanged = (deps: Pick<Deps, 'news'>, tx: Db, personId: number) =>
  deps.news.tell(tx, 'sessions', `person ${personId}`)

/** Ends one session, in every process; one that has ended already is no fault. */
export async function endSession(deps: Needs, idHash: Buffer, owner?: Owner): Promise<boolean> {
  const subject = idHash.toString('base64')
  const ended = await deps.db.transaction(async (tx) => {
    await deps.news.tell(tx, 'sessions', subject)
    return deleteSession(tx, idHash, owner)
  })
  deps.news.here('sessions', subject)
  return ended
}

/** Signs a device of a person out. @throws Refusal `not-found` when that is none of theirs */
export async function signOutDevice(deps: Needs, owner: Owner, idHash: Buffer) {
  if (!(await endSession(deps, idHash, owner))) throw new Refusal('not-found')
}

/** Signs a person out everywhere, this device too. */
export async function signOutEverywhere(deps: Needs, personId: number) {
  await deps.db.transaction(async (tx) => {
    await deleteSessionsOf(tx, { personId })
    await personChanged(deps, tx, personId)
  })
  deps.news.here('sessions', `person ${personId}`)
}
