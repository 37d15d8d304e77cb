import type { LiveOp } from '../../../shared/live.commands.ts'
import { liveLimits, type RoomPhase } from '../../../shared/live-states.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { publicQuestionStates, type QuestionState } from '../../../shared/town-hall-states.ts'
import type { ProblemCode } from '../../../shared/problems.ts'
import { personalDataIn } from '../../petitions/filing/personal-data.rules.ts'

export type LiveRole = 'public' | 'guest' | 'registered' | 'host' | 'screen'

/** Who may send a command, while the room stands how; of a question: whose, and in which states. */
export type CommandRule = {
  roles: readonly LiveRole[]
  phases: readonly RoomPhase[]
  states?: readonly QuestionState[]
  own?: boolean
}

const attendees = ['guest', 'registered'] as const
const hosts = ['host'] as const
const preparing = ['waiting', 'rehearsal', 'open', 'paused'] as const
const running = ['rehearsal', 'open', 'paused'] as const
const always = [...preparing, 'ended'] as const
const told = publicQuestionStates
const undecided = ['received', 'held', ...told] as const

/** Every command there is: what is not listed cannot happen. */
export const commandRules: Record<LiveOp, CommandRule> = {
  ask: { roles: attendees, phases: ['open'] },
  edit: { roles: attendees, phases: ['open', 'paused'], states: ['received', 'published'], own: true },
  withdraw: { roles: attendees, phases: always, states: ['received', 'held', 'published'], own: true },
  vote: { roles: attendees, phases: ['waiting', 'open'], states: ['published', 'queued'] },
  'poll-vote': { roles: attendees, phases: ['open'] },
  react: { roles: attendees, phases: ['open'] },

  // After the end, what nobody has looked at yet can still be looked at.
  publish: { roles: hosts, phases: always, states: ['received', 'held'] },
  hold: { roles: hosts, phases: always, states: ['received', 'published', 'queued', 'to-answer'] },
  merge: { roles: hosts, phases: preparing, states: ['received', 'held', 'published', 'queued'] },
  queue: { roles: hosts, phases: preparing, states: ['published', 'answered', 'to-answer'] },
  unqueue: { roles: hosts, phases: preparing, states: ['queued'] },
  order: { roles: hosts, phases: preparing },
  stage: { roles: hosts, phases: running, states: ['published', 'queued', 'answered', 'to-answer'] },
  unstage: { roles: hosts, phases: running },
  answered: { roles: hosts, phases: running, states: ['published', 'queued', 'on-stage', 'to-answer'] },
  later: { roles: hosts, phases: running, states: ['published', 'queued', 'on-stage', 'answered'] },
  reply: { roles: hosts, phases: always, states: told },
  label: { roles: hosts, phases: always, states: undecided },
  translate: { roles: hosts, phases: always, states: undecided },
  'proxy-ask': { roles: hosts, phases: running },
  'poll-add': { roles: hosts, phases: preparing },
  'poll-open': { roles: hosts, phases: ['rehearsal', 'open'] },
  'poll-close': { roles: hosts, phases: running },
  caption: { roles: hosts, phases: ['open', 'paused'] },
  show: { roles: hosts, phases: preparing },
  rules: { roles: hosts, phases: preparing },
  rehearse: { roles: hosts, phases: ['waiting'] },
  open: { roles: hosts, phases: ['waiting', 'rehearsal'] },
  pause: { roles: hosts, phases: ['open'] },
  resume: { roles: hosts, phases: ['paused'] },
  close: { roles: hosts, phases: ['rehearsal', 'open', 'paused'] },
}

const notNow: Record<RoomPhase, ProblemCode> = {
  waiting: 'room-not-open',
  rehearsal: 'room-not-open',
  open: 'not-allowed-now',
  paused: 'room-paused',
  ended: 'room-ended',
}

/**
 * Whether someone may send a command in a room that stands so.
 * @returns why not, or null
 */
export function refusalOf(op: LiveOp, role: LiveRole, phase: RoomPhase): ProblemCode | null {
  const { roles, phases } = commandRules[op]
  if (!roles.includes(role)) return role === 'public' ? 'sign-in-required' : 'not-allowed'
  if (phases.includes(phase)) return null
  return roles === hosts && phase !== 'ended' ? 'not-allowed-now' : notNow[phase]
}

export type Asked = {
  state: QuestionState
  personId: number | null
  rehearsal: boolean
}

/**
 * Whether a command may touch this question. In a rehearsal only what was made in it, and otherwise only the rest.
 * @returns why not, or null
 */
export function questionRefusalOf(
  op: LiveOp,
  question: Asked,
  { phase, personId }: { phase: RoomPhase; personId: number | null },
): ProblemCode | null {
  const { states, own } = commandRules[op]
  if (own && question.personId !== personId) return 'not-yours'
  if (question.rehearsal !== (phase === 'rehearsal')) return 'room-rehearsing'
  return states && !states.includes(question.state) ? 'question-decided' : null
}

/** @throws Refusal as `refusalOf` says */
export function mustBeAllowed(op: LiveOp, role: LiveRole, phase: RoomPhase) {
  const code = refusalOf(op, role, phase)
  if (code) throw new Refusal(code)
}

/** Until when its asker may change a question, or take it back once it is public. */
export const editableUntil = (at: Date) => new Date(at.getTime() + liveLimits.editSeconds * 1000)

/** Most questions of one person in a room, and the fewest seconds between two. @throws Refusal */
export function mustKeepPace(askedAt: readonly Date[], slowSeconds: number, now: Date) {
  if (askedAt.length >= liveLimits.questionsEach)
    throw new Refusal('room-questions-enough', { params: { most: liveLimits.questionsEach } })
  const last = Math.max(0, ...askedAt.map((at) => at.getTime()))
  const seconds = Math.ceil((last + (slowSeconds || liveLimits.slowSeconds) * 1000 - now.getTime()) / 1000)
  if (seconds > 0) throw new Refusal('room-slow-mode', { params: { seconds } })
}

export const isTold = (state: QuestionState) => (publicQuestionStates as readonly string[]).includes(state)

/** A text with the personal data in it covered; null where none was found. */
export function maskedText(text: string): string | null {
  const found = personalDataIn(text)
  if (found.length === 0) return null
  let [masked, at] = ['', 0]
  for (const { from, to } of found) {
    masked += `${text.slice(at, from)}○○○`
    at = to
  }
  return masked + text.slice(at)
}

export const holdsPersonalData = (text: string) => personalDataIn(text).length > 0
