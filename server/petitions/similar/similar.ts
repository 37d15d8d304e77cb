import type { PublicationState } from '../../../shared/states.ts'
import type { Db } from '../../platform/db/database.ts'
import { searching } from '../reading/search.queries.ts'
import { candidates, similarLines, waiting } from './similar.queries.ts'
import { keysToLookUp, likelyTheSame, likenessOf } from './similar.rules.ts'

type Wanted = {
  /** Which states are looked through; what is not public is for the desk alone. */
  states: readonly PublicationState[]
  /** A petition's id that is left out: the one itself. */
  except?: number
  most?: number
  /** Least likeness, 0 to 1. */
  least?: number
}

/**
 * Petitions of the same matter as a title, the likest first; hidden ones are left out. Words of the title find
 * candidates by the index of searches, and what tells of the matter decides (`similar.rules.ts`).
 */
export async function similarTo(db: Db, title: string, wanted: Wanted) {
  const { states, except, most = 5, least = likelyTheSame } = wanted
  const found = await searching(db, async (tx) => [
    ...(await candidates(tx, keysToLookUp(title))),
    ...(states.includes('received') ? await waiting(tx) : []),
  ])
  const likenesses = new Map(
    found
      .filter(({ id }) => id !== except)
      .map((one) => [one.id, likenessOf(title, one.title)] as const)
      .filter(([, likeness]) => likeness >= least),
  )
  const likest = [...likenesses].toSorted((a, b) => b[1] - a[1] || b[0] - a[0]).slice(0, most * 3)
  const lines = await similarLines(
    db,
    likest.map(([id]) => id),
    states,
  )
  return lines
    .map((line) => ({
      ...line,
      // Whatever is looked through here was sent, and what was sent has a number.
      number: line.number!,
      closesAt: line.closesAt?.toISOString() ?? null,
      answeredAt: line.answeredAt?.toISOString() ?? null,
      likeness: likenesses.get(line.id)!,
    }))
    .toSorted((a, b) => b.likeness - a.likeness || b.id - a.id)
    .slice(0, most)
}
