import { z } from 'zod'
import { FormState } from './forms.ts'
import { Dong } from './settings.ts'
import { mostRows } from './town-halls.form.ts'
import {
  accessNeeds,
  admissions,
  AgendaItem,
  attendanceModes,
  FormQuestion,
  participantKinds,
  partyStates,
  quotaKinds,
  townHallForms,
  townHallLimits,
  townHallStates,
} from './town-halls.ts'
import { Day, Instant, lineText, longText } from './wire.ts'

/** One limit of seats as officers set it. */
export const QuotaBody = z.object({
  kind: z.enum(quotaKinds),
  key: z.string().max(40).default(''),
  seats: z.int().min(0).max(100_000),
})
export type QuotaBody = z.infer<typeof QuotaBody>

const https = z.url({ protocol: /^https?$/ }).max(500)

/** What is no instant has its own fault. */
const inOrder = (from: unknown, until: unknown) => !(Date.parse(String(from)) >= Date.parse(String(until)))
const isObject = ({ value }: { value: unknown }) => typeof value === 'object' && value !== null

/** A sitting; without an `id` it is new. */
export const SittingBody = z
  .object({
    id: z.int().positive().optional(),
    name: lineText(townHallLimits.name).default(''),
    startsAt: Instant,
    endsAt: Instant,
    place: lineText(townHallLimits.place, 1),
    address: lineText(townHallLimits.place).default(''),
    onlineUrl: https.nullable().default(null),
    quotas: z.array(QuotaBody).max(60).default([]),
  })
  .refine(({ startsAt, endsAt }) => inOrder(startsAt, endsAt), {
    message: 'ends-early',
    path: ['endsAt'],
    // Said together with what else is wrong.
    when: isObject,
  })
export type SittingBody = z.infer<typeof SittingBody>

/** A town hall as officers write it. `seen` is its `updatedAt` as the form showed it. */
export const TownHallBody = z
  .object({
    titleKo: lineText(townHallLimits.title, 1),
    titleEn: lineText(townHallLimits.title, 1),
    summaryKo: longText(townHallLimits.summary, 1),
    summaryEn: longText(townHallLimits.summary).default(''),
    host: lineText(townHallLimits.name, 1),
    form: z.enum(townHallForms),
    admission: z.enum(admissions),
    registrationOpensAt: Instant,
    registrationClosesAt: Instant,
    quotasOpenAt: Instant.nullable().default(null),
    offerHours: z.int().min(1).max(168),
    reminderHours: z.array(z.int().min(1).max(336)).max(5).default([]),
    agenda: z.array(AgendaItem).max(mostRows.agenda).default([]),
    formQuestions: z.array(FormQuestion).max(mostRows.question).default([]),
    sittings: z.array(SittingBody).min(1).max(mostRows.sitting),
    seen: Instant.optional(),
  })
  .refine((hall) => inOrder(hall.registrationOpensAt, hall.registrationClosesAt), {
    message: 'ends-early',
    path: ['registrationClosesAt'],
    when: isObject,
  })
  .meta({ id: 'TownHallDraft' })
export type TownHallBody = z.infer<typeof TownHallBody>

/** What every act on a town hall may carry: when the page was seen. */
export const TownHallAct = z.object({ seen: Instant.optional() }).meta({ id: 'TownHallAct' })
/** Everyone who registered reads the reason. */
export const TownHallCancelling = TownHallAct.extend({ reason: longText(500, 2) }).meta({
  id: 'TownHallCancelling',
})
export const TownHallActReply = z
  .object({ id: z.int(), state: z.enum(townHallStates), seen: Instant })
  .meta({ id: 'TownHallActReply' })
export type TownHallActReply = z.infer<typeof TownHallActReply>

const Counts = z.object({
  applied: z.int(),
  waiting: z.int(),
  offered: z.int(),
  /** Who has a seat. */
  confirmed: z.int(),
  /** Of these, who came. */
  come: z.int(),
})
export type SeatCounts = z.infer<typeof Counts>

const Group = Counts.extend({ key: z.string() })

/** Where seats of one limit stand; `over` people sit in a limit that was lowered. */
export const LimitLine = z.object({
  kind: z.enum([...quotaKinds, 'gathering']),
  key: z.string(),
  seats: z.int(),
  held: z.int(),
  over: z.int(),
})
export type LimitLine = z.infer<typeof LimitLine>

const SittingNumbers = z.object({
  id: z.int(),
  name: z.string(),
  startsAt: Instant,
  counts: Counts,
  /** People of parties that wait, are offered or have seats, not that applied for a draw. */
  parties: z.int(),
  walkIns: z.int(),
  inside: z.int(),
  limits: z.array(LimitLine),
  byDong: z.array(Group),
  byMode: z.array(Group),
  byKind: z.array(Group),
})

