import type { LiveCommand } from '../../../shared/live.commands.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { insertPoll, lockPoll, pollsByIds, savePoll } from './polls.queries.ts'
import type { LiveActor, Scene } from './scene.ts'

type Of<Op extends LiveCommand['op']> = Extract<LiveCommand, { op: Op }>
const about = (id: number) => ({ kind: 'poll', id })

export async function addPoll(scene: Scene, who: LiveActor, command: Of<'poll-add'>) {
  const { title, choices, several, hidden } = command
  const id = await insertPoll(scene.tx, {
    townHallId: scene.room.townHallId,
    title,
    choices,
    several,
    hidden,
    state: 'draft',
    rehearsal: scene.rehearsing,
    createdBy: who.officerId!,
    createdAt: scene.at,
  })
  scene.touchPoll(id)
  await scene.note(who, 'poll.add', about(id))
  return id
}

async function locked(scene: Scene, id: number) {
  const poll = await lockPoll(scene.tx, scene.room.townHallId, id)
  if (!poll) throw new Refusal('not-found')
  if (poll.rehearsal !== scene.rehearsing) throw new Refusal('room-rehearsing')
  return poll
}

/** People can vote from now on. The screen shows it. @throws Refusal `not-found`, `not-allowed-now` once it was open */
export async function openPoll(scene: Scene, who: LiveActor, { poll: id }: Of<'poll-open'>) {
  const poll = await locked(scene, id)
  if (poll.state !== 'draft') throw new Refusal('not-allowed-now')
  await savePoll(scene.tx, id, { state: 'open', openedAt: scene.at })
  scene.touchPoll(id)
  if (scene.room.show !== 'poll') scene.change({ show: 'poll' })
  await scene.note(who, 'poll.open', about(id))
  return id
}

/** No more votes; its result is kept and told. @throws Refusal `not-found`, `not-allowed-now` where it is not open */
export async function closePoll(scene: Scene, who: LiveActor, { poll: id }: Of<'poll-close'>) {
  const poll = await locked(scene, id)
  if (poll.state !== 'open') throw new Refusal('not-allowed-now')
  await keepResult(scene, id)
  await scene.note(who, 'poll.close', about(id))
  return id
}

/** Writes the result of a locked poll down, so that it stays when it is forgotten who chose what. */
export async function keepResult(scene: Scene, id: number) {
  const [poll] = await pollsByIds(scene.tx, [id])
  await savePoll(scene.tx, id, {
    state: 'closed',
    closedAt: scene.at,
    counts: poll!.now,
    voters: poll!.voted,
  })
  scene.touchPoll(id)
}
