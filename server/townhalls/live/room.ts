import type { ReactionKind } from '../../../shared/live-states.ts'
import { Channel } from '../../platform/live/channel.ts'
import { textFrame, textIn } from '../../platform/live/frames.ts'
import type { Line } from '../../platform/live/line.ts'
import { type Entry, frameFor } from '../../platform/live/ring.ts'
import type { LiveActorIn } from './reader.ts'
import type { MessageRow, RoomRow } from './rooms.queries.ts'
import type { Presence } from './snapshot.ts'

export type LiveLine = Line<LiveActorIn>
/** Someone who said what they have seen, and waits for the rest. */
export type Arrival = { line: LiveLine; epoch: string | null; lastSeq: number }

/** A room as this process keeps it while people are in it. */
export class Room {
  readonly id: number
  readonly channel: Channel<LiveActorIn>
  /** As it was last read or changed here. */
  row: RoomRow
  readonly arrivals: Arrival[] = []
  greeting = false
  /** Whose totals may have changed since they were told. */
  readonly dirtyQuestions = new Set<number>()
  readonly dirtyPolls = new Set<number>()
  /** Totals may have changed in another process. */
  allDirty = false
  /** As they were told last. */
  readonly tallies = new Map<number, { registered: number; guests: number }>()
  reactions: Partial<Record<ReactionKind, number>> = {}
  /** Given in this process, and not told the others yet. */
  reactionsHere: Partial<Record<ReactionKind, number>> = {}
  /** Who is in the room in other processes, by process, and until when that counts (`performance.now()`). */
  readonly elsewhere = new Map<string, Presence & { until: number; lines: number }>()
  presence: Presence = { people: 0, screens: 0 }
  /** When it was last made sure that nothing was missed (`performance.now()`). */
  checkedAt = 0

  constructor(row: RoomRow, messages: MessageRow[]) {
    this.id = row.townHallId
    this.row = row
    this.channel = new Channel(row.townHallId, row.epoch, row.seq, messages.map(entryOf))
  }

  /** Who is in the room, here alone: persons once, visitors by line; hosts are not counted. */
  presenceHere(): Presence {
    let [visitors, screens] = [0, 0]
    for (const { role } of this.channel.lines) {
      if (role.role === 'screen') screens += 1
      else if (role.role !== 'host' && role.personId === null) visitors += 1
    }
    return { people: visitors + this.channel.persons.size, screens }
  }

  takeReactions() {
    const taken = this.reactionsHere
    this.reactionsHere = {}
    return taken
  }

  /** Open lines in all processes, hosts' too. */
  linesEverywhere(now: number): number {
    const elsewhere = [...this.elsewhere.values()].filter(({ until }) => until >= now)
    return elsewhere.reduce((sum, { lines }) => sum + lines, this.channel.lines.size)
  }

  presenceEverywhere(now: number): Presence {
    const sum = this.presenceHere()
    for (const [process, { people, screens, until }] of this.elsewhere) {
      if (until < now) this.elsewhere.delete(process)
      else {
        sum.people += people
        sum.screens += screens
      }
    }
    return sum
  }
}

/** A message as the lines read it, each frame made once. In a rehearsal the public part is for the hosts' own screens. */
export function entryOf({ seq, rehearsal, public: told, host, personId, own }: MessageRow): Entry {
  const frame = (text: string) => textFrame(`{"t":"msg","seq":${seq},"m":${text}}`)
  const shared = new Map<string, Buffer>()
  if (told !== null) {
    const bytes = frame(told)
    shared.set('stage', bytes)
    if (!rehearsal) shared.set('public', bytes)
  }
  if (host !== null) shared.set('host', frame(host))
  return { seq, none: frame('{"k":"none"}'), shared, person: personId, own: own === null ? null : frame(own) }
}

/** The same as an item of a list: `{"seq":…,"m":…}`. */
export const itemOf = (entry: Entry, audience: string, person: number | null) =>
  textIn(frameFor(entry, audience, person)).replace('"t":"msg",', '')
