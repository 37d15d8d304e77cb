import { setTimeout as sleep } from 'node:timers/promises'
import { closeCodes } from '../../../shared/live-states.ts'
import type { Deps } from '../../platform/deps.ts'
import { textFrame } from '../../platform/live/frames.ts'
import { type InRoom, peopleIn } from './people.queries.ts'
import { type Arrival, itemOf, type LiveLine, type Room } from './room.ts'
import { readSnapshots, type Snapshots, youOf } from './snapshot.ts'

/** So long the first who comes waits for others (milliseconds), and so many are greeted at once. */
const windowMs = 100
const batch = 1_000

type Needs = Pick<Deps, 'db' | 'log' | 'now'>

/**
 * Takes someone in who said what they have seen: with everything missed since, or with the whole room anew, never with
 * a part. Those who come within a moment are read together, so that a hall that comes back at once is a few statements.
 */
export function greet(deps: Needs, room: Room, arrival: Arrival) {
  // Nobody to ask for: answered from what is at hand.
  if (arrival.line.peer.person === null && resume(room, arrival, undefined)) return
  room.arrivals.push(arrival)
  if (!room.greeting) void greetAll(deps, room)
}

async function greetAll(deps: Needs, room: Room) {
  room.greeting = true
  while (room.arrivals.length > 0) {
    await sleep(windowMs)
    const arrivals = room.arrivals.splice(0, batch).filter(({ line }) => line.isOpen)
    try {
      await greetBatch(deps, room, arrivals)
    } catch (error) {
      deps.log.error({ err: error }, 'live room cannot greet')
      for (const { line } of arrivals) line.socket.close(closeCodes.restart)
    }
  }
  room.greeting = false
}

async function greetBatch(deps: Needs, room: Room, arrivals: Arrival[]) {
  const back = arrivals.filter((arrival) => missedBy(room, arrival) !== undefined)
  const people = await peopleIn(deps.db, room.id, personsOf(back))
  const anew = new Set(arrivals)
  for (const arrival of back)
    if (resume(room, arrival, people.get(arrival.line.peer.person ?? -1))) anew.delete(arrival)
  if (anew.size > 0)
    await welcome(
      deps,
      room,
      [...anew].map(({ line }) => line),
    )
}

const personsOf = (arrivals: Arrival[]) => [
  ...new Set(arrivals.flatMap(({ line }) => line.peer.person ?? [])),
]

/** Everything since what was seen last; undefined where a part of it is not there. */
function missedBy({ channel }: Room, { epoch, lastSeq }: Arrival) {
  return epoch === channel.epoch ? channel.ring.since(lastSeq) : undefined
}

function resume(room: Room, arrival: Arrival, known: InRoom | undefined): boolean {
  const { line } = arrival
  const entries = missedBy(room, arrival)
  if (!entries) return false
  const { epoch, ring } = room.channel
  const { audience, person } = line.peer
  const missed = entries.map((entry) => itemOf(entry, audience, person)).join(',')
  const you = JSON.stringify(youOf(line.role, known))
  line.write(
    textFrame(`{"t":"resumed","epoch":"${epoch}","seq":${ring.head},"missed":[${missed}],"you":${you}}`),
  )
  room.channel.follow(line, ring.head, performance.now())
  return true
}

/** The whole room for each; what many share is made, and kept while it is sent, once. */
async function welcome(deps: Needs, room: Room, lines: LiveLine[]) {
  const has = (audience: string) => lines.some(({ peer }) => peer.audience === audience)
  const read = await readSnapshots(deps.db, {
    townHallId: room.id,
    personIds: [...new Set(lines.flatMap(({ peer }) => peer.person ?? []))],
    hosts: has('host'),
    inside: has('host') || has('stage'),
  })
  if (!read) return lines.forEach(({ socket }) => socket.close(closeCodes.roomGone))
  const snapshots = read(room.presence, deps.now())
  const shared = new Map(
    [...snapshots.shared].map(([audience, text]) => [
      audience,
      Buffer.from(`{"t":"welcome","snapshot":${text}`),
    ]),
  )
  for (const line of lines) welcomeOne(room, line, snapshots, shared)
}

function welcomeOne(room: Room, line: LiveLine, snapshots: Snapshots, shared: Map<string, Buffer>) {
  const { channel } = room
  // Another order began while this was read: what it says is of the old one.
  if (snapshots.epoch !== channel.epoch) {
    room.checkedAt = 0
    room.arrivals.push({ line, epoch: null, lastSeq: 0 })
    return
  }
  line.writeParts([shared.get(line.peer.audience)!, Buffer.from(`${snapshots.of(line.role)}}`)])
  channel.follow(line, snapshots.seq, performance.now())
}
