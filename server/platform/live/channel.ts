import { closeCodes } from '../../../shared/live-states.ts'
import { slowestMs, ringSize } from './limits.ts'
import type { Line } from './line.ts'
import { type Entry, frameFor, Ring } from './ring.ts'

/** The lines of one room in this process, and the order of changes they are told. */
export class Channel<Role = unknown> {
  readonly room: number
  readonly lines = new Set<Line<Role>>()
  /** Those who read more slowly than is written. */
  readonly slow = new Set<Line<Role>>()
  /** Lines of each person. */
  readonly persons = new Map<number, Line<Role>[]>()
  epoch: string
  ring: Ring
  /** How many were sent away for reading too slowly. */
  dropped = 0

  constructor(room: number, epoch: string, head: number, known: Entry[] = []) {
    this.room = room
    this.epoch = epoch
    this.ring = new Ring(ringSize, known.length > 0 ? known[0]!.seq - 1 : head)
    for (const entry of known) this.ring.push(entry)
  }

  /** Adds a line; of a person with too many, the oldest is given back to be closed. */
  add(line: Line<Role>, mostOfPerson: number): Line<Role> | undefined {
    this.lines.add(line)
    const { person } = line.peer
    if (person === null) return undefined
    const own = this.persons.get(person) ?? []
    own.push(line)
    this.persons.set(person, own)
    return own.length > mostOfPerson ? own[0] : undefined
  }

  remove(line: Line<Role>) {
    this.lines.delete(line)
    this.slow.delete(line)
    const { person } = line.peer
    if (person === null) return
    const left = this.persons.get(person)?.filter((other) => other !== line) ?? []
    if (left.length > 0) this.persons.set(person, left)
    else this.persons.delete(person)
  }

  /**
   * Tells the next changes to everyone who keeps up; the others get them from the ring when they do.
   * @returns false where something before them is missing: it has to be fetched first
   */
  push(entries: readonly Entry[], now: number): boolean {
    for (const entry of entries) {
      if (entry.seq <= this.ring.head) continue
      if (entry.seq !== this.ring.head + 1) return false
      this.ring.push(entry)
      for (const line of this.lines) {
        if (line.seq < 0) continue
        if (line.seq === entry.seq - 1 && line.slowSince === 0) this.#send(line, entry, now)
      }
    }
    return true
  }

  #send(line: Line<Role>, entry: Entry, now: number): boolean {
    const frame = frameFor(entry, line.peer.audience, line.peer.person)
    if (!line.hasRoomFor(frame.length)) {
      line.slowSince ||= now
      this.slow.add(line)
      return false
    }
    if (!line.write(frame)) return false
    line.seq = entry.seq
    return true
  }

  /** After a greeting up to a seq: what came since, and from now on everything. */
  follow(line: Line<Role>, seq: number, now: number) {
    line.seq = seq
    line.slowSince = 0
    this.catchUp(line, now)
  }

  /** Writes what a line has missed, as far as it takes it; what it missed for too long is not there any more. */
  catchUp(line: Line<Role>, now: number) {
    while (line.seq < this.ring.head) {
      const entry = this.ring.get(line.seq + 1)
      if (!entry || (line.slowSince > 0 && now - line.slowSince > slowestMs)) return this.#sendAway(line)
      if (!this.#send(line, entry, now)) return
    }
    line.slowSince = 0
    this.slow.delete(line)
  }

  #sendAway(line: Line<Role>) {
    this.dropped += 1
    this.slow.delete(line)
    line.socket.close(closeCodes.slow)
    // Who does not read does not answer the closing either.
    if (line.wire.writableLength > 0) line.socket.terminate()
  }

  /** What is told as it stands now: who does not keep up is passed over, and reads a later one. */
  tellLatest(frame: Buffer, reads: (line: Line<Role>) => boolean = everyone) {
    for (const line of this.lines)
      if (line.seq >= 0 && line.slowSince === 0 && reads(line) && line.hasRoomFor(frame.length))
        line.write(frame)
  }
}

const everyone = () => true
