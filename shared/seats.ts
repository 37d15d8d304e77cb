import { z } from 'zod'
import { limitKinds } from './town-halls.ts'

/** One limit of seats as the public sees it. */
export const SeatRoom = z.object({
  kind: z.enum(limitKinds),
  key: z.string(),
  /** Of the total: without those kept back for the office. */
  seats: z.int(),
  /** People who have or are offered a seat; more than `seats` where the limit was lowered. Null: few, but not none. */
  held: z.int().nullable(),
  /** People who wait, or who applied for a draw. Null: few, but not none. */
  waiting: z.int().nullable(),
  full: z.boolean(),
})
export type SeatRoom = z.infer<typeof SeatRoom>

/** Seats of a town hall, sitting by sitting. */
export const Seats = z
  .object({ sittings: z.array(z.object({ id: z.int(), rooms: z.array(SeatRoom) })) })
  .meta({ id: 'TownHallSeats' })
export type Seats = z.infer<typeof Seats>
