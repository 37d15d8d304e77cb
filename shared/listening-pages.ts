import { z } from 'zod'
import { FormState } from './forms.ts'
import { ListeningEvent, ListeningEventWhole, PublicOpinion } from './listening.ts'
import { Dong, Named } from './settings.ts'
import { Day, Instant } from './wire.ts'

/** The address of the public list. Without filter and month it shows the month that is. */
export const ListeningAddress = z.object({
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
    .optional(),
  dong: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional(),
  series: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional(),
  after: z.string().max(100).optional(),
})
export type ListeningAddress = z.infer<typeof ListeningAddress>

/** Sums over a year. */
export const ListeningSums = z.object({
  year: z.int(),
  events: z.int(),
  people: z.int(),
  opinions: z.int(),
  onTheSpot: z.int(),
  toAnswer: z.int(),
  answered: z.int(),
  policy: z.int(),
})
export type ListeningSums = z.infer<typeof ListeningSums>

export const ListeningProps = z.object({
  query: ListeningAddress,
  problem: z.string().nullable(),
  /** The month that is shown; null where a filter shows all months. */
  month: z.string().nullable(),
  today: Day,
  items: z.array(ListeningEvent),
  next: z.string().nullable(),
  total: z.int(),
  coming: z.array(ListeningEvent),
  series: z.array(Named.extend({ count: z.int() })),
  dongs: z.array(Dong),
  byDong: z.record(z.string(), z.int()),
  sums: ListeningSums,
})
export type ListeningProps = z.infer<typeof ListeningProps>

export const ListeningEventProps = z.object({
  event: ListeningEventWhole,
  dongs: z.array(Dong),
  now: Instant,
})
export type ListeningEventProps = z.infer<typeof ListeningEventProps>

/** Where an opinion is sent: an event, or the open box. */
export const OpinionFormProps = z.object({
  id: z.uuid(),
  event: z.object({ id: z.int(), title: z.string() }).nullable(),
  dongs: z.array(Dong),
  /** Someone signed in can be told at the account's address. */
  account: z.boolean(),
  form: FormState,
})
export type OpinionFormProps = z.infer<typeof OpinionFormProps>

export const OpinionSentProps = z.object({
  event: z.object({ id: z.int(), title: z.string() }).nullable(),
})
export type OpinionSentProps = z.infer<typeof OpinionSentProps>

/** What the open box holds that everyone may read. */
export const OpenBoxProps = z.object({
  items: z.array(PublicOpinion),
  next: z.string().nullable(),
  dongs: z.array(Dong),
  now: Instant,
})
export type OpenBoxProps = z.infer<typeof OpenBoxProps>
