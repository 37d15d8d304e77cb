import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { lockRoom } from './rooms.queries.ts'
import { Scene } from './scene.ts'

/** What `news` calls the rooms of town halls. */
export const roomTopic = 'live'

/** The room beside a change that is made elsewhere. Without a room there is nobody to tell. */
export type Beside = {
  scene: Scene | null
  /** Tells those in the room with the commit, as the last thing of the transaction. */
  tell(): Promise<void>
}

/**
 * Locks the room of a town hall for a change of something that those in it see, made outside of it, such as a question
 * sent beforehand. Before anything else of that change is locked.
 */
export async function besideRoom(deps: Deps, tx: Db, townHallId: number): Promise<Beside> {
  const room = await lockRoom(tx, townHallId)
  if (!room) return { scene: null, tell: async () => {} }
  const scene = new Scene(deps, tx, room)
  return {
    scene,
    async tell() {
      const { rows } = await scene.finish()
      if (rows.length > 0) await deps.news.tell(tx, roomTopic, `changed ${townHallId}`)
    },
  }
}
