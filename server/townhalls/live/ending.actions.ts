import { record } from '../../audit/audit.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { promiseAnswer } from '../questions/promising.actions.ts'
import { lockInStates } from './live-questions.queries.ts'
import { keepResult } from './polls.actions.ts'
import { pollsIn } from './polls.queries.ts'
import type { Scene } from './scene.ts'
import { besideRoom } from './telling.actions.ts'

type Acting = { kind: 'officer'; officerId: number }

/**
 * The room ends: open polls close, and what everyone could read and nobody answered is answered in writing, with a card
 * in the ledger and a day. What no
 * officer has looked at stays hidden, and can still be looked at.
 */
export async function endScene(scene: Scene, officer: Acting) {
  const { tx, room, at } = scene
  const left = ['published', 'queued', 'on-stage', 'to-answer'] as const
  for (const question of await lockInStates(tx, room.townHallId, [...left], false)) {
    scene.seen(question)
    await scene.save(question.id, { state: 'to-answer' })
    await promiseAnswer(scene.deps, tx, officer, { ...question, state: 'to-answer' })
  }
  for (const { id, state } of await pollsIn(tx, room.townHallId))
    if (state === 'open') await keepResult(scene, id)
  scene.change({ phase: 'ended', queue: [], show: 'blank', endedAt: at })
}

/** The same where the town hall is ended at the desk; nothing where it had no room. */
export async function endRoom(deps: Deps, tx: Db, officer: Acting, townHallId: number) {
  const { scene, tell } = await besideRoom(deps, tx, townHallId)
  if (!scene || scene.room.phase === 'ended') return
  await endScene(scene, officer)
  await record(deps, tx, officer, 'room.close', { kind: 'townhall', id: townHallId })
  await tell()
}
