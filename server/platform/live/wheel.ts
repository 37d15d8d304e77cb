/**
 * One timer for all lines: each stands in the slot of the second in which it came, and the hands go round once a
 * period. No timer a line.
 */
export type Wheel<T> = {
  add(item: T): void
  remove(item: T): void
  /** One second has passed. */
  turn(): void
}

type Hands<T> = {
  /** Seconds of a turn. */
  period: number
  /** So many seconds after `ping`, `check` is asked of the same slot. */
  later: number
  ping: (items: Iterable<T>) => void
  check: (items: Iterable<T>) => void
}

export function createWheel<T>({ period, later, ping, check }: Hands<T>): Wheel<T> {
  const slots = Array.from({ length: period }, () => new Set<T>())
  const places = new Map<T, number>()
  let second = 0
  return {
    add(item) {
      places.set(item, second)
      slots[second]!.add(item)
    },
    remove(item) {
      const place = places.get(item)
      if (place === undefined) return
      places.delete(item)
      slots[place]!.delete(item)
    },
    turn() {
      second = (second + 1) % period
      check(slots[(second - later + period) % period]!)
      ping(slots[second]!)
    },
  }
}
