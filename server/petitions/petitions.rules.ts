import { Refusal } from '../../shared/refusal.ts'
import type { ListStage, PublicationState, ResponseKind, ResponseState, Step } from '../../shared/states.ts'

/** Every move there is. A move that is not listed here cannot happen. */
const moves: Record<PublicationState, Partial<Record<Step, PublicationState>>> = {
  draft: { submit: 'received' },
  received: {
    publish: 'open',
    ask: 'supplement_requested',
    reject: 'rejected',
    transfer: 'transferred',
    merge: 'merged',
    withdraw: 'withdrawn',
  },
  supplement_requested: { resubmit: 'received', lapse: 'rejected', withdraw: 'withdrawn' },
  open: { close: 'closed', withdraw: 'withdrawn' },
  closed: {},
  rejected: {},
  transferred: {},
  merged: {},
  withdrawn: {},
}

/** States in which anyone may read that the petition exists. */
export const publicStates = ['open', 'closed', 'rejected', 'transferred', 'merged', 'withdrawn'] as const
/** States in which the review clock matters. */
export const reviewStates = ['received', 'supplement_requested'] as const
/** Ended without an answer being owed. */
export const endedStates = ['rejected', 'transferred', 'merged', 'withdrawn'] as const

export const isPublic = (state: PublicationState) => (publicStates as readonly string[]).includes(state)

/** Which steps a state allows, for buttons and tables. */
export const stepsFrom = (state: PublicationState) => Object.keys(moves[state]) as Step[]

/**
 * The state after a step.
 * @throws Refusal `not-allowed-now`; `already-established` when an author withdraws what the mayor owes an answer to
 */
export function advance(
  petition: { state: PublicationState; established: boolean },
  step: Step,
): PublicationState {
  const next = moves[petition.state][step]
  if (!next) throw new Refusal('not-allowed-now')
  if (step === 'withdraw' && petition.established) throw new Refusal('already-established')
  return next
}

type Response = { response: ResponseState; responseKind: ResponseKind | null; responseDueAt: Date | null }

/**
 * The response axis when something makes an answer due: establishment (the mayor) or closing below the line
 * (the department). What was answered stays answered, except that reaching the threshold obliges the mayor also where
 * the department answered before; what the mayor owes stays the mayor's.
 */
export function owe(current: Response, kind: 'mayor' | 'department', dueAt: Date): Response {
  const byDepartment = current.responseKind === 'department'
  if (current.response === 'answered' && !(kind === 'mayor' && byDepartment)) return current
  if (current.response === 'due' && current.responseKind === 'mayor') return current
  return { response: 'due', responseKind: kind, responseDueAt: dueAt }
}

/**
 * A later date for an answer that is due.
 * @throws Refusal `not-allowed-now`, `reason-required`, `date-must-be-later`
 */
export function extend(current: Response, toDueAt: Date, reason: string): Response {
  if (current.response !== 'due' || !current.responseDueAt) throw new Refusal('not-allowed-now')
  if (reason.trim() === '') throw new Refusal('reason-required', { field: 'reason' })
  if (toDueAt <= current.responseDueAt) throw new Refusal('date-must-be-later', { field: 'day' })
  return { ...current, responseDueAt: toDueAt }
}

/** Passing a case on needs a reason and another department; the date stands. */
export function passOn(departmentId: number | null, toDepartmentId: number, reason: string) {
  if (reason.trim() === '') throw new Refusal('reason-required', { field: 'reason' })
  if (departmentId === toDepartmentId) throw new Refusal('not-allowed-now', { field: 'department' })
}

type Staged = { state: PublicationState; closesAt: Date | null; response: ResponseState }

/** Which list a petition stands in. A petition can collect and await an answer at once; it is listed in both. */
export function stagesOf(petition: Staged, now: Date): ListStage[] {
  const stages: ListStage[] = []
  if (petition.state === 'open' && petition.closesAt !== null && now < petition.closesAt)
    stages.push('collecting')
  if (petition.response === 'due') stages.push('awaiting')
  if (petition.response === 'answered') stages.push('answered')
  if ((endedStates as readonly string[]).includes(petition.state)) stages.push('ended')
  return stages
}
