import type { OpinionHandling, Participants } from '../../shared/listening-states.ts'

/** What a phone keeps of one event, and where each part of it stands. */
export type LoggedEvent = {
  id: string
  title: string
  series: string
  startsAt: string
  endsAt: string
  place: string
  dong: string | null
  host: string
  participants: Participants
  partner: string
  notes: string
}

export type Line = {
  id: string
  text: string
  handling: OpinionHandling
  category: string | null
  department: number | null
  dong: string | null
  raisedBy: string
  /** Gone from the phone once it was sent. */
  contact: string
  at: string
  /** Null while it waits. */
  sentAt: string | null
  dueAt: string | null
  /** Why the server did not take it, in a sentence; it waits to be changed. */
  problem: string | null
}

/** The picture itself lies beside, under `photo-<id>`. */
export type Photo = {
  id: string
  alt: string
  consent: boolean
  sentAt: string | null
  problem: string | null
}

export type Log = {
  event: LoggedEvent
  lines: Line[]
  photos: Photo[]
  /** The event was ended on the phone. */
  closed: boolean
  /** And the server knows. */
  closedSent: boolean
  /** Why the server did not take the event itself. */
  problem: string | null
}

/** What is typed and not yet saved. */
export type Draft = {
  text: string
  handling: OpinionHandling
  category: string
  department: string
  contact: string
  raisedBy: string
}
export const emptyDraft: Draft = {
  text: '',
  handling: 'heard',
  category: '',
  department: '',
  contact: '',
  raisedBy: '',
}

export const waits = ({ sentAt, problem }: { sentAt: string | null; problem: string | null }) =>
  sentAt === null && problem === null

export const waitingOf = ({ lines, photos, closed, closedSent }: Log) =>
  lines.filter(waits).length + photos.filter(waits).length + (closed && !closedSent ? 1 : 0)

/** Nothing of it is left to do: it can go from the phone. */
export const isThrough = (log: Log) =>
  log.closed && log.closedSent && [...log.lines, ...log.photos].every(({ sentAt }) => sentAt !== null)

/** A saved line out of what is typed. */
export const lineOf = (draft: Draft, dong: string | null, at: Date): Line => ({
  id: crypto.randomUUID(),
  text: draft.text.trim(),
  handling: draft.handling,
  category: draft.category || null,
  department: draft.department ? Number(draft.department) : null,
  dong,
  raisedBy: draft.raisedBy.trim(),
  contact: draft.contact.trim(),
  at: at.toISOString(),
  sentAt: null,
  dueAt: null,
  problem: null,
})

export const draftOf = (line: Line): Draft => ({
  text: line.text,
  handling: line.handling,
  category: line.category ?? '',
  department: line.department === null ? '' : String(line.department),
  contact: line.contact,
  raisedBy: line.raisedBy,
})
