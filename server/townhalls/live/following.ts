import type { Deps } from '../../platform/deps.ts'
import { Ring } from '../../platform/live/ring.ts'
import { ringSize } from '../../platform/live/limits.ts'
import { textFrame } from '../../platform/live/frames.ts'
import { greet } from './greeting.ts'
import { entryOf, type Room } from './room.ts'
import { type MessageRow, messagesAfter, roomOf, type RoomRow } from './rooms.queries.ts'
import { latestFrame } from './sampling.ts'

type Needs = Pick<Deps, 'db' | 'log' | 'now'>

/** Tells what was committed; false where something before it has to be fetched first. */
export function tell(deps: Needs, room: Room, row: RoomRow, rows: MessageRow[]): boolean {
  if (row.epoch !== room.channel.epoch) beginAnew(deps, room, row)
  const told = room.channel.push(rows.map(entryOf), performance.now())
  if (told) room.row = row
  return told
}

/**
 * Another order begins. Who has read the old one to its end goes on in the new one; who had not, and who took part in
 * a rehearsal that is forgotten now, reads the whole room anew.
 */
function beginAnew(deps: Needs, room: Room, row: RoomRow) {
  const { channel } = room
  const now = performance.now()
  const begun = textFrame(`{"t":"epoch","epoch":"${row.epoch}","seq":0}`)
  const { head } = channel.ring
  channel.epoch = row.epoch
  channel.ring = new Ring(ringSize, 0)
  for (const line of channel.lines) {
    if (line.seq < 0) continue
    const holds = line.peer.audience === 'public' || room.row.phase !== 'rehearsal'
    const goesOn = holds && line.seq === head && line.slowSince === 0
    if (goesOn && line.write(begun)) {
      channel.follow(line, 0, now)
      continue
    }
    line.seq = -1
    greet(deps, room, { line, epoch: null, lastSeq: 0 })
  }
}

const most = 1_000

/** Reads what other processes have told the room, as often as needed to stand where the database stands. */
export async function fetchNews(deps: Needs, room: Room): Promise<void> {
  const row = await roomOf(deps.db, room.id)
  if (!row) return
  room.checkedAt = performance.now()
  tellCaption(room, row)
  const { channel } = room
  if (row.epoch !== channel.epoch) {
    // What was told last in the old order goes first.
    const last = await messagesAfter(deps.db, room.id, channel.epoch, channel.ring.head, most)
    channel.push(last.map(entryOf), performance.now())
    tell(deps, room, { ...row, seq: 0 }, [])
  }
  while (channel.epoch === row.epoch && channel.ring.head < row.seq) {
    const rows = await messagesAfter(deps.db, room.id, row.epoch, channel.ring.head, most)
    if (rows.length === 0 || !tell(deps, room, row, rows)) return
  }
  room.row = row
}

function tellCaption(room: Room, { caption, captionAt }: RoomRow) {
  if (!captionAt || captionAt.getTime() <= (room.row.captionAt?.getTime() ?? 0)) return
  room.row = { ...room.row, caption, captionAt }
  room.channel.tellLatest(
    latestFrame({ k: 'caption', v: { text: caption ?? '', at: captionAt.toISOString() } }),
  )
}
