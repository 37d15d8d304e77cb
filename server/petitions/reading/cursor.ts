import { z } from 'zod'
import { petitionSorts } from '../../../shared/limits.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { listStages } from '../../../shared/states.ts'
import { Instant } from '../../../shared/wire.ts'

/** The last petition of a page: where the next one begins. It holds for one list in one order. */
const Place = z.tuple([
  z.enum(listStages),
  z.enum(petitionSorts),
  z.union([z.int().min(-2_147_483_648).max(2_147_483_647), Instant]),
  z.int().positive(),
])
export type Place = z.infer<typeof Place>

export const writeCursor = (place: Place) => Buffer.from(JSON.stringify(place)).toString('base64url')

/** @throws Refusal `cursor-unknown` for anything this list did not give out */
export function readCursor(text: string, [stage, sort]: [Place[0], Place[1]], instant: boolean) {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    throw new Refusal('cursor-unknown', { field: 'after' })
  }
  const place = Place.safeParse(value)
  const fits = place.success && place.data[0] === stage && place.data[1] === sort
  if (!fits || (typeof place.data[2] === 'string') !== instant) {
    throw new Refusal('cursor-unknown', { field: 'after' })
  }
  return { value: place.data[2], id: place.data[3] }
}
