import { z } from 'zod'
import { doorKinds, doorLimits, doorOutcomes } from './door-outcomes.ts'
import { FormState } from './forms.ts'
import { accessNeeds, participantKinds } from './town-hall-states.ts'
import { Instant, lineText } from './wire.ts'

/** Random bytes as a link or a phone carries them. */
const Token = z.string().regex(/^[\w-]{43}$/)

/** A phone opens its link: the token of the link, once, and the token that this phone made for itself. */
export const DoorClaim = z.object({ link: Token, token: Token }).meta({ id: 'DoorClaim' })

/** Exactly one of ticket, code and memberId says who it is. */
export const CheckIn = z
  .object({
    /** Chosen by the device: sent twice, it is one. */
    id: z.uuid(),
    ticket: z.string().max(300).optional(),
    code: z.string().max(40).optional(),
    memberId: z.int().positive().optional(),
    kind: z.enum(doorKinds),
    /** By the device's clock. */
    at: Instant,
    /** Decided by the device with the network gone: whoever it was, they went in. */
    offline: z.boolean().default(false),
  })
  .refine(
    ({ ticket, code, memberId }) => [ticket, code, memberId].filter((one) => one !== undefined).length === 1,
  )
  .meta({ id: 'CheckIn' })
export type CheckIn = z.infer<typeof CheckIn>

/** One check-in, or several in their order. */
export const CheckInBody = z.union([
  CheckIn,
  z.object({ items: z.array(CheckIn).min(1).max(doorLimits.batch) }),
])

/** People in the hall now, people who came at all, people who have a seat in the hall. */
export const DoorCount = z
  .object({ inside: z.int(), came: z.int(), expected: z.int() })
  .meta({ id: 'DoorCount' })
export type DoorCount = z.infer<typeof DoorCount>

/** The count with who is inside, since when, by member. */
export const DoorPresence = DoorCount.extend({ present: z.record(z.string(), Instant) }).meta({
  id: 'DoorPresence',
})
export type DoorPresence = z.infer<typeof DoorPresence>

export const CheckInOutcome = z
  .object({
    id: z.uuid(),
    kind: z.enum(doorKinds),
    outcome: z.enum(doorOutcomes),
    /** Decided on the device with the network gone, and contradicted here; the officer sees both stories. */
    conflict: z.boolean(),
    member: z
      .object({
        id: z.int(),
        /** Masked. */
        name: z.string(),
        needs: z.array(z.enum(accessNeeds)),
        /** Of the party: how many, and how many of them are inside now. */
        people: z.int(),
        inside: z.int(),
      })
      .nullable(),
    /** Inside already: since when, and by which door. */
    since: Instant.nullable(),
    door: z.string().nullable(),
    /** The sitting that the ticket is for, where it is another. */
    elsewhere: z.object({ startsAt: Instant, place: z.string() }).nullable(),
  })
  .meta({ id: 'CheckInOutcome' })
export type CheckInOutcome = z.infer<typeof CheckInOutcome>

export const CheckInReply = z
  .object({ items: z.array(CheckInOutcome), count: DoorCount })
  .meta({ id: 'CheckInReply' })
export type CheckInReply = z.infer<typeof CheckInReply>

export const DoorUndo = z.object({ id: z.uuid(), undoes: z.uuid() }).meta({ id: 'DoorUndo' })
export const DoorUndoReply = z.object({ count: DoorCount }).meta({ id: 'DoorUndoReply' })

/** People who come without a registration. `aside`: they are let in although others still wait for seats. */
export const WalkIn = z
  .object({
    id: z.uuid(),
    kind: z.enum(participantKinds),
    dong: z.string().max(40).nullable(),
    people: z.int().min(1).max(doorLimits.walkIn),
    /** How many of them come in a wheelchair. */
    wheelchairs: z.int().min(0).max(doorLimits.walkIn).default(0),
    aside: z.boolean().default(false),
  })
  .refine(({ people, wheelchairs }) => wheelchairs <= people, { path: ['wheelchairs'] })
  .meta({ id: 'WalkIn' })
export type WalkIn = z.infer<typeof WalkIn>

/** Takes a walk-in back as if it had not been: the party of this id. */
export const WalkInUndo = z.object({ id: z.uuid() }).meta({ id: 'WalkInUndo' })

