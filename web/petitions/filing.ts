import type { FormState } from '../../shared/forms.ts'
import type { PetitionDraft } from '../../shared/petitions.ts'

/** What stands in a form, as the text of a petition. */
export function textTyped({ typed }: FormState): PetitionDraft {
  const one = (field: string) => String([typed[field] ?? ''].flat().at(-1) ?? '')
  return {
    title: one('title'),
    category: one('category'),
    problem: one('problem'),
    proposal: one('proposal'),
    effect: one('effect'),
    dongs: [typed.dongs ?? []].flat(),
    displayName: one('displayName'),
  }
}

export const problemOf = ({ problems }: FormState, field: string) =>
  problems.find((problem) => problem.field === field)?.message
