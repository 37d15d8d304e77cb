import type { LiveCommand, LiveOp } from '../../../shared/live.commands.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { changePublic } from '../../platform/render/drops.ts'
import { lockTownHall } from '../desk/desk-townhalls.queries.ts'
import { lockSittingsOf } from '../townhalls.queries.ts'
import * as asking from './asking.actions.ts'
import { mustBeAllowed } from './live.rules.ts'
import * as moderating from './moderating.actions.ts'
import * as polls from './polls.actions.ts'
import * as running from './room.actions.ts'
import { doneBefore, keepCommand, lockRoom } from './rooms.queries.ts'
import { type LiveActor, Scene, type Told } from './scene.ts'
import * as staging from './stage.actions.ts'

/** Commands that change the room in its one order. The others are counted, and told as they stand. */
export type SequencedOp = Exclude<LiveOp, 'vote' | 'poll-vote' | 'react' | 'caption'>
export type SequencedCommand = Extract<LiveCommand, { op: SequencedOp }>
type Of<Op extends SequencedOp> = Extract<LiveCommand, { op: Op }>

const handlers: {
  [Op in SequencedOp]: (scene: Scene, who: LiveActor, command: Of<Op>) => Promise<number | null>
} = {
  ask: asking.ask,
  edit: asking.edit,
  withdraw: asking.withdraw,
  'proxy-ask': asking.proxyAsk,
  publish: moderating.publish,
  hold: moderating.hold,
  merge: moderating.merge,
  label: moderating.label,
  translate: moderating.translate,
  reply: moderating.reply,
  queue: staging.queue,
  unqueue: staging.unqueue,
  order: staging.order,
  stage: staging.stage,
  unstage: staging.unstage,
  answered: staging.answered,
  later: staging.later,
  'poll-add': polls.addPoll,
  'poll-open': polls.openPoll,
  'poll-close': polls.closePoll,
  show: running.show,
  rules: running.changeRules,
  rehearse: running.rehearse,
  open: running.open,
  pause: running.pause,
  resume: running.resume,
  close: running.close,
}

/** What takes something away from public pages, or changes the town hall: kept pages are dropped with it. */
const dropsPages = new Set<LiveOp>(['hold', 'withdraw', 'edit', 'merge', 'open', 'close', 'reply'])
/** What moves the town hall too, whose locks come before the room's. */
const movesHall = new Set<LiveOp>(['open', 'close'])

export type Outcome = { target: number | null; told: Told | null }

const nameOf = ({ personId, officerId }: LiveActor) => (personId === null ? `o${officerId}` : `p${personId}`)

/**
 * Does a command in its room: rule, rows, audit and messages in one transaction, one at a time a room.
 * @returns its target, and what is told of it; nothing is told of one that was done before
 * @throws Refusal as its rule and its part say; nothing has happened then
 */
export async function runCommand(
  deps: Deps,
  townHallId: number,
  who: LiveActor,
  command: SequencedCommand,
): Promise<Outcome> {
  const work = (tx: Tx) => runIn(deps, tx, townHallId, who, command)
  return dropsPages.has(command.op) ? changePublic(deps, work) : deps.db.transaction(work)
}

async function runIn(
  deps: Deps,
  tx: Tx,
  townHallId: number,
  who: LiveActor,
  command: SequencedCommand,
): Promise<Outcome> {
  if (movesHall.has(command.op)) {
    await lockSittingsOf(tx, townHallId)
    await lockTownHall(tx, townHallId)
  }
  const room = await lockRoom(tx, townHallId)
  if (!room) throw new Refusal('not-found')
  const asked = { who: nameOf(who), commandId: command.id }
  const before = await doneBefore(tx, asked.who, asked.commandId)
  if (before && before.townHallId !== townHallId) throw new Refusal('idempotency-key-reused')
  if (before) return { target: before.target, told: null }
  mustBeAllowed(command.op, who.role, room.phase)
  const scene = new Scene(deps, tx, room)
  const handle = handlers[command.op] as (
    scene: Scene,
    who: LiveActor,
    command: SequencedCommand,
  ) => Promise<number | null>
  const target = await handle(scene, who, command)
  await keepCommand(tx, { ...asked, townHallId, target, at: deps.machineNow() })
  return { target, told: await scene.finish() }
}
