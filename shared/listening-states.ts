/** Closed lists and limits of 영등포1번가, for pages and servers alike. */
export const listeningStates = ['planned', 'held', 'cancelled'] as const
export type ListeningState = (typeof listeningStates)[number]

/** What the desk's list of events shows. */
export const eventTabs = ['mine', 'planned', 'all'] as const
export type EventTab = (typeof eventTabs)[number]

/** What was done about an opinion at once: heard, handled on the spot, or an answer is owed. */
export const opinionHandlings = ['heard', 'on-the-spot', 'to-answer'] as const
export type OpinionHandling = (typeof opinionHandlings)[number]

/** Opinions that residents send online wait for an officer's look before anyone reads them. */
export const opinionStates = ['received', 'published', 'held'] as const
export type OpinionState = (typeof opinionStates)[number]

/** Kinds of people at an event, counted without names. */
export const participantGroups = [
  'residents',
  'multicultural',
  'seniors',
  'youth',
  'parents',
  'disabled',
  'merchants',
  'officials',
  'other',
] as const
export type ParticipantGroup = (typeof participantGroups)[number]
export type Participants = Partial<Record<ParticipantGroup, number>>

/** Letters, but `opinions` and `photos` are how many of an event; `people` how many of one kind. */
export const listeningLimits = {
  title: 100,
  text: 1_000,
  outcome: 500,
  notes: 5_000,
  place: 200,
  host: 60,
  partner: 100,
  raisedBy: 60,
  contact: 254,
  alt: 200,
  reason: 500,
  people: 100_000,
  opinions: 200,
  photos: 20,
}

/** Who heard a wish to be contacted and owes no answer keeps the contact so many days, no longer. */
export const contactDays = 15

export const peopleOf = (participants: Participants): number =>
  Object.values(participants).reduce((sum, count) => sum + count, 0)
