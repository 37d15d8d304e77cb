/** Keeps a few values for a short time, and forgets them when told. Times are in milliseconds. */
export type Memory<Value> = {
  get(key: string): Value | undefined
  /** A mark to take before loading: what was loaded before something was forgotten is not kept. */
  mark(): number
  keep(key: string, value: Value, mark: number): void
  forget(which: (value: Value) => boolean): void
}

type Options = { keptMs: number; most?: number; clock?: () => number }

export function createMemory<Value>({ keptMs, most = 50_000, clock = Date.now }: Options): Memory<Value> {
  const kept = new Map<string, { value: Value; until: number }>()
  let marks = 0
  return {
    get(key) {
      const entry = kept.get(key)
      if (!entry) return undefined
      if (clock() < entry.until) return entry.value
      kept.delete(key)
      return undefined
    },
    mark: () => marks,
    keep(key, value, mark) {
      if (mark !== marks) return
      // Oldest first: every entry is kept equally long, so the first ones are the first to run out.
      kept.delete(key)
      kept.set(key, { value, until: clock() + keptMs })
      for (const [oldest, { until }] of kept) {
        if (kept.size <= most && clock() < until) break
        kept.delete(oldest)
      }
    },
    forget(which) {
      marks += 1
      for (const [key, { value }] of kept) if (which(value)) kept.delete(key)
    },
  }
}
