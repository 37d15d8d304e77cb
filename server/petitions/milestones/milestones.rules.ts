import type { PublicationState, ResponseKind, ResponseState } from '../../../shared/states.ts'
import { dueAfter, type Holidays } from '../../settings/clock.rules.ts'
import { endedStates, owe } from '../petitions.rules.ts'

type Petition = {
  state: PublicationState
  response: ResponseState
  responseKind: ResponseKind | null
  responseDueAt: Date | null
  mayorDays: number | null
  departmentDays: number | null
}

/** What becomes owed, or null where nothing new does. */
export type Owed = { responseKind: 'mayor' | 'department'; responseDueAt: Date }

/** Reaching the threshold makes the mayor owe an answer, unless it was answered or ended without one. */
export function owedAtEstablishment(petition: Petition, at: Date, holidays: Holidays): Owed | null {
  return newlyOwed(petition, 'mayor', at, petition.mayorDays, holidays)
}

/**
 * Closing below the line makes the department owe an answer; an established petition is the mayor's.
 * The window ends at 24:00, so that the days are counted from the day that ended with it.
 */
export function owedAtClosing(
  petition: Petition & { closesAt: Date },
  established: boolean,
  holidays: Holidays,
): Owed | null {
  if (established) return null
  return newlyOwed(petition, 'department', lastMoment(petition.closesAt), petition.departmentDays, holidays)
}

/** By when a department answers what closes at an instant. */
export const departmentDueAfter = (closesAt: Date, days: number, holidays: Holidays) =>
  dueAfter(lastMoment(closesAt), days, holidays).at

const lastMoment = (closesAt: Date) => new Date(closesAt.getTime() - 1)

function newlyOwed(
  petition: Petition,
  kind: 'mayor' | 'department',
  from: Date,
  days: number | null,
  holidays: Holidays,
): Owed | null {
  if (days === null || (endedStates as readonly string[]).includes(petition.state)) return null
  const dueAt = dueAfter(from, days, holidays).at
  const next = owe(petition, kind, dueAt)
  return next.response === 'due' && next.responseDueAt === dueAt
    ? { responseKind: kind, responseDueAt: dueAt }
    : null
}

/**
 * How many rounds of `everyDays` calendar days an answer has been awaited: one reminder of an interim answer each.
 * @param since when the answer became due: establishment or closing
 */
export const interimRounds = (since: Date, everyDays: number, now: Date) =>
  Math.max(0, Math.floor((now.getTime() - since.getTime()) / (everyDays * 86_400_000)))
