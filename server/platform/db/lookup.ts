type Options<Key, Value> = {
  /** How long the first key waits for others, in milliseconds. */
  windowMs: number
  /** How many keys one load takes at most; a full one goes at once. */
  most?: number
  /** Loads all keys in one query; a key that is not in the answer does not exist. */
  load: (keys: Key[]) => Promise<Map<Key, Value>>
}

type Round<Key, Value> = { keys: Set<Key>; found: Promise<Map<Key, Value>>; go: () => void }

/** Merges the look-ups that come within a window into one query. Keeps nothing afterwards. */
export function createBatchedLookup<Key extends string | number, Value>(options: Options<Key, Value>) {
  const { windowMs, most = 1000, load } = options
  let open: Round<Key, Value> | undefined

  function begin(): Round<Key, Value> {
    const keys = new Set<Key>()
    const { promise, resolve, reject } = Promise.withResolvers<Map<Key, Value>>()
    let timer: NodeJS.Timeout | undefined
    const round: Round<Key, Value> = {
      keys,
      found: promise,
      go() {
        clearTimeout(timer)
        if (open === round) open = undefined
        load([...keys]).then(resolve, reject)
      },
    }
    timer = setTimeout(round.go, windowMs)
    return round
  }

  return async (key: Key): Promise<Value | undefined> => {
    const round = (open ??= begin())
    round.keys.add(key)
    if (round.keys.size >= most) round.go()
    return (await round.found).get(key)
  }
}
