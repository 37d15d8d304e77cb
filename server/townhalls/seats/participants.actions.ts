import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { leave } from './changing.actions.ts'
import { eraseNamesBefore, eraseParticipant, moveParties, standingParties } from './participants.queries.ts'
import { staying } from './participants.rules.ts'
import type { PartyRow } from './registrations.queries.ts'
import { openScene, type Scene, settleSeats } from './waiting.actions.ts'

/**
 * Two accounts are one person: registrations become those of one. Where both stand in the same
 * town hall the one that is further stays; seats of the other go to the next in line. Both persons are locked.
 */
export async function mergeParticipants(deps: Deps, tx: Db, fromPersonId: number, toPersonId: number) {
  const twice = (rows: PartyRow[]) =>
    rows.flatMap((one) => {
      const other = rows.find(({ id, townHallId }) => id > one.id && townHallId === one.townHallId)
      return other ? [staying(one, other).goes] : []
    })
  const persons = [fromPersonId, toPersonId]
  await underTheirLocks(deps, tx, twice(await standingParties(tx, persons)), async () => {
    // Looked at again: what went on before the locks may have changed it.
    for (const party of twice(await standingParties(tx, persons)))
      await leave(tx, party, 'cancelled', deps.now())
    await moveParties(tx, fromPersonId, toPersonId)
  })
}

/** Of a closed account: what lies ahead is cancelled and offered to the next, the rest stays as numbers. */
export async function forgetParticipant(deps: Deps, tx: Db, personId: number) {
  const standing = await standingParties(tx, [personId])
  await underTheirLocks(deps, tx, standing, async (scenes) => {
    for (const party of await standingParties(tx, [personId])) {
      const scene = scenes.find(({ sitting }) => sitting.id === party.sittingId)
      if (scene && scene.sitting.startsAt > scene.at) await leave(tx, party, 'cancelled', scene.at)
    }
    await eraseParticipant(tx, personId)
  })
}

/** Locks the sittings of some parties, the lower id first; afterwards what became free is offered. */
async function underTheirLocks(
  deps: Deps,
  tx: Db,
  standing: PartyRow[],
  act: (scenes: Scene[]) => Promise<void>,
) {
  const ids = [...new Set(standing.map(({ sittingId }) => sittingId))].toSorted((a, b) => a - b)
  const scenes: Scene[] = []
  for (const id of ids) scenes.push((await openScene(tx, id, deps.now()))!)
  await act(scenes)
  for (const scene of scenes) await settleSeats(deps, tx, scene)
}

const keptDays = 90

/** Names and contacts are for the door and its settling; some months later nobody needs them. */
export const forgetParticipants = (deps: Pick<Deps, 'db' | 'now'>) =>
  eraseNamesBefore(deps.db, new Date(deps.now().getTime() - keptDays * 86_400_000))
