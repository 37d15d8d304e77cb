import { randomUUID } from 'node:crypto'
import { liveLimits } from '../../../shared/live-states.ts'
import type { Deps } from '../../platform/deps.ts'
import { ringSize } from '../../platform/live/limits.ts'
import {
  addRoom,
  hallState,
  isWhole,
  lockRoom,
  messagesAfter,
  originOf,
  roomOf,
  type RoomRow,
  saveRoom,
} from './rooms.queries.ts'

type Needs = Pick<Deps, 'db'>

/**
 * The room of a town hall, made where there is none yet, with its last messages. An order whose messages are not all
 * there any more, or that comes from a backup, is given up for a new one: everyone then reads the whole room anew.
 * @returns null for a town hall that the public does not see, or that does not take place
 */
export async function readRoom({ db }: Needs, townHallId: number) {
  const state = await hallState(db, townHallId)
  if (!state || state === 'draft' || state === 'cancelled') return null
  const origin = await originOf(db)
  if (!(await roomOf(db, townHallId))) await addRoom(db, firstRoom(townHallId, origin, state))
  const row = await intact({ db }, townHallId, origin)
  const messages = await messagesAfter(db, townHallId, row.epoch, row.seq - ringSize, ringSize)
  return { row, messages: messages.filter(({ seq }) => seq <= row.seq) }
}

async function intact({ db }: Needs, townHallId: number, origin: string): Promise<RoomRow> {
  const row = (await roomOf(db, townHallId))!
  if (row.origin === origin && (await isWhole(db, row))) return row
  return db.transaction(async (tx) => {
    const room = (await lockRoom(tx, townHallId))!
    // Another process may have seen it first.
    if (room.origin === origin && (await isWhole(tx, room))) return room
    const anew = { ...room, origin, epoch: randomUUID(), seq: 0 }
    await saveRoom(tx, anew, 0)
    return anew
  })
}

function firstRoom(townHallId: number, origin: string, state: string): RoomRow {
  const over = state === 'ended' || state === 'archived'
  return {
    townHallId,
    epoch: randomUUID(),
    seq: 0,
    origin,
    phase: over ? 'ended' : 'waiting',
    moderation: 'before',
    naming: 'masked',
    slowSeconds: liveLimits.slowSeconds,
    reactions: true,
    show: 'blank',
    queue: [],
    caption: null,
    captionAt: null,
    openedAt: null,
    endedAt: null,
  }
}
