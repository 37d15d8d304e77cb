import { z } from 'zod'
import { Instant } from './wire.ts'

export const AuditLine = z.object({
  id: z.int(),
  at: Instant,
  /** An officer by name; residents are never named. */
  who: z.object({ kind: z.enum(['resident', 'officer', 'system']), name: z.string().nullable() }),
  /** `noun.verb`, such as `petition.publish`. */
  act: z.string(),
  about: z.object({ kind: z.string(), id: z.string(), label: z.string() }),
  detail: z.array(z.object({ key: z.string(), value: z.string() })),
})
export type AuditLine = z.infer<typeof AuditLine>

export const AuditProps = z.object({
  entries: z.array(AuditLine),
  filter: z.object({ kind: z.string(), id: z.string() }),
  first: z.string().nullable(),
  next: z.string().nullable(),
  /** The newest seal of the chain. */
  seal: z.object({ position: z.int(), hash: z.string(), at: Instant }).nullable(),
  /** Where the check was asked for: the position of the first entry that does not fit, or null. */
  checked: z.object({ broken: z.int().nullable() }).nullable(),
})
export type AuditProps = z.infer<typeof AuditProps>
