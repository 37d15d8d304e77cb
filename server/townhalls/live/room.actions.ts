import { randomUUID } from 'node:crypto'
import type { LiveCommand } from '../../../shared/live.commands.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { beginWithRoom, endWithRoom } from '../townhalls.actions.ts'
import { townHallById } from '../townhalls.queries.ts'
import { endScene } from './ending.actions.ts'
import { forgetRehearsed, judgeVotes, lockInStates } from './live-questions.queries.ts'
import { forgetRehearsedPolls } from './polls.queries.ts'
import { actingAs, type LiveActor, type Scene } from './scene.ts'

type Of<Op extends LiveCommand['op']> = Extract<LiveCommand, { op: Op }>
const about = (scene: Scene) => ({ kind: 'townhall', id: scene.room.townHallId })

export async function show(scene: Scene, _who: LiveActor, { show: wanted }: Of<'show'>) {
  if (scene.room.show !== wanted) scene.change({ show: wanted })
  return null
}

/** What holds for questions from now on. */
export async function changeRules(scene: Scene, who: LiveActor, command: Of<'rules'>) {
  const { id: _, op: _op, ...rules } = command
  scene.change(rules)
  await scene.note(who, 'room.rules', about(scene), rules)
  return null
}

export async function rehearse(scene: Scene, who: LiveActor) {
  scene.change({ phase: 'rehearsal' })
  await scene.note(who, 'room.rehearse', about(scene))
  return null
}

/** Forgets what was tried, and begins a new order. */
async function endRehearsal(scene: Scene) {
  const { tx, room } = scene
  await forgetRehearsed(tx, room.townHallId)
  await forgetRehearsedPolls(tx, room.townHallId)
}

const anew = () => ({ epoch: randomUUID(), seq: 0 })

/** Opens the room, and the town hall where that has not begun. @throws Refusal `not-yet-live`, `not-allowed-now` */
export async function open(scene: Scene, who: LiveActor) {
  const { deps, tx, room, at } = scene
  const hall = await townHallById(tx, room.townHallId)
  if (hall!.state === 'announced') await beginWithRoom(deps, tx, actingAs(who), room.townHallId)
  else if (hall!.state !== 'live') throw new Refusal('not-allowed-now')
  const rehearsed = scene.rehearsing
  if (rehearsed) await endRehearsal(scene)
  await judgeVotes(tx, room.townHallId)
  const queue = rehearsed ? await stillQueued(scene) : room.queue
  scene.change({ ...anew(), phase: 'open', show: 'questions', queue, openedAt: room.openedAt ?? at })
  await scene.note(who, 'room.open', about(scene))
  return null
}

/** What was queued before a rehearsal; what was made in it is gone. */
async function stillQueued({ tx, room }: Scene): Promise<number[]> {
  const ids = new Set((await lockInStates(tx, room.townHallId, ['queued'], false)).map(({ id }) => id))
  return room.queue.filter((id) => ids.has(id))
}

export async function pause(scene: Scene, who: LiveActor) {
  scene.change({ phase: 'paused' })
  await scene.note(who, 'room.pause', about(scene))
  return null
}

export async function resume(scene: Scene, who: LiveActor) {
  scene.change({ phase: 'open' })
  await scene.note(who, 'room.resume', about(scene))
  return null
}

/** Ends the town hall and its room; in a rehearsal, only that. */
export async function close(scene: Scene, who: LiveActor) {
  const { deps, tx, room } = scene
  if (scene.rehearsing) {
    await endRehearsal(scene)
    scene.change({ ...anew(), phase: 'waiting', show: 'blank', queue: await stillQueued(scene) })
    await scene.note(who, 'room.rehearsal-end', about(scene))
    return null
  }
  await endWithRoom(deps, tx, actingAs(who), room.townHallId)
  await endScene(scene, actingAs(who))
  await scene.note(who, 'room.close', about(scene))
  return null
}
