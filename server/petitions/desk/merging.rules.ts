/** A standing endorsement of one of two accounts that turn out to be one person. */
export type Standing = {
  id: number
  level: number
  route: 'online' | 'paper'
  endorsedAt: Date
  /** Invalidated before, for another reason: it keeps its place and does not count. */
  invalid: boolean
}

/**
 * Which of two endorsements of one person on one petition stays: the older. The other is marked `same-person`. What
 * stays takes the better verification of the two, so that a counted voice is not lost by merging.
 * @param minLevel from which level this petition counts
 * @returns with what the counters change by; their sum is never positive, so that nothing can cross a threshold
 */
export function keepOlder<One extends Standing>(a: One, b: One, minLevel: number) {
  const aFirst = a.endorsedAt < b.endorsedAt || (+a.endorsedAt === +b.endorsedAt && a.id < b.id)
  const [kept, dropped] = aFirst ? [a, b] : [b, a]
  const level = dropped.invalid ? kept.level : Math.max(kept.level, dropped.level)
  const counts = (one: One, at: number) => !one.invalid && at >= minLevel
  const change = { online: 0, paper: 0 }
  for (const one of [a, b]) if (counts(one, one.level)) change[one.route] -= 1
  if (counts(kept, level)) change[kept.route] += 1
  return { kept, dropped, level, change }
}
