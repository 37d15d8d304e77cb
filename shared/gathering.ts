import { z } from 'zod'
import { FormState } from './forms.ts'
import { Dong } from './settings.ts'
import { LimitLine, ZoneRow } from './town-halls.desk.ts'
import { townHallStates } from './town-halls.ts'
import { Day, Instant, lineText } from './wire.ts'

/** The most people who may be in one hall on these days, as in an epidemic. */
export const GatheringLimitBody = z
  .object({
    fromDay: Day,
    untilDay: Day,
    seats: z.coerce.number().int().min(0).max(100_000),
    reason: lineText(200, 2),
  })
  .refine(({ fromDay, untilDay }) => fromDay <= untilDay, { message: 'ends-early', path: ['untilDay'] })
  .meta({ id: 'GatheringLimitBody' })
export type GatheringLimitBody = z.infer<typeof GatheringLimitBody>

/** A sitting on a day of a limit. `over` people hold seats beyond it: an officer decides who moves online. */
export const TouchedSitting = z.object({
  townHallId: z.int(),
  sittingId: z.int(),
  titleKo: z.string(),
  titleEn: z.string(),
  name: z.string(),
  state: z.enum(townHallStates),
  startsAt: Instant,
  held: LimitLine.shape.held,
  over: z.int(),
})
export type TouchedSitting = z.infer<typeof TouchedSitting>

export const GatheringLimitRow = z
  .object({
    id: z.int(),
    fromDay: Day,
    untilDay: Day,
    seats: z.int(),
    reason: z.string(),
    by: z.string().nullable(),
    createdAt: Instant,
    liftedAt: Instant.nullable(),
    touches: z.array(TouchedSitting),
  })
  .meta({ id: 'GatheringLimit' })
export type GatheringLimitRow = z.infer<typeof GatheringLimitRow>

export const GatheringLimitsProps = z.object({
  limits: z.array(GatheringLimitRow),
  form: FormState,
  today: Day,
})
export type GatheringLimitsProps = z.infer<typeof GatheringLimitsProps>

/** 권역 from a day on. Where the code exists, the one before ends on that day. */
export const ZoneBody = z
  .object({
    code: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
    nameKo: lineText(40, 1),
    nameEn: lineText(60, 1),
    fromDay: Day,
    dongs: z
      .union([z.array(z.string().max(40)).max(30), z.string().max(40)])
      .default([])
      .transform((value) => [...new Set([value].flat())]),
  })
  .meta({ id: 'ZoneBody' })
export type ZoneBody = z.infer<typeof ZoneBody>

export const ZonesProps = z.object({
  zones: z.array(ZoneRow),
  dongs: z.array(Dong),
  /** The code of the zone whose form came back; empty for a new one, null for none. */
  wrong: z.object({ row: z.string(), state: FormState }).nullable(),
  today: Day,
})
export type ZonesProps = z.infer<typeof ZonesProps>
