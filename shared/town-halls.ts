import { z } from 'zod'
import { Instant, lineText, longText } from './wire.ts'

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

/** A question of the registration form, answered in text or by a choice. */
export const FormQuestion = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,20}$/),
  labelKo: lineText(100, 1),
  labelEn: lineText(100, 1),
  choices: z.array(lineText(60, 1)).max(10),
  required: z.boolean(),
})
export type FormQuestion = z.infer<typeof FormQuestion>

/** One line of the programme (차례). `time` is HH:MM in Seoul. */
export const AgendaItem = z.object({
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  title: lineText(200, 1),
  who: lineText(60),
})
export type AgendaItem = z.infer<typeof AgendaItem>

/** One person of a party. The name is for the door and is sealed; nobody else reads it. */
export const Member = z.object({
  name: lineText(townHallLimits.name, 1),
  needs: z.array(z.enum(accessNeeds)).max(accessNeeds.length).default([]),
})
export type Member = z.infer<typeof Member>

/** What a party sends to register. Sending it twice under the same `partyId` gives the same answer. */
export const RegistrationBody = z
  .object({
    partyId: z.uuid(),
    sittingId: z.int().positive(),
    mode: z.enum(attendanceModes),
    kind: z.enum(participantKinds).default('resident'),
    dong: z.string().max(40).nullable().default(null),
    members: z.array(Member).min(1).max(townHallLimits.party),
    answers: z.record(z.string().max(20), lineText(500)).default({}),
    note: longText(500).default(''),
  })
  .meta({ id: 'TownHallRegistration' })
export type RegistrationBody = z.infer<typeof RegistrationBody>

/** What became of a registration. `position` counts waiting parties, first is 1. */
export const RegistrationReply = z
  .object({
    id: z.int(),
    state: z.enum(partyStates),
    position: z.int().nullable(),
    offerExpiresAt: Instant.nullable(),
    /** Limits that had no room for the whole party. */
    lacking: z.array(z.object({ kind: z.enum(quotaKinds), key: z.string() })),
  })
  .meta({ id: 'TownHallRegistrationReply' })
export type RegistrationReply = z.infer<typeof RegistrationReply>
