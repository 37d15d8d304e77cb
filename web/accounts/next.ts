import { dueDate } from '../../shared/dates.ts'
import type { MyPetition } from '../../shared/me.ts'
import type { Lang } from '../../shared/wire.ts'
import type { Messages } from '../messages/index.ts'
import type { TagState } from '../ui/states.ts'

type Stage = Pick<
  MyPetition,
  'state' | 'established' | 'response' | 'responseKind' | 'closesAt' | 'responseDueAt'
> &
  Partial<Pick<MyPetition, 'hidden' | 'reviewDueAt' | 'supplementDueAt'>>

/** The one state to show of a petition: the answer's, once there is one to speak of. */
export function tagOf({ state, hidden, established, response, responseKind }: Stage): TagState {
  if (hidden) return 'hidden'
  if (response === 'answered') return responseKind === 'mayor' ? 'answeredMayor' : 'answeredDepartment'
  if (state === 'open') return established ? 'established' : 'open'
  if (response === 'due') return 'due'
  return state
}

/** Where the author reads on: the receipt, until it stands in public. */
export const pathOf = ({ number, state }: Pick<MyPetition, 'number' | 'state'>) =>
  `/petitions/${number}${state === 'received' || state === 'supplement_requested' ? '/receipt' : ''}`

/** What happens next and by when, and the instant for its signal where there is one. */
export function nextOf(stage: Stage, t: Messages, lang: Lang): { text: string; at: string | null } {
  const words = t.accounts.next
  const { state, response, responseKind, closesAt, responseDueAt, reviewDueAt, supplementDueAt } = stage
  const by = (at: string) => dueDate(new Date(at), lang)
  if (response === 'answered') return { text: words.answered, at: null }
  if (response === 'due' && responseDueAt) {
    const text = responseKind === 'mayor' ? words.mayor : words.department
    return { text: text(by(responseDueAt)), at: responseDueAt }
  }
  if (state === 'open' && closesAt) return { text: words.closes(by(closesAt)), at: closesAt }
  if (state === 'received' && reviewDueAt) return { text: words.review(by(reviewDueAt)), at: reviewDueAt }
  if (state === 'supplement_requested' && supplementDueAt)
    return { text: words.supplement(by(supplementDueAt)), at: supplementDueAt }
  return { text: words.none, at: null }
}
