/** How far a client has read in the one order of a room. */
export class Cursor {
  epoch: string | null
  seq: number

  constructor(seen: { epoch: string; seq: number } | null = null) {
    this.epoch = seen?.epoch ?? null
    this.seq = seen?.seq ?? 0
  }

  /** The whole room was read anew. */
  restart(epoch: string, seq: number) {
    this.epoch = epoch
    this.seq = seq
  }

  /** `next` moves on by one; `known` was read before; before a `gap` something is missing. */
  take(seq: number): 'next' | 'known' | 'gap' {
    if (seq <= this.seq) return 'known'
    if (seq > this.seq + 1) return 'gap'
    this.seq = seq
    return 'next'
  }
}
