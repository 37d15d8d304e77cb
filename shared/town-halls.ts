import { z } from 'zod'
import {
  accessNeeds,
  attendanceModes,
  limitKinds,
  participantKinds,
  partyStates,
  townHallLimits,
} from './town-hall-states.ts'
import { Instant, lineText, longText } from './wire.ts'

export * from './town-hall-states.ts'

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
    /** Said by who registers for a first time: 14 or older. Once is enough. */
    overFourteen: z.boolean().default(false),
  })
  .meta({ id: 'TownHallRegistration' })
export type RegistrationBody = z.infer<typeof RegistrationBody>

/** What a party sends to change its registration. A member with an `id` stays, with the same ticket; without one is new. */
export const RegistrationChange = RegistrationBody.omit({
  partyId: true,
  sittingId: true,
  members: true,
  overFourteen: true,
})
  .extend({
    members: z
      .array(Member.extend({ id: z.int().positive().optional() }))
      .min(1)
      .max(townHallLimits.party),
  })
  .meta({ id: 'TownHallRegistrationChange' })
export type RegistrationChange = z.infer<typeof RegistrationChange>

/** What became of a registration. `position` counts waiting parties, first is 1. */
export const RegistrationReply = z
  .object({
    id: z.int(),
    partyId: z.string(),
    sittingId: z.int(),
    state: z.enum(partyStates),
    /** How the party takes part; `movedOnline` when a gathering limit left no room in the hall for it. */
    mode: z.enum(attendanceModes),
    movedOnline: z.boolean(),
    people: z.int(),
    position: z.int().nullable(),
    offerExpiresAt: Instant.nullable(),
    /** While it waits: limits that have no room for the whole party now. */
    lacking: z.array(z.object({ kind: z.enum(limitKinds), key: z.string() })),
  })
  .meta({ id: 'TownHallRegistrationReply' })
export type RegistrationReply = z.infer<typeof RegistrationReply>
