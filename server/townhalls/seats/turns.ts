const lines = new WeakMap<object, Map<number, Promise<unknown>>>()

/**
 * One act at a time for each sitting of a process, in order of arrival: a crowd that wants seats of one sitting waits
 * here, and not with a database connection each, which everyone else would miss. Between processes the row's lock
 * decides. No act may wait for another of the same sitting.
 * @param owner what the line belongs to: the database
 */
export async function inTurn<T>(owner: object, sittingId: number, act: () => Promise<T>): Promise<T> {
  const line = lines.get(owner) ?? new Map<number, Promise<unknown>>()
  lines.set(owner, line)
  const before = line.get(sittingId) ?? Promise.resolve()
  const mine = before.then(act, act)
  line.set(sittingId, mine)
  try {
    return await mine
  } finally {
    if (line.get(sittingId) === mine) line.delete(sittingId)
  }
}
