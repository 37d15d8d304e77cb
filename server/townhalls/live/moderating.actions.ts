import type { LiveCommand } from '../../../shared/live.commands.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { promiseAnswer } from '../questions/promising.actions.ts'
import { pointMerged, uniteVotes } from './live-questions.queries.ts'
import { holdsPersonalData } from './live.rules.ts'
import { actingAs, type LiveActor, type Scene } from './scene.ts'
import { tellAnswered } from './written.actions.ts'

type Of<Op extends LiveCommand['op']> = Extract<LiveCommand, { op: Op }>
const about = (id: number) => ({ kind: 'question', id })

/**
 * Everyone reads it from now on; after the end, as one that will be answered in writing.
 * @throws Refusal `question-shows-data` where personal data was found and it is not to be covered
 */
export async function publish(scene: Scene, who: LiveActor, { question: id, masked }: Of<'publish'>) {
  const question = await scene.question('publish', id)
  if (!masked && holdsPersonalData(question.text)) throw new Refusal('question-shows-data')
  const state = scene.room.phase === 'ended' ? 'to-answer' : 'published'
  await scene.save(id, { state, masked, publishedAt: scene.at, heldReason: null, heldCode: null })
  // After the end it goes to the ledger at once, as the others did when the room closed.
  if (state === 'to-answer')
    await promiseAnswer(scene.deps, scene.tx, actingAs(who), { ...question, state, masked })
  await scene.note(who, 'question.publish', about(id), { masked })
  return id
}

/** Kept back, or taken out of public again; its asker reads the reason. */
export async function hold(scene: Scene, who: LiveActor, { question: id, reason, note }: Of<'hold'>) {
  await scene.question('hold', id)
  scene.unqueue(id)
  await scene.save(id, { state: 'held', heldCode: reason, heldReason: note })
  await scene.note(who, 'question.hold', about(id), { reason })
  return id
}

/**
 * One question joins another: votes are united as a set, both askers stay credited, and each sees where theirs went.
 * @throws Refusal `merge-into-itself`; `question-decided` where the other is not public, or off already
 */
export async function merge(scene: Scene, who: LiveActor, { question: id, into }: Of<'merge'>) {
  if (id === into) throw new Refusal('merge-into-itself')
  const { tx } = scene
  // Both are locked at once, the lower id first.
  await scene.locked([id, into])
  await scene.question('merge', id)
  const target = await scene.question('label', into)
  if (!['published', 'queued', 'on-stage'].includes(target.state)) throw new Refusal('question-decided')
  const followed = await pointMerged(tx, id, into)
  await uniteVotes(tx, id, into)
  scene.unqueue(id)
  await scene.save(id, { state: 'merged', mergedInto: into, heldReason: null, heldCode: null })
  for (const other of followed) scene.touch(other)
  scene.touch(into)
  await scene.note(who, 'question.merge', about(id), { into })
  return into
}

export async function label(scene: Scene, _who: LiveActor, { question: id, labels }: Of<'label'>) {
  await scene.question('label', id)
  await scene.save(id, { labels: [...new Set(labels)] })
  return id
}

export async function translate(scene: Scene, who: LiveActor, command: Of<'translate'>) {
  const { question: id, lang, text } = command
  const { translations } = await scene.question('translate', id)
  const { [lang]: _, ...others } = translations
  await scene.save(id, { translations: text === '' ? others : { ...others, [lang]: text } })
  await scene.note(who, 'question.translate', about(id), { lang })
  return id
}

/** Answered in writing; whoever asked is told. What stands on the stage stays there. */
export async function reply(scene: Scene, who: LiveActor, { question: id, text }: Of<'reply'>) {
  const question = await scene.question('reply', id)
  const { state, answeredAt } = question
  const answered =
    state === 'on-stage' ? {} : { state: 'answered' as const, answeredAt: answeredAt ?? scene.at }
  if (state === 'queued') scene.unqueue(id)
  await scene.save(id, { reply: text, ...answered })
  await tellAnswered(scene, question, text)
  await scene.note(who, 'question.reply', about(id))
  return id
}
