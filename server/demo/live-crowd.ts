import { randomUUID } from 'node:crypto'
import type { LiveCommand, LiveCommandInput } from '../../shared/live.commands.ts'
import { LiveCommand as Command } from '../../shared/live.commands.ts'
import { reactionKinds } from '../../shared/live-states.ts'
import type { Deps } from '../platform/deps.ts'
import { openLiveRooms } from '../townhalls/live/live-rooms.ts'
import { allIn, type Asked } from '../townhalls/live/live-questions.queries.ts'
import type { Room } from '../townhalls/live/room.ts'
import type { LiveActor } from '../townhalls/live/scene.ts'
import { seeded } from './history.rules.ts'
import { liveCast } from './live-crowd.queries.ts'
import { crowdAsks, crowdPoll, liveHall } from './townhalls.live.ts'

/** A step of the play, in milliseconds: a handful of acts a minute. */
const stepMs = 15_000

type Play = { room: Room; host: LiveActor; people: LiveActor[]; random: () => number; done: Done }
type Done = (who: LiveActor, command: Spoken) => Promise<number | null>
type Spoken = LiveCommandInput extends infer C ? (C extends { id: string } ? Omit<C, 'id'> : never) : never

/**
 * A small crowd and a host play in the live room of the demonstration, through the same doors as everyone. Only while
 * someone looks: an idle machine stays idle.
 * @returns what ends it
 */
export async function playLiveRoom(deps: Deps): Promise<() => Promise<void>> {
  const rooms = openLiveRooms(deps)
  const cast = await liveCast(deps.db, liveHall.titleKo)
  const room = cast && (await rooms.find(cast.townHallId))
  if (!room || room.row.phase === 'ended') return () => rooms.drain()
  const nobody = { personId: null, officerId: null, name: null, dong: null }
  const play: Play = {
    room,
    host: { ...nobody, role: 'host', officerId: cast.officerId },
    people: cast.people.map(({ id, dong }) => ({ ...nobody, role: 'guest', personId: id, dong })),
    random: seeded(20_261_125),
    done: (who, command) =>
      rooms.act(room, who, Command.parse({ ...command, id: randomUUID() }) satisfies LiveCommand),
  }
  // A step that is refused, as where a real host was quicker, is passed over.
  const step = () => oneStep(deps, play).catch(() => {})
  if (room.row.phase === 'waiting') await begin(play)
  const timer = setInterval(() => {
    if (room.linesEverywhere(performance.now()) > 0) void step()
  }, stepMs)
  return async () => {
    clearInterval(timer)
    await rooms.drain()
  }
}

/** Opens the room, so that who comes first finds something going on. */
async function begin({ room, host, people, random, done }: Play) {
  await done(host, { op: 'open' })
  await done(host, { op: 'rules', slowSeconds: 15 })
  const poll = (await done(host, { op: 'poll-add', ...crowdPoll }))!
  await done(host, { op: 'poll-open', poll })
  for (const who of people.slice(0, 40))
    await done(who, {
      op: 'poll-vote',
      poll,
      choices: [Math.floor(random() ** 2 * crowdPoll.choices.length)],
    })
  await done(host, { op: 'show', show: 'questions' })
  await done(host, { op: 'caption', text: '구청장이 골목길 사정을 설명하고 있습니다.' })
  room.checkedAt = 0
}

async function oneStep({ db }: Deps, play: Play) {
  const { room, host, people, random, done } = play
  const someone = () => people[Math.floor(random() * people.length)]!
  const questions = await allIn(db, room.id)
  const of = (...states: string[]) => questions.filter(({ state }) => states.includes(state))
  const open = of('published', 'queued')
  for (const question of open.filter(() => random() < 0.4).slice(0, 3))
    await done(someone(), { op: 'vote', question: question.id, up: true })
  if (random() < 0.5)
    await done(someone(), { op: 'react', kind: reactionKinds[Math.floor(random() * reactionKinds.length)]! })
  const [waiting] = of('received')
  if (waiting && random() < 0.6) return done(host, { op: 'publish', question: waiting.id })
  const unasked = crowdAsks.filter((text) => !questions.some((question) => question.text === text))
  if (unasked.length > 0 && open.length < 8)
    return done(someone(), { op: 'ask', text: unasked[0]!, name: random() < 0.5 ? '주민' : '', lang: 'ko' })
  return nextOnStage(play, of('on-stage')[0], open)
}

/** What stood on the stage for a while is answered, mostly; then comes what most people want to hear. */
async function nextOnStage({ host, random, done }: Play, standing: Asked | undefined, open: Asked[]) {
  if (standing && random() < 0.7)
    return done(host, { op: random() < 0.8 ? 'answered' : 'later', question: standing.id })
  const [next] = open.toSorted((a, b) => b.registered + b.guests - a.registered - a.guests)
  return standing || !next ? null : done(host, { op: 'stage', question: next.id })
}
