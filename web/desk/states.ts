import type { DeskItem } from '../../shared/desk.ts'
import type { TagState } from '../ui/states.ts'

type Standing = Pick<DeskItem, 'state' | 'hidden' | 'response' | 'responseKind' | 'established'>

/** The one tag that says most of where a petition stands. */
export function stateOf({ state, hidden, response, responseKind, established }: Standing): TagState {
  if (hidden) return 'hidden'
  if (state === 'received') return 'reviewing'
  if (response === 'answered') return responseKind === 'mayor' ? 'answeredMayor' : 'answeredDepartment'
  if (state === 'open') return established ? 'established' : 'open'
  if (response === 'due') return 'due'
  return state
}
