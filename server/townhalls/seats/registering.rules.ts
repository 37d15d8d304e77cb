import { Refusal } from '../../../shared/refusal.ts'
import {
  type AttendanceMode,
  type FormQuestion,
  type ParticipantKind,
  registrationStage,
  type TownHallForm,
  type TownHallState,
} from '../../../shared/town-halls.ts'
import type { Group, Limits } from './seats.rules.ts'
import { modesOf } from '../townhalls.rules.ts'

type Hall = {
  state: TownHallState
  form: TownHallForm
  registrationOpensAt: Date
  registrationClosesAt: Date
  formQuestions: FormQuestion[]
}
export type Wish = {
  mode: AttendanceMode
  kind: ParticipantKind
  dong: string | null
  answers: Record<string, string>
}

/** @throws Refusal `not-found` for a draft, `registration-not-yet`, `registration-closed`, `sitting-begun` */
export function mustBeRegistering(hall: Hall, startsAt: Date, now: Date) {
  if (hall.state === 'draft') throw new Refusal('not-found')
  const stage = registrationStage(hall, now)
  if (stage === 'not-yet') throw new Refusal('registration-not-yet')
  if (stage === 'closed') throw new Refusal('registration-closed')
  mustNotHaveBegun(startsAt, now)
}

/** @throws Refusal `sitting-begun` */
export function mustNotHaveBegun(startsAt: Date, now: Date) {
  if (startsAt <= now) throw new Refusal('sitting-begun')
}

/**
 * Everything in a wish that this town hall cannot take, each at its field. Where seats are shared among dongs or
 * zones, who lives here says which; those who come for the matter need not.
 */
export function faultsIn(
  wish: Wish,
  hall: Hall,
  { quotas, quotasOpen }: Pick<Limits, 'quotas' | 'quotasOpen'>,
  dongs: ReadonlySet<string>,
): Refusal[] {
  const faults: Refusal[] = []
  if (!modesOf(hall.form).includes(wish.mode)) faults.push(new Refusal('mode-not-offered', { field: 'mode' }))
  const shared = !quotasOpen && quotas.some(({ kind }) => kind === 'dong' || kind === 'zone')
  if (wish.dong === null && shared && wish.kind === 'resident')
    faults.push(new Refusal('dong-required', { field: 'dong' }))
  if (wish.dong !== null && !dongs.has(wish.dong)) faults.push(new Refusal('dong-unknown', { field: 'dong' }))
  for (const question of hall.formQuestions) {
    const field = `answers.${question.id}`
    const answer = wish.answers[question.id] ?? ''
    if (question.required && answer === '') faults.push(new Refusal('answer-required', { field }))
    else if (answer !== '' && question.choices.length > 0 && !question.choices.includes(answer))
      faults.push(new Refusal('answer-unknown', { field }))
  }
  return faults
}

/** Answers to questions of this form; what it does not ask is not kept. */
export function answersTo(questions: readonly FormQuestion[], answers: Record<string, string>) {
  return Object.fromEntries(questions.flatMap(({ id }) => (answers[id] ? [[id, answers[id]] as const] : [])))
}

/** How the people of a party count. */
export const groupOf = (
  about: Pick<Group, 'mode' | 'kind' | 'dong' | 'reserved'>,
  people: readonly { needs: readonly string[] }[],
): Group => ({
  mode: about.mode,
  kind: about.kind,
  dong: about.dong,
  reserved: about.reserved,
  people: people.length,
  wheelchairs: people.filter(({ needs }) => needs.includes('wheelchair')).length,
})