/** Someone on the roster. `state` is what the door makes of their registration. */
export const RosterMember = z.object({
  id: z.int(),
  partyId: z.int(),
  /** SHA-256 of `codeText`, base64url. */
  codeHash: z.string(),
  state: z.enum(['confirmed', 'not-confirmed', 'cancelled', 'online']),
  needs: z.array(z.enum(accessNeeds)),
  /** Masked; the whole name stands beside it only on devices that may search. */
  name: z.string(),
  fullName: z.string().nullable(),
})
export type RosterMember = z.infer<typeof RosterMember>

/** What a phone keeps, encrypted, for the case that the network goes. */
export const Roster = z
  .object({
    device: z.object({
      id: z.uuid(),
      name: z.string(),
      maySearch: z.boolean(),
      mayAdmit: z.boolean(),
      expiresAt: Instant,
    }),
    hall: z.object({ id: z.int(), titleKo: z.string(), titleEn: z.string() }),
    sitting: z.object({
      id: z.int(),
      name: z.string(),
      startsAt: Instant,
      endsAt: Instant,
      place: z.string(),
    }),
    /** Verifies tickets: SPKI, base64. */
    publicKey: z.string(),
    dongs: z.array(z.object({ code: z.string(), nameKo: z.string(), nameEn: z.string() })),
    members: z.array(RosterMember),
  })
  .meta({ id: 'DoorRoster' })
export type Roster = z.infer<typeof Roster>

/** Names that were opened on a device. */
export const NamesShown = z
  .object({ memberIds: z.array(z.int().positive()).min(1).max(doorLimits.batch) })
  .meta({ id: 'DoorNamesShown' })

/** The form at the desk that makes a device. `id` makes sending it twice harmless. */
export const DeviceForm = z.object({
  id: z.uuid(),
  name: lineText(doorLimits.name, 1),
  sitting: z.coerce.number().int().positive(),
  maySearch: z
    .enum(['true', ''])
    .default('')
    .transform((text) => text === 'true'),
  mayAdmit: z
    .enum(['true', ''])
    .default('')
    .transform((text) => text === 'true'),
})
export const DeviceBody = z
  .object({
    id: z.uuid(),
    name: lineText(doorLimits.name, 1),
    sitting: z.int().positive(),
    maySearch: z.boolean().default(false),
    mayAdmit: z.boolean().default(false),
  })
  .meta({ id: 'DoorDeviceBody' })
export type DeviceBody = z.infer<typeof DeviceBody>

export const DeviceLink = z.object({ id: z.uuid(), link: z.string() }).meta({ id: 'DoorDeviceLink' })

export const DeviceLine = z
  .object({
    id: z.uuid(),
    name: z.string(),
    sittingId: z.int(),
    maySearch: z.boolean(),
    mayAdmit: z.boolean(),
    state: z.enum(['linked', 'works', 'expired', 'revoked']),
    lastSeenAt: Instant.nullable(),
    expiresAt: Instant,
  })
  .meta({ id: 'DoorDevice' })
export type DeviceLine = z.infer<typeof DeviceLine>

/** What a device wrote down with the network gone, and what the server knew. */
export const DoorConflict = z
  .object({
    id: z.uuid(),
    sittingId: z.int(),
    outcome: z.enum(doorOutcomes),
    kind: z.enum(doorKinds),
    /** Masked; null for someone who is not known. */
    name: z.string().nullable(),
    at: Instant,
    door: z.string().nullable(),
    receivedAt: Instant,
    /** The other story: an entry at another door, or when the registration was left. */
    otherAt: Instant.nullable(),
    otherDoor: z.string().nullable(),
    /** When an officer dealt with it, and who. */
    settledAt: Instant.nullable(),
    settledBy: z.string().nullable(),
  })
  .meta({ id: 'DoorConflict' })
export type DoorConflict = z.infer<typeof DoorConflict>

export const DoorDeskProps = z.object({
  hall: z.object({ id: z.int(), titleKo: z.string(), titleEn: z.string() }),
  sittings: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      startsAt: Instant,
      place: z.string(),
      over: z.boolean(),
      count: DoorCount,
    }),
  ),
  devices: z.array(DeviceLine),
  conflicts: z.array(DoorConflict),
  /** The link of a device that was made just now; it is shown this once. */
  made: z
    .object({ name: z.string(), link: z.string(), qr: z.array(z.array(z.boolean())), expiresAt: Instant })
    .nullable(),
  /** The id that the next device gets. */
  nextId: z.uuid(),
  form: FormState,
})
export type DoorDeskProps = z.infer<typeof DoorDeskProps>
