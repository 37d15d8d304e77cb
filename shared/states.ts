/** Publication: what readers may see of a petition. `hidden` is not a state (design: window and clocks run on). */
export const publicationStates = [
  'draft',
  'received',
  'supplement_requested',
  'open',
  'closed',
  'rejected',
  'transferred',
  'merged',
  'withdrawn',
] as const
export type PublicationState = (typeof publicationStates)[number]

/** What can be done to a petition's publication. */
export const steps = [
  'submit',
  'publish',
  'ask',
  'reject',
  'transfer',
  'merge',
  'withdraw',
  'resubmit',
  'lapse',
  'close',
] as const
export type Step = (typeof steps)[number]

/** The other axis: what the office owes. */
export const responseStates = ['none', 'due', 'answered'] as const
export type ResponseState = (typeof responseStates)[number]

/** Who answers: the mayor (established), a department (below the line), or another body (imported). */
export const responseKinds = ['mayor', 'department', 'elsewhere'] as const
export type ResponseKind = (typeof responseKinds)[number]

/** Filters of the public list, not a partition. */
export const listStages = ['collecting', 'awaiting', 'answered', 'ended', 'all'] as const
export type ListStage = (typeof listStages)[number]

export const answerStates = ['draft', 'submitted', 'approved', 'published'] as const
export type AnswerState = (typeof answerStates)[number]

/** How a petition or an endorsement came in. */
export const routes = ['online', 'visit', 'post', 'fax', 'phone', 'onsite'] as const
export type Route = (typeof routes)[number]
