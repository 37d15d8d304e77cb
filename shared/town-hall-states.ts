/**
 * What town halls and registrations can be, and their numbers. Apart from the schemas that use them, so that no page
 * brings a schema library to a phone.
 */

/** Stages that are stored. Whether registration is open follows from its dates (`registrationStage`). */
export const townHallStates = ['draft', 'announced', 'live', 'ended', 'archived', 'cancelled'] as const
export type TownHallState = (typeof townHallStates)[number]

/** How one meets. `small-groups` (맞춤형) is several small sittings of one town hall, by 권역. */
export const townHallForms = ['in-person', 'online', 'hybrid', 'small-groups'] as const
export type TownHallForm = (typeof townHallForms)[number]

/** How one person takes part. */
export const attendanceModes = ['in-person', 'online'] as const
export type AttendanceMode = (typeof attendanceModes)[number]

/** 구민, 사업추진 관계자, 정책 제안자 */
export const participantKinds = ['resident', 'involved', 'proposer'] as const
export type ParticipantKind = (typeof participantKinds)[number]

/** Help that someone needs in the hall. A wheelchair takes an accessible seat. */
export const accessNeeds = [
  'wheelchair',
  'sign-language',
  'interpreter',
  'hearing-loop',
  'companion',
] as const
export type AccessNeed = (typeof accessNeeds)[number]

/** What a limit of seats counts. All limits that apply to someone must have room. */
export const quotaKinds = ['total', 'mode', 'dong', 'zone', 'participant', 'accessible', 'reserved'] as const
export type QuotaKind = (typeof quotaKinds)[number]

/** What can lack room: the limits of a sitting, and the gathering limit of its day. */
export const limitKinds = [...quotaKinds, 'gathering'] as const
export type LimitKind = (typeof limitKinds)[number]
/** One limit; `key` as in the table of quotas. */
export type Limit = { kind: LimitKind; key: string }

/**
 * A party is whoever registers together, all or none.
 * `applied` waits for a draw; `offered` holds seats until its time limit; the last three have left the list.
 */
export const partyStates = [
  'applied',
  'waiting',
  'offered',
  'confirmed',
  'declined',
  'expired',
  'cancelled',
] as const
export type PartyState = (typeof partyStates)[number]

/** Seats are given in order of registering, or by a draw that anyone can compute again. */
export const admissions = ['order', 'draw'] as const
export type Admission = (typeof admissions)[number]

export const townHallLimits = {
  title: 100,
  summary: 2_000,
  place: 200,
  name: 60,
  question: 280,
  /** People of one party. */
  party: 6,
  formQuestions: 8,
}

export const registrationStages = ['not-yet', 'open', 'closed'] as const
export type RegistrationStage = (typeof registrationStages)[number]

/** Whether one can register, by the rules' clock. */
export function registrationStage(
  hall: { state: TownHallState; registrationOpensAt: Date; registrationClosesAt: Date },
  now: Date,
): RegistrationStage {
  if (hall.state === 'draft' || now < hall.registrationOpensAt) return 'not-yet'
  return hall.state === 'announced' && now < hall.registrationClosesAt ? 'open' : 'closed'
}

/** Where a question stands. Who asked always sees it; the public sees those from `published` on, `held` never. */
export const questionStates = [
  'received',
  'published',
  'held',
  'merged',
  'queued',
  'on-stage',
  'answered',
  'to-answer',
  'withdrawn',
] as const
export type QuestionState = (typeof questionStates)[number]

/** States in which everyone may read a question. */
export const publicQuestionStates = ['published', 'queued', 'on-stage', 'answered', 'to-answer'] as const
