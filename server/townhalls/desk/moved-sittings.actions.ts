import type { Db } from '../../platform/db/database.ts'
import { moveExpiry } from '../door/door.queries.ts'
import { deviceExpiry } from '../door/door.rules.ts'
import { tellEveryone } from '../seats/telling.actions.ts'
import { capOffers } from '../seats/registrations.queries.ts'
import type { SittingRow } from '../townhalls.queries.ts'
import { saveSitting } from './desk-townhalls.queries.ts'
import { changesOf } from './writing.rules.ts'

/**
 * What follows when announced sittings get another time or place: whoever registered is told, reminders count from the
 * new time, no offer lasts beyond its beginning, and the door's phones work until its end. All are locked.
 * @returns the ids of those that changed
 */
export async function followMoves(
  tx: Db,
  before: readonly SittingRow[],
  after: readonly SittingRow[],
): Promise<number[]> {
  const moved: number[] = []
  for (const was of before) {
    const now = after.find(({ id }) => id === was.id)
    if (!now) continue
    const changes = changesOf(was, now)
    if (!Object.values(changes).includes(true)) continue
    moved.push(now.id)
    const revision = was.revision + 1
    await saveSitting(tx, now.id, { revision, ...(changes.time && { remindedHours: [] }) })
    if (changes.time) {
      await capOffers(tx, now.id, now.startsAt)
      await moveExpiry(tx, now.id, deviceExpiry(now.endsAt))
    }
    await tellEveryone(tx, {
      what: 'changed',
      townHallId: now.townHallId,
      sittingId: now.id,
      revision,
      ...changes,
      wasAt: was.startsAt.toISOString(),
      wasPlace: was.place,
    })
  }
  return moved
}
