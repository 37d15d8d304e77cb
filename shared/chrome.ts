import { z } from 'zod'
import { roles, sizes, themes } from './limits.ts'
import { Instant, Lang } from './wire.ts'

/** How a reader wants pages to look; null follows the device. */
export const Display = z.object({ theme: z.enum(themes).nullable(), size: z.enum(sizes).nullable() })
export type Display = z.infer<typeof Display>

/** The page on which a reader chooses it; `back` is where to go on, with its language. */
export const DisplayProps = Display.extend({ back: z.string() })
export type DisplayProps = z.infer<typeof DisplayProps>

/** As the form sends it: nothing chosen is an empty text. */
export const DisplayForm = z.object({
  theme: z.enum(['', ...themes]).default(''),
  size: z.enum(['', ...sizes]).default(''),
  back: z.string().max(2000).default('/'),
})

/** What the frame around a page needs. Public pages know no one: `officer` is null on them. */
export const Chrome = z.object({
  lang: Lang,
  /** Path without language prefix and query. */
  path: z.string(),
  publicUrl: z.string(),
  demo: z.boolean(),
  /** Whether the demonstration's outbox page exists. */
  outbox: z.boolean().default(false),
  officer: z
    .object({
      name: z.string(),
      role: z.enum(roles),
      department: z.string().nullable(),
      /** When the desk signs out who does nothing until then. */
      signsOutAt: Instant,
    })
    .nullable(),
})
export type Chrome = z.infer<typeof Chrome>
