import { z } from 'zod'
import { Email } from './accounts.ts'
import { Phone } from './filing.ts'
import { FormState } from './forms.ts'
import { Dong } from './settings.ts'
import { DeskParty, DeskSitting } from './town-halls.desk.ts'
import {
  accessNeeds,
  attendanceModes,
  FormQuestion,
  participantKinds,
  partyStates,
  RegistrationBody,
  RegistrationChange,
  townHallForms,
  townHallStates,
} from './town-halls.ts'
import { Instant, Lang, lineText } from './wire.ts'

const reason = lineText(300, 2)
const nothing = z.literal('').transform(() => null)

/** Someone who called or came, entered by an officer. Sending it twice under one `partyId` is one registration. */
export const RegistrationFor = RegistrationBody.omit({ overFourteen: true })
  .extend({
    reserved: z.boolean().default(false),
    phone: z.union([nothing, Phone]).nullable().default(null),
    email: z.union([nothing, Email]).nullable().default(null),
    lang: Lang.default('ko'),
  })
  .meta({ id: 'TownHallRegistrationFor' })
export type RegistrationFor = z.infer<typeof RegistrationFor>

/** To another way of taking part or another sitting; `agreement` says how the party agreed. */
export const PartyMove = z
  .object({ sittingId: z.coerce.number().int().positive(), mode: z.enum(attendanceModes), agreement: reason })
  .meta({ id: 'TownHallPartyMove' })
export type PartyMove = z.infer<typeof PartyMove>

export const PartyReason = z.object({ reason }).meta({ id: 'TownHallPartyReason' })

/** Who belongs to a party from now on: one with an `id` stays, with the same ticket; one without is new. */
export const PartyPeople = RegistrationChange.pick({ members: true })
  .extend({ reason })
  .meta({ id: 'TownHallPartyPeople' })
export type PartyPeople = z.infer<typeof PartyPeople>

/** A party was told by phone what there was to tell, up to the call with this id. */
export const PartyTold = z
  .object({ last: z.coerce.number().int().positive() })
  .meta({ id: 'TownHallPartyTold' })
/** What was told. */
export const PartyToldReply = z.object({ told: z.array(z.string()) }).meta({ id: 'TownHallPartyToldReply' })

/** Names and contact of a party, for a reason that is recorded. */
export const PartyNames = z
  .object({
    members: z.array(
      z.object({ id: z.int(), name: z.string(), code: z.string(), needs: z.array(z.enum(accessNeeds)) }),
    ),
    phone: z.string().nullable(),
    email: z.string().nullable(),
  })
  .meta({ id: 'TownHallPartyNames' })
export type PartyNames = z.infer<typeof PartyNames>

export const PartyActReply = z
  .object({ id: z.int(), state: z.enum(partyStates), sittingId: z.int(), mode: z.enum(attendanceModes) })
  .meta({ id: 'TownHallPartyActReply' })
export type PartyActReply = z.infer<typeof PartyActReply>

export const deskPartyActs = ['accept', 'decline', 'offer', 'move', 'cancel'] as const
export type DeskPartyAct = (typeof deskPartyActs)[number]

const Hall = z.object({
  id: z.int(),
  state: z.enum(townHallStates),
  form: z.enum(townHallForms),
  titleKo: z.string(),
  titleEn: z.string(),
  formQuestions: z.array(FormQuestion),
})

export const DeskPartyProps = z.object({
  hall: Hall,
  sittings: z.array(DeskSitting),
  party: DeskParty.extend({ note: z.string(), answers: z.record(z.string(), z.string()), lang: Lang }),
  /** Names and contact, after a re-check and for a reason; null until then. */
  known: PartyNames.nullable(),
  /** What it is to be told by phone, the oldest first. */
  calls: z.array(z.object({ id: z.int(), what: z.string(), at: Instant })),
  /** What officers did with it, the newest first. */
  history: z.array(
    z.object({ at: Instant, act: z.string(), by: z.string().nullable(), why: z.string().nullable() }),
  ),
  acts: z.array(z.enum(deskPartyActs)),
  mayAsk: z.boolean(),
  /** The form that came back, and which. */
  wrong: z.object({ act: z.enum([...deskPartyActs, 'names', 'people']), state: FormState }).nullable(),
  done: z.string().nullable(),
  dongs: z.array(Dong),
})
export type DeskPartyProps = z.infer<typeof DeskPartyProps>

export const RegisterForProps = z.object({
  hall: Hall,
  sittings: z.array(DeskSitting),
  modes: z.array(z.enum(attendanceModes)),
  kinds: z.array(z.enum(participantKinds)),
  dongs: z.array(Dong),
  partyId: z.string(),
  form: FormState,
})
export type RegisterForProps = z.infer<typeof RegisterForProps>

/** One person of the printed list. */
export const PersonLine = z.object({
  name: z.string(),
  party: z.int(),
  state: z.enum(partyStates),
  mode: z.enum(attendanceModes),
  kind: z.enum(participantKinds),
  dong: z.string().nullable(),
  needs: z.array(z.enum(accessNeeds)),
  reserved: z.boolean(),
  walkIn: z.boolean(),
})
export const PeopleListProps = z.object({
  hall: Hall,
  sittings: z.array(DeskSitting.extend({ people: z.array(PersonLine) })),
  dongs: z.array(Dong),
  now: Instant,
})
export type PeopleListProps = z.infer<typeof PeopleListProps>
