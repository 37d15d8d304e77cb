import type { LiveCommand } from '../../../shared/live.commands.ts'
import { lockInStates } from './live-questions.queries.ts'
import type { LiveActor, Scene } from './scene.ts'

type Of<Op extends LiveCommand['op']> = Extract<LiveCommand, { op: Op }>
const about = (id: number) => ({ kind: 'question', id })

export async function queue(scene: Scene, who: LiveActor, { question: id }: Of<'queue'>) {
  await scene.question('queue', id)
  await scene.save(id, { state: 'queued', answeredAt: null, departmentId: null })
  scene.change({ queue: [...scene.room.queue.filter((other) => other !== id), id] })
  await scene.note(who, 'question.queue', about(id))
  return id
}

export async function unqueue(scene: Scene, _who: LiveActor, { question: id }: Of<'unqueue'>) {
  await scene.question('unqueue', id)
  await scene.save(id, { state: 'published' })
  scene.unqueue(id)
  return id
}

/** What is no longer queued is passed over; what was not named stays behind the rest. */
export async function order(scene: Scene, _who: LiveActor, { questions }: Of<'order'>) {
  const { queue: before } = scene.room
  const named = [...new Set(questions)].filter((id) => before.includes(id))
  const after = [...named, ...before.filter((id) => !named.includes(id))]
  if (after.some((id, place) => id !== before[place])) scene.change({ queue: after })
  return null
}

/** Onto the stage, alone. Whatever stood there goes back to the head of the queue. */
export async function stage(scene: Scene, who: LiveActor, { question: id }: Of<'stage'>) {
  await scene.question('stage', id)
  await clearStage(scene)
  await scene.save(id, { state: 'on-stage', stagedAt: scene.at, answeredAt: null, departmentId: null })
  scene.unqueue(id)
  if (scene.room.show !== 'stage') scene.change({ show: 'stage' })
  await scene.note(who, 'question.stage', about(id))
  return id
}

export async function unstage(scene: Scene, who: LiveActor) {
  const id = await clearStage(scene)
  if (id !== null) await scene.note(who, 'question.unstage', about(id))
  return id
}

async function clearStage(scene: Scene): Promise<number | null> {
  const { tx, room, rehearsing } = scene
  const [standing] = await lockInStates(tx, room.townHallId, ['on-stage'], rehearsing)
  if (!standing) return null
  scene.seen(standing)
  await scene.save(standing.id, { state: 'queued' })
  scene.change({ queue: [standing.id, ...scene.room.queue.filter((other) => other !== standing.id)] })
  return standing.id
}

/** Answered by word of mouth. */
export async function answered(scene: Scene, who: LiveActor, { question: id }: Of<'answered'>) {
  await scene.question('answered', id)
  await scene.save(id, { state: 'answered', answeredAt: scene.at })
  scene.unqueue(id)
  await scene.note(who, 'question.answered', about(id))
  return id
}

/** To be answered in writing, by a department where one is named already. */
export async function later(scene: Scene, who: LiveActor, { question: id, department }: Of<'later'>) {
  await scene.question('later', id)
  await scene.save(id, { state: 'to-answer', departmentId: department, answeredAt: null })
  scene.unqueue(id)
  await scene.note(who, 'question.later', about(id), { department })
  return id
}
