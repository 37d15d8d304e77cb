import type { DeskAct, DeskDue, DeskTab } from '../../../shared/desk.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { PublicationState, ResponseState, Step } from '../../../shared/states.ts'
import type { Role } from '../../../shared/accounts.ts'
import { isPublic, stepsFrom } from '../petitions.rules.ts'

type Person = { role: Role; departmentId: number | null }
type Held = { departmentId: number | null; established: boolean }

/**
 * Which petitions an officer sees: the communication team all, a department what is assigned to it, the mayor's office
 * what was established. Everyone else none. `inScope` of desk.queries.ts says the same in SQL.
 */
export function maySee(officer: Person, petition: Held): boolean {
  switch (officer.role) {
    case 'communication':
      return true
    case 'department':
      return officer.departmentId !== null && officer.departmentId === petition.departmentId
    case 'mayor':
      return petition.established
    default:
      return false
  }
}

/** @throws Refusal `not-allowed` */
export function mustSee(officer: Person, petition: Held) {
  if (!maySee(officer, petition)) throw new Refusal('not-allowed')
}

/** @throws Refusal `changed-meanwhile` when the petition changed after the page was made on which someone decided */
export function mustBeAsSeen(updatedAt: Date, seen: string | undefined) {
  if (seen !== undefined && new Date(seen).getTime() !== updatedAt.getTime())
    throw new Refusal('changed-meanwhile')
}

type Standing = {
  state: PublicationState
  response: ResponseState
  hiddenAt: Date | null
  removed: boolean
}
const reviewing: Partial<Record<DeskAct, Step>> = {
  publish: 'publish',
  ask: 'ask',
  reject: 'reject',
  transfer: 'transfer',
  merge: 'merge',
}

/** What an officer can do with a petition now, for buttons; each act's own rule decides once more when it is done. */
export function actsOn(officer: Person, petition: Standing & Held): DeskAct[] {
  if (!maySee(officer, petition)) return []
  const can: DeskAct[] = []
  const team = officer.role === 'communication'
  const published = petition.state === 'open' || petition.state === 'closed'
  if (team) {
    const steps = stepsFrom(petition.state)
    for (const [act, step] of Object.entries(reviewing)) if (steps.includes(step)) can.push(act as DeskAct)
    if (petition.response === 'due') can.push('extend')
    if (isPublic(petition.state) && !petition.removed) can.push('hide')
    if (petition.hiddenAt) can.push('show')
    if (classifiable(petition.state)) can.push('classify')
  }
  if (published && petition.response !== 'answered' && (team || officer.role === 'department'))
    can.push('pass')
  return can
}

/** Category and dongs can be put right as long as something is still to come. */
export const classifiable = (state: PublicationState) =>
  ['received', 'supplement_requested', 'open', 'closed'].includes(state)

type Hidden = { state: PublicationState; hiddenAt: Date | null; removed: boolean }

/**
 * Hiding keeps window and clocks running; removing takes the page away too. What is hidden can still be removed.
 * @throws Refusal `not-allowed-now`, `reason-required`
 */
export function hide(petition: Hidden, reason: string, removed: boolean, at: Date) {
  const again = petition.hiddenAt !== null && (petition.removed || !removed)
  if (!isPublic(petition.state) || again) throw new Refusal('not-allowed-now')
  if (reason.trim() === '') throw new Refusal('reason-required', { field: 'reason' })
  return { hiddenAt: petition.hiddenAt ?? at, hiddenReason: reason, removed }
}

/** @throws Refusal `not-allowed-now` */
export function show(petition: Hidden) {
  if (petition.hiddenAt === null) throw new Refusal('not-allowed-now')
  return { hiddenAt: null, hiddenReason: null, removed: false }
}

type Dated = {
  state: PublicationState
  reviewDueAt: Date | null
  supplementDueAt: Date | null
  closesAt: Date | null
  response: ResponseState
  responseDueAt: Date | null
}

/** What is due next on a petition; in the queue of open ones their closing, whatever else is owed. */
export function nextDue(petition: Dated, tab?: DeskTab): DeskDue | null {
  const due = (what: DeskDue['what'], at: Date | null) => at && { what, at: at.toISOString() }
  if (petition.state === 'received') return due('review', petition.reviewDueAt)
  if (petition.state === 'supplement_requested') return due('supplement', petition.supplementDueAt)
  if (petition.response === 'due' && tab !== 'open') return due('answer', petition.responseDueAt)
  return petition.state === 'open' ? due('closing', petition.closesAt) : null
}

/** The queue in which a petition is worked on. */
export function tabOf(petition: {
  state: PublicationState
  response: ResponseState
  hidden: boolean
}): DeskTab {
  if (petition.hidden) return 'hidden'
  if (petition.state === 'received') return 'review'
  if (petition.state === 'supplement_requested') return 'supplement'
  if (petition.response === 'due') return 'answers'
  return petition.state === 'open' ? 'open' : 'all'
}
