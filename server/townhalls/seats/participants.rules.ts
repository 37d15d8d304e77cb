import type { PartyState } from '../../../shared/town-halls.ts'

/** Better to worse, for a person who turns out to stand twice in one town hall. */
const order: PartyState[] = ['confirmed', 'offered', 'waiting', 'applied']

/** Which of two standing parties of one person stays: the one that is further, else the older. */
export function staying<T extends { id: number; state: PartyState }>(
  one: T,
  other: T,
): { stays: T; goes: T } {
  const further = order.indexOf(one.state) - order.indexOf(other.state) || one.id - other.id
  return further < 0 ? { stays: one, goes: other } : { stays: other, goes: one }
}
