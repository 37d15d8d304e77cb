/** A change as each audience reads it: whole frames. Who is in no audience of it gets `none`. */
export type Entry = {
  seq: number
  none: Buffer
  shared: ReadonlyMap<string, Buffer>
  /** Whose own frame it has, and that frame, which goes before any shared one. */
  person: number | null
  own: Buffer | null
}

export const frameFor = (entry: Entry, audience: string, person: number | null): Buffer =>
  (person !== null && entry.person === person ? entry.own : null) ?? entry.shared.get(audience) ?? entry.none

/** The last changes of a room, by their place in the order. Older ones make room. */
export class Ring {
  /** The last seq that is in it, or was pushed out. */
  head: number
  #entries: (Entry | undefined)[]

  constructor(size: number, head: number) {
    this.head = head
    this.#entries = Array.from({ length: size })
  }

  /** @throws Error when it is not the next one: the order has no gaps */
  push(entry: Entry) {
    if (entry.seq !== this.head + 1)
      throw new Error(`A change is missing between ${this.head} and ${entry.seq}.`)
    this.head = entry.seq
    this.#entries[entry.seq % this.#entries.length] = entry
  }

  get(seq: number): Entry | undefined {
    const entry = this.#entries[seq % this.#entries.length]
    return entry?.seq === seq ? entry : undefined
  }

  /** Everything after a seq up to the head; undefined where a part of it is gone. */
  since(seq: number): Entry[] | undefined {
    if (seq > this.head) return undefined
    const entries: Entry[] = []
    for (let at = seq + 1; at <= this.head; at += 1) {
      const entry = this.get(at)
      if (!entry) return undefined
      entries.push(entry)
    }
    return entries
  }
}
