import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { lockRoom } from './rooms.queries.ts'
import { Scene } from './scene.ts'

/** What `news` calls the rooms of town halls. */
export const roomTopic = 'live'

/**
 * Changes something that those in the live room see, from outside of it, such as a question sent beforehand. The room
 * is locked first. Everyone in it hears with the commit; where there is no room, `change` has nobody to tell.
 */
export async function inRoom(
  deps: Deps,
  tx: Db,
  townHallId: number,
  change: (scene: Scene) => Promise<void>,
): Promise<void> {
  const room = await lockRoom(tx, townHallId)
  if (!room) return
  const scene = new Scene(deps, tx, room)
  await change(scene)
  const { rows } = await scene.finish()
  if (rows.length > 0) await deps.news.tell(tx, roomTopic, `changed ${townHallId}`)
}
