import type { FollowUpState } from '../../shared/follow-up-states.ts'
import type { TagState } from '../ui/states.ts'

/** The tag of a promise; that it is late is said beside it, never by the tag. */
export const tagOf: Record<FollowUpState, TagState> = {
  received: 'received',
  reviewing: 'reviewing',
  doing: 'doing',
  planned: 'planned',
  'long-term': 'longTerm',
  done: 'kept',
  impossible: 'notKept',
  transferred: 'transferred',
  merged: 'merged',
}

/** In public everything that is owed is under way; what exactly is done with it stands on the page of the promise. */
export const publicTagOf: Record<FollowUpState, TagState> = {
  ...tagOf,
  received: 'doing',
  reviewing: 'doing',
  planned: 'doing',
  'long-term': 'doing',
}

type Ends = { state: FollowUpState; settledAt: string | null }

/** How the ruler of a promise ends: the day on which it was kept, or on which it was given up. */
export const endOf = ({ state, settledAt }: Ends) => ({
  kept: state === 'done' ? settledAt : null,
  gone: state === 'impossible' || state === 'transferred' || state === 'merged' ? settledAt : null,
})
