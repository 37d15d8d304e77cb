import type { PetitionSummary } from '../../shared/petitions.ts'
import type { TagState } from '../ui/states.ts'

type Stated = Pick<PetitionSummary, 'state' | 'established' | 'response' | 'responseKind'>

const answered = {
  mayor: 'answeredMayor',
  department: 'answeredDepartment',
  elsewhere: 'answeredElsewhere',
} as const

/** The one tag of a petition: what the office did, else how far the petition came. */
export function tagOf({ state, established, response, responseKind }: Stated): TagState {
  if (response === 'answered') return responseKind ? answered[responseKind] : 'answered'
  if (state === 'open') return established ? 'established' : 'open'
  return response === 'due' ? 'due' : state
}
