import { z } from 'zod'
import { Instant } from './wire.ts'

/** The rule of every draw, as it is published with its result. */
export const drawRule =
  'Parties in ascending order of SHA-256(seed + partyId), both as UTF-8, compared as lower-case hex'

/**
 * A draw as anyone can compute it again: before it, the hash of the seed; after it, the seed and the order.
 * `parties` are the ids that browsers chose at random, the first drawn first.
 */
export const DrawResult = z
  .object({
    townHallId: z.int(),
    rule: z.string(),
    /** SHA-256 of the seed, published with the announcement. */
    seedHash: z.string(),
    seed: z.string().nullable(),
    drawnAt: Instant.nullable(),
    sittings: z.array(z.object({ id: z.int(), parties: z.array(z.string()) })),
  })
  .meta({ id: 'TownHallDraw' })
export type DrawResult = z.infer<typeof DrawResult>