/** Numbers of one town hall, in people unless said otherwise; the minutes and the work report read the same. */
export const TownHallNumbers = z
  .object({ id: z.int(), at: Instant, counts: Counts, inside: z.int(), sittings: z.array(SittingNumbers) })
  .meta({ id: 'TownHallNumbers' })
export type TownHallNumbers = z.infer<typeof TownHallNumbers>

export const DeskTownHall = z
  .object({
    id: z.int(),
    state: z.enum(townHallStates),
    form: z.enum(townHallForms),
    titleKo: z.string(),
    titleEn: z.string(),
    sittings: z.int(),
    startsAt: Instant.nullable(),
    place: z.string().nullable(),
    registrationOpensAt: Instant,
    registrationClosesAt: Instant,
    /** Seats of all sittings together; null where a sitting has no limit. */
    seats: z.int().nullable(),
    confirmed: z.int(),
    waiting: z.int(),
    come: z.int(),
  })
  .meta({ id: 'DeskTownHall' })
export type DeskTownHall = z.infer<typeof DeskTownHall>

export const DeskTownHallList = z.object({
  items: z.array(DeskTownHall),
  next: z.string().nullable(),
  total: z.int(),
})
export type DeskTownHallList = z.infer<typeof DeskTownHallList>

export const DeskTownHallsProps = z.object({
  state: z.enum(townHallStates),
  counts: z.record(z.enum(townHallStates), z.int()),
  list: DeskTownHallList,
  further: z.boolean(),
  done: z.string().nullable(),
  now: Instant,
})
export type DeskTownHallsProps = z.infer<typeof DeskTownHallsProps>

export const ZoneRow = z.object({
  code: z.string(),
  nameKo: z.string(),
  nameEn: z.string(),
  dongCodes: z.array(z.string()),
  fromDay: Day,
  untilDay: Day.nullable(),
})
export type ZoneRow = z.infer<typeof ZoneRow>

export const TownHallFormProps = z.object({
  /** Null while it is new. */
  id: z.int().nullable(),
  state: z.enum(townHallStates),
  form: FormState,
  dongs: z.array(Dong),
  zones: z.array(ZoneRow),
  today: Day,
})
export type TownHallFormProps = z.infer<typeof TownHallFormProps>

export const DeskParty = z
  .object({
    id: z.int(),
    sittingId: z.int(),
    state: z.enum(partyStates),
    place: z.int(),
    people: z.int(),
    mode: z.enum(attendanceModes),
    kind: z.enum(participantKinds),
    dong: z.string().nullable(),
    needs: z.array(z.enum(accessNeeds)),
    reserved: z.boolean(),
    walkIn: z.boolean(),
    /** Registered by an officer. */
    byOffice: z.boolean(),
    come: z.int(),
    /** How much it is still to be told by phone, because it reads no mail. */
    calls: z.int(),
    offerExpiresAt: Instant.nullable(),
    createdAt: Instant,
  })
  .meta({ id: 'DeskTownHallParty' })
export type DeskParty = z.infer<typeof DeskParty>

export const DeskPartyList = z.object({
  items: z.array(DeskParty),
  next: z.string().nullable(),
  total: z.int(),
})
export type DeskPartyList = z.infer<typeof DeskPartyList>

export const deskSteps = ['announce', 'begin', 'end', 'archive', 'cancel'] as const
export type DeskStep = (typeof deskSteps)[number]

export const DeskSitting = z.object({
  id: z.int(),
  name: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  place: z.string(),
  address: z.string(),
  onlineUrl: z.string().nullable(),
})
export type DeskSitting = z.infer<typeof DeskSitting>

export const DeskTownHallProps = z.object({
  hall: z.object({
    id: z.int(),
    state: z.enum(townHallStates),
    form: z.enum(townHallForms),
    titleKo: z.string(),
    titleEn: z.string(),
    host: z.string(),
    admission: z.enum(admissions),
    registrationOpensAt: Instant,
    registrationClosesAt: Instant,
    quotasOpenAt: Instant.nullable(),
    offerHours: z.int(),
    cancelReason: z.string().nullable(),
    seedHash: z.string().nullable(),
    drawnAt: Instant.nullable(),
    seen: Instant,
  }),
  sittings: z.array(DeskSitting),
  numbers: TownHallNumbers,
  steps: z.array(z.enum(deskSteps)),
  parties: DeskPartyList,
  /** What the list of parties is narrowed to. */
  filter: z.object({
    sitting: z.int().nullable(),
    state: z.enum(partyStates).nullable(),
    /** Only those who are to be told by phone. */
    calls: z.boolean(),
  }),
  /** Registrations of the town hall that are to be told something by phone. */
  toCall: z.int(),
  further: z.boolean(),
  /** The act whose form is open. */
  act: z.enum(deskSteps).nullable(),
  done: z.string().nullable(),
  form: FormState,
  dongs: z.array(Dong),
  zones: z.array(ZoneRow),
  now: Instant,
})
export type DeskTownHallProps = z.infer<typeof DeskTownHallProps>
