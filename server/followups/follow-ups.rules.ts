import { followUpLimits, type FollowUpState, isSettled } from '../../shared/follow-up-states.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Officer } from '../accounts/permissions.rules.ts'

type State = FollowUpState

const from = (...states: State[]) => states
/** What settles a promise; joining another card is a step of its own (`mergeCards`). */
const endings = from('done', 'impossible', 'transferred')
/** What was settled and turns out not to be is taken up again. */
const again = from('reviewing', 'doing')

/** Every change of state that an officer can make. What is not listed here cannot happen; undoing puts back what was. */
export const moves: Record<State, readonly State[]> = {
  received: from('reviewing', 'doing', 'planned', 'long-term', ...endings),
  reviewing: from('doing', 'planned', 'long-term', ...endings),
  doing: from('reviewing', 'planned', 'long-term', ...endings),
  planned: from('reviewing', 'doing', 'long-term', ...endings),
  'long-term': from('reviewing', 'doing', 'planned', ...endings),
  done: again,
  impossible: again,
  transferred: again,
  merged: [],
}

type Card = { state: State; dueAt: Date; firstDueAt: Date; settledAt: Date | null }
type Wish = { state: State; publicNote: string; transferredTo: string }
export type Moved = Pick<Card, 'state' | 'settledAt'> & { transferredTo: string | null }

/**
 * Where a card goes.
 * @throws Refusal `not-allowed-now`; `impossible-needs-reason`, `transfer-needs-body`, `reopening-needs-reason`, each at its field
 */
export function advanceCard(card: Pick<Card, 'state'>, wish: Wish, at: Date): Moved {
  const { state, publicNote, transferredTo } = wish
  if (!moves[card.state].includes(state)) throw new Refusal('not-allowed-now')
  const silent = publicNote.trim() === ''
  if (state === 'impossible' && silent) throw new Refusal('impossible-needs-reason', { field: 'publicNote' })
  if (isSettled(card.state) && silent) throw new Refusal('reopening-needs-reason', { field: 'publicNote' })
  const passed = state === 'transferred'
  if (passed && transferredTo.trim() === '')
    throw new Refusal('transfer-needs-body', { field: 'transferredTo' })
  return { state, settledAt: isSettled(state) ? at : null, transferredTo: passed ? transferredTo : null }
}

/** Past the day that was promised first, and not settled: a later day that was given since hides nothing. */
export const isLate = ({ state, firstDueAt }: Pick<Card, 'state' | 'firstDueAt'>, now: Date) =>
  !isSettled(state) && now >= firstDueAt

const longestMs = 366 * 86_400_000

/** A later day. @throws Refusal `not-allowed-now`, `reason-required`, `date-must-be-later`, `date-too-far` */
export function mustExtend(card: Card, toDueAt: Date, reason: string, now: Date) {
  if (isSettled(card.state)) throw new Refusal('not-allowed-now')
  if (reason.trim() === '') throw new Refusal('reason-required', { field: 'reason' })
  if (toDueAt <= card.dueAt || toDueAt <= now) throw new Refusal('date-must-be-later', { field: 'day' })
  if (toDueAt.getTime() - Math.max(card.dueAt.getTime(), now.getTime()) > longestMs)
    throw new Refusal('date-too-far', { field: 'day' })
}

type Held = { departmentId: number }
type Who = Pick<Officer, 'role' | 'departmentId'>

/** The team and the mayor's office see every card, a department its own. */
export const maySeeCard = (officer: Who, card: Held) =>
  officer.role === 'communication' ||
  officer.role === 'mayor' ||
  (officer.role === 'department' && officer.departmentId === card.departmentId)

/** Whose work it is, or the team that watches over all. The mayor's office reads. */
export const mayHandle = (officer: Who, card: Held) => officer.role !== 'mayor' && maySeeCard(officer, card)

/** @throws Refusal `changed-meanwhile` to whoever read an older version */
export function mustBeVersion(card: { version: number }, version: number) {
  if (card.version !== version) throw new Refusal('changed-meanwhile')
}

/** @throws Refusal `officer-elsewhere`: a card goes to an officer in service of its own department */
export function mustBelong(card: Held, assignee: { departmentId: number | null } | null) {
  if (assignee?.departmentId !== card.departmentId)
    throw new Refusal('officer-elsewhere', { field: 'officer' })
}

type Joined = { id: number; state: State }

/** @throws Refusal `not-allowed-now` for what is settled, `follow-up-target` for what nothing can be joined to */
export function mustMerge(card: Joined, target: Joined | null) {
  if (isSettled(card.state)) throw new Refusal('not-allowed-now')
  if (!target || target.id === card.id || isSettled(target.state))
    throw new Refusal('follow-up-target', { field: 'target' })
}

/** Whether a change can still be undone: it is the card's last one, within a day. */
export const mayUndo = (last: { before: unknown; at: Date } | null, now: Date) =>
  last !== null &&
  last.before !== null &&
  now.getTime() - last.at.getTime() <= followUpLimits.undoHours * 3_600_000

/** One form of a contact, so that the same phone or mailbox, written differently, hears once. */
export const contactKey = (contact: string) =>
  contact.includes('@')
    ? `email:${contact.normalize('NFC').trim().toLowerCase()}`
    : `phone:${contact.replace(/\D/g, '').replace(/^82/, '0')}`

/** Whether someone is told by mail; a phone number is called. */
export const isMail = (contact: string) => contact.includes('@')
