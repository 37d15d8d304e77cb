import { z } from 'zod'
import { langs } from './limits.ts'

export const Lang = z.enum(langs)
export type Lang = z.infer<typeof Lang>

/** An instant on the wire: ISO 8601 in UTC. */
export const Instant = z.iso.datetime()
/** A calendar day in Seoul, `2026-11-24`. */
export const Day = z.iso.date()

/** Half of a surrogate pair, or a control character that no keyboard makes. */
const unreadable = /(?![\n\t\u0080-\u009f])[\p{Cs}\p{Cc}]/u

/** What a person wrote, several lines: NFC, `\n` line ends, nothing at the ends; otherwise as written. */
export const longText = (most: number, least = 0) =>
  z
    .string()
    // Before it is composed a text can be longer than it counts; what is far too long is refused uncomposed.
    .check(({ value, issues }) => {
      if (value.length <= most * 4) return
      issues.push({ code: 'too_big', origin: 'string', maximum: most, inclusive: true, input: value })
    })
    .transform((text) => text.replace(/\r\n?/g, '\n').normalize('NFC').trim())
    .pipe(
      z
        .string()
        .min(least)
        .max(most)
        .refine((text) => !unreadable.test(text), { message: 'unreadable' }),
    )

/** One line of what a person wrote. */
export const lineText = (most: number, least = 0) =>
  longText(most, least).pipe(z.string().refine((text) => !/[\n\t]/.test(text), { message: 'one-line' }))

/** One page of a list: `next` is a cursor for `after`, null on the last page. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable(),
    total: z.union([z.int(), z.literal('1000+')]),
  })

/** RFC 9457. `fields` names the form fields at fault, each with its sentence. */
export const ProblemReply = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    instance: z.string().optional(),
    fields: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })
export type ProblemReply = z.infer<typeof ProblemReply>
