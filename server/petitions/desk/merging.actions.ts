import { randomBytes } from 'node:crypto'
import type { Db } from '../../platform/db/database.ts'
import { keepOlder } from './merging.rules.ts'
import {
  deleteDraftsOf,
  deleteSubscriptionsOf,
  lockPetitions,
  moveAuthorship,
  moveEndorsements,
  moveSubscriptions,
  petitionsOfKey,
  setKey,
  settlePair,
  standingOf,
} from './merging.queries.ts'

type Account = { id: number; personKey: Buffer }

/**
 * Two accounts are one person: endorsements, petitions and what they follow become those of one. Where both endorsed,
 * the older endorsement stays and the counters follow. Doing it again is harmless, and takes what came in meanwhile.
 * @returns how many endorsements were one too many
 */
export async function mergePetitions(tx: Db, from: Account, to: Account, at: Date): Promise<number> {
  await moveAuthorship(tx, from.id, to.id)
  await moveSubscriptions(tx, from.id, to.id)
  const ids = await petitionsOfKey(tx, from.personKey)
  if (ids.length === 0) return 0
  await lockPetitions(tx, ids)
  const standing = await standingOf(tx, ids, [from.personKey, to.personKey])
  let dropped = 0
  for (const [first, second] of pairs(standing)) {
    const settled = keepOlder(first, second, first.minLevel)
    await settlePair(tx, first.petitionId, settled, settled.change, at)
    if (settled.kept.personKey.equals(from.personKey)) {
      // The one that stays goes under the key that stays; both are unique, so they pass each other over a third one.
      await setKey(tx, settled.dropped.id, randomBytes(32))
      await setKey(tx, settled.kept.id, to.personKey)
      await setKey(tx, settled.dropped.id, from.personKey)
    }
    dropped += 1
  }
  await moveEndorsements(tx, ids, from.personKey, to.personKey)
  return dropped
}

/** Neighbours of the same petition; each key has one standing row a petition at most. */
function pairs<T extends { petitionId: number }>(rows: T[]): [T, T][] {
  return rows.flatMap((row, at): [T, T][] => {
    const next = rows[at + 1]
    return next?.petitionId === row.petitionId ? [[row, next]] : []
  })
}

/** Of a closed account: what was never sent, and what it followed. Endorsements stay as numbers. */
export async function forgetReader(tx: Db, personId: number) {
  await deleteDraftsOf(tx, personId)
  await deleteSubscriptionsOf(tx, personId)
}
