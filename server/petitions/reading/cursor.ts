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

/** The last hit of a page of a search: how it was read, how good the hit was, its instant and id. */
const Hit = z.tuple([
  z.enum(listStages),
  z.literal('best'),
  z.int().min(0).max(9),
  z.literal([0, 1, 2, 3]),
  Instant,
  z.int().positive(),
])
export type Hit = z.infer<typeof Hit>

export const writeCursor = (place: Place | Hit) => Buffer.from(JSON.stringify(place)).toString('base64url')

/** @throws Refusal `cursor-unknown` for anything this list did not give out */
export function readCursor(text: string, [stage, sort]: [Place[0], Place[1]], instant: boolean) {
  const place = Place.safeParse(valueOf(text))
  const fits = place.success && place.data[0] === stage && place.data[1] === sort
  if (!fits || (typeof place.data[2] === 'string') !== instant) {
    throw new Refusal('cursor-unknown', { field: 'after' })
  }
  return { value: place.data[2], id: place.data[3] }
}

/** @throws Refusal `cursor-unknown` for anything a search of this list did not give out */
export function readHit(text: string, stage: Hit[0]) {
  const hit = Hit.safeParse(valueOf(text))
  if (!hit.success || hit.data[0] !== stage) throw new Refusal('cursor-unknown', { field: 'after' })
  const [, , reading, level, at, id] = hit.data
  return { reading, level, at, id }
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return null
  }
}
