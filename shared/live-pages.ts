import { z } from 'zod'
import { LiveSnapshot } from './live.ts'
import { questionLists } from './live-states.ts'
import { hallStages } from './town-hall-pages.ts'
import { Department } from './settings.ts'
import { Instant } from './wire.ts'

/** Names of dongs in the reader's language, by code. */
const Dongs = z.record(z.string(), z.string())

const LiveHall = z.object({
  id: z.int(),
  title: z.string(),
  stage: z.enum(hallStages),
  startsAt: Instant,
})

/** The room on an attendee's phone; for visitors the same, to be read only. */
export const LiveProps = z.object({
  hall: LiveHall,
  snapshot: LiveSnapshot,
  dongs: Dongs,
  list: z.enum(questionLists),
  /** An opaque word for this person: what the browser keeps for one is never sent by another. */
  who: z.string(),
})
export type LiveProps = z.infer<typeof LiveProps>

/** The projector: public data only. */
export const ScreenProps = z.object({
  hall: LiveHall,
  snapshot: LiveSnapshot,
  dongs: Dongs,
  /** Where phones join: short, and as the dark squares of a QR code in one path. */
  join: z.object({ address: z.string(), size: z.int(), path: z.string() }),
})
export type ScreenProps = z.infer<typeof ScreenProps>

/** The host's desk. */
export const HostProps = z.object({
  hall: LiveHall,
  snapshot: LiveSnapshot,
  dongs: Dongs,
  departments: z.array(Department.pick({ id: true, nameKo: true, nameEn: true })),
})
export type HostProps = z.infer<typeof HostProps>
