/** An entry as the chain hashes it: fixed order of keys, instants as ISO text. */
export function canonicalEntry(entry: {
  id: number
  at: Date
  actorKind: string
  actorId: number | null
  act: string
  aboutKind: string
  aboutId: string
  detail: Record<string, unknown>
}): string {
  const { id, at, actorKind, actorId, act, aboutKind, aboutId, detail } = entry
  return JSON.stringify([id, at.toISOString(), actorKind, actorId, act, aboutKind, aboutId, sorted(detail)])
}

/** jsonb forgets the order of keys, so the chain must not depend on it. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)])
}
