import { z } from 'zod'
import { type FieldProblem, fieldProblems } from '../../shared/forms.ts'
import { problems } from '../../shared/problems.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Lang } from '../../shared/wire.ts'
import { refusedField } from '../platform/http/forms.ts'

/**
 * Does what a form asks for. Null when it is done; else what to change, and the status that says so.
 * @param field where a refusal is shown that names none
 */
export async function posted(
  change: () => Promise<void>,
  field: string,
  lang: Lang,
): Promise<{ found: FieldProblem[]; status: number } | null> {
  try {
    await change()
    return null
  } catch (error) {
    if (error instanceof z.ZodError) return { found: fieldProblems(error, lang), status: 422 }
    const found = refusedField(error, field, lang)
    return { found, status: error instanceof Refusal ? problems[error.code].status : 500 }
  }
}
