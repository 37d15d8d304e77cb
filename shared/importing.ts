import { z } from 'zod'
import { FormState } from './forms.ts'
import { Category } from './settings.ts'
import { Day, lineText, longText } from './wire.ts'

/** Most letters of what another site may have written, and most endorsements it may have counted. */
const most = { title: 300, content: 200_000, name: 60, count: 100_000_000 }

/** `2019.06.03` and `2019/6/3` are days, too. */
const day = z
  .string()
  .transform((text) =>
    text
      .trim()
      .replaceAll(/[./]\s*/g, '-')
      .replace(/-$/, ''),
  )
  .transform((text) =>
    text.replace(
      /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
      (_, y: string, m: string, d: string) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`,
    ),
  )
  .pipe(Day)
  .refine((text) => text >= '1990-01-01', { message: 'day' })

/** A petition of another site, a line of its file. A title stands on one line, whatever it was there. */
export const ImportedLine = z.object({
  petition_idx: z
    .union([z.string(), z.int().transform(String)])
    .transform((text) => text.trim())
    .pipe(z.string().regex(/^[\dA-Za-z][\dA-Za-z-]{0,39}$/)),
  title: z
    .string()
    .transform((text) => text.replace(/\s+/g, ' '))
    .pipe(lineText(most.title, 1)),
  /** Some wrote all they had to say in the title. */
  content: longText(most.content),
  category: lineText(most.name).default(''),
  begin: day,
  end: day,
  num_agree: z
    .union([
      z
        .string()
        .regex(/^\s*(\d{1,3}(,\d{3})+|\d+)\s*$/)
        .transform((text) => Number(text.replaceAll(',', ''))),
      z.number(),
    ])
    .pipe(z.int().min(0).max(most.count)),
  status: lineText(most.name).default(''),
})
export type ImportedLine = z.infer<typeof ImportedLine>

export const SourceName = lineText(most.name, 1)

/** Which category of ours a category of other sites is; none is the one of the empty name. */
export const MappingForm = z.object({ name: lineText(most.name), category: z.string().max(40) })
export type MappingForm = z.infer<typeof MappingForm>

export const SourceForm = z.object({
  source: z.coerce.number().int().positive(),
  ours: z.enum(['true']).optional(),
})
export type SourceForm = z.infer<typeof SourceForm>

/** Props of the desk's page about imports. */
export const ImportsProps = z.object({
  sources: z.array(
    z.object({ id: z.int(), name: z.string(), ours: z.boolean(), petitions: z.int(), endorsements: z.int() }),
  ),
  /** The empty name is where the others go; null is not decided yet. */
  mappings: z.array(z.object({ name: z.string(), category: z.string().nullable(), petitions: z.int() })),
  categories: z.array(Category),
  wrong: z.object({ row: z.string(), state: FormState }).nullable(),
})
export type ImportsProps = z.infer<typeof ImportsProps>
