import { maskName } from '../../../shared/masking.ts'
import type { LiveCommand } from '../../../shared/live.commands.ts'
import type { Naming } from '../../../shared/live-states.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { lockAsker } from '../questions/beforehand.queries.ts'
import { askedTimes, insertQuestion, likestIn } from './live-questions.queries.ts'
import { editableUntil, holdsPersonalData, mustKeepPace } from './live.rules.ts'
import type { LiveActor, Scene } from './scene.ts'

type Of<Op extends LiveCommand['op']> = Extract<LiveCommand, { op: Op }>

/** As the room names its askers to the public. */
function shownAs(naming: Naming, name: string): string | null {
  if (naming === 'anonymous' || name === '') return null
  return naming === 'masked' ? maskName(name) : name
}

/** With moderation after, a question is public at once, unless personal data was found in it. */
const firstState = ({ room }: Scene, text: string) =>
  room.moderation === 'after' && !holdsPersonalData(text) ? 'published' : 'received'

/** @throws Refusal `room-questions-enough`, `room-slow-mode`, `not-yours` for a command id that someone else used */
export async function ask(scene: Scene, who: LiveActor, { id: commandId, text, name, lang }: Of<'ask'>) {
  const { tx, room, at } = scene
  const { townHallId } = room
  const personId = who.personId!
  await lockAsker(tx, personId)
  mustKeepPace(await askedTimes(tx, townHallId, personId), room.slowSeconds, at)
  const state = firstState(scene, text)
  return addAsked(scene, {
    commandId,
    personId,
    shownName: shownAs(room.naming, name),
    dong: who.dong,
    text,
    lang,
    state,
    proxy: false,
  })
}

/** Written down by the office for someone without a phone. Public at once, unless personal data was found in it. */
export async function proxyAsk(scene: Scene, who: LiveActor, command: Of<'proxy-ask'>) {
  const { id: commandId, text, name, lang } = command
  const state = !holdsPersonalData(text) ? 'published' : 'received'
  const shownName = shownAs(scene.room.naming, name)
  const id = await addAsked(scene, {
    commandId,
    personId: null,
    shownName,
    dong: null,
    text,
    lang,
    state,
    proxy: true,
  })
  await scene.note(who, 'question.proxy', { kind: 'question', id })
  return id
}

type New = Omit<
  Parameters<typeof insertQuestion>[1],
  'townHallId' | 'beforehand' | 'at' | 'updatedAt' | 'rehearsal' | 'similarTo'
>

async function addAsked(scene: Scene, question: New): Promise<number> {
  const { tx, room, at, rehearsing: rehearsal } = scene
  const { townHallId } = room
  const id = await insertQuestion(tx, {
    ...question,
    townHallId,
    rehearsal,
    beforehand: false,
    similarTo: await likestIn(tx, townHallId, question.text, rehearsal),
    publishedAt: question.state === 'published' ? at : null,
    at,
    updatedAt: at,
  })
  if (id === null) throw new Refusal('not-yours')
  scene.touch(id)
  return id
}

/** @throws Refusal `question-late`; `question-decided` for what an officer has published as it was */
export async function edit(scene: Scene, who: LiveActor, { question: id, text }: Of<'edit'>) {
  const question = await scene.question('edit', id, who.personId)
  mustBeInTime(scene, question)
  const after = scene.room.moderation === 'after'
  if (question.state === 'published' && !after) throw new Refusal('question-decided')
  const state = question.state === 'published' ? firstState(scene, text) : 'received'
  await scene.save(id, { text, state, masked: false })
  return id
}

/** Its asker takes it back. What the public has not seen can be taken back at any time. @throws Refusal `question-late` */
export async function withdraw(scene: Scene, who: LiveActor, { question: id }: Of<'withdraw'>) {
  const question = await scene.question('withdraw', id, who.personId)
  if (question.state === 'published' && !question.beforehand) mustBeInTime(scene, question)
  await scene.save(id, { state: 'withdrawn', heldReason: null, heldCode: null })
  return id
}

function mustBeInTime({ at }: Scene, question: { at: Date }) {
  if (at > editableUntil(question.at)) throw new Refusal('question-late')
}
