import { createHash } from 'node:crypto'
import type { DrawResult } from '../../../shared/draws.ts'

const hex = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

/** The order of a draw: by SHA-256 of the seed followed by the party's id. */
export function drawOrder(seed: string, partyIds: readonly string[]): string[] {
  return partyIds
    .map((partyId) => ({ partyId, key: hex(seed + partyId) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ partyId }) => partyId)
}

/** What in a published result does not follow from its seed; null where everything does. */
export function faultOf({ seed, seedHash, sittings }: DrawResult): string | null {
  if (seed === null) return 'The draw was not held yet: there is no seed.'
  if (hex(seed) !== seedHash.toLowerCase())
    return `The seed is not the one that was committed: its SHA-256 is ${hex(seed)}.`
  for (const { id, parties } of sittings) {
    if (new Set(parties).size < parties.length) return `Sitting ${id} lists a party twice.`
    const order = drawOrder(seed, parties)
    const at = order.findIndex((partyId, place) => partyId !== parties[place])
    if (at >= 0) return `Sitting ${id}, place ${at + 1}: ${parties[at]} stands where ${order[at]} belongs.`
  }
  return null
}
