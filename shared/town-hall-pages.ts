import { z } from 'zod'
import { FormState } from './forms.ts'
import { SeatRoom } from './seats.ts'
import { Dong } from './settings.ts'
import {
  accessNeeds,
  admissions,
  attendanceModes,
  limitKinds,
  participantKinds,
  partyStates,
  questionStates,
  townHallForms,
} from './town-hall-states.ts'
import { AgendaItem, FormQuestion } from './town-halls.ts'
import { PublicQuestion } from './town-halls.questions.ts'
import { Instant, Lang } from './wire.ts'

/** Where a town hall stands for residents: its state, and while it is announced, its registration. */
export const hallStages = ['not-yet', 'open', 'closed', 'live', 'ended', 'archived', 'cancelled'] as const
export type HallStage = (typeof hallStages)[number]

/** A sitting with its seats. */
export const PublicSitting = z
  .object({
    id: z.int(),
    name: z.string(),
    startsAt: Instant,
    endsAt: Instant,
    place: z.string(),
    address: z.string(),
    /** Whether it can be followed online. */
    online: z.boolean(),
    /** Limits of seats; empty once nobody can come any more. */
    rooms: z.array(SeatRoom),
    /** Parties in the waiting list, and people who wait for the draw. */
    waiting: z.int(),
    applied: z.int(),
    /** How many people came, once it is over. */
    came: z.int().nullable(),
    /** The limit of people in one hall on its day, with its reason. */
    gathering: z.object({ seats: z.int(), reason: z.string() }).nullable(),
  })
  .meta({ id: 'PublicSitting' })
export type PublicSitting = z.infer<typeof PublicSitting>

export const TownHallSummary = z
  .object({
    id: z.int(),
    stage: z.enum(hallStages),
    form: z.enum(townHallForms),
    title: z.string(),
    summary: z.string(),
    host: z.string(),
    registrationOpensAt: Instant,
    registrationClosesAt: Instant,
    admission: z.enum(admissions),
    cancelReason: z.string().nullable(),
    sittings: z.array(PublicSitting),
    /** Questions that everyone can read, and those among them that were answered. */
    questions: z.object({ total: z.int(), answered: z.int() }),
  })
  .meta({ id: 'TownHallSummary' })
export type TownHallSummary = z.infer<typeof TownHallSummary>

export const TownHallList = z
  .object({ items: z.array(TownHallSummary), next: z.string().nullable(), total: z.int() })
  .meta({ id: 'TownHallList' })

/** Which town halls: those to come (the default) or those that were, newest first. */
export const TownHallQuery = z.object({
  when: z.enum(['upcoming', 'past']).default('upcoming'),
  after: z
    .string()
    .regex(/^\d{1,15}-\d{1,15}$/)
    .optional(),
})

/** 권역 and the dongs in it on the day of the town hall. */
export const Zone = z.object({
  code: z.string(),
  nameKo: z.string(),
  nameEn: z.string(),
  dongCodes: z.array(z.string()),
})
export type Zone = z.infer<typeof Zone>

export const PublicTownHall = TownHallSummary.extend({
  agenda: z.array(AgendaItem),
  formQuestions: z.array(FormQuestion),
  modes: z.array(z.enum(attendanceModes)),
  /** From when free seats of one dong or zone go to anyone; null: never. */
  quotasOpenAt: Instant.nullable(),
  offerHours: z.int(),
  /** SHA-256 of the draw's seed, as it was published beforehand. */
  seedHash: z.string().nullable(),
  drawnAt: Instant.nullable(),
  zones: z.array(Zone),
  announcedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
}).meta({ id: 'TownHall' })
export type PublicTownHall = z.infer<typeof PublicTownHall>

export const TownHallsProps = z.object({
  upcoming: z.array(TownHallSummary),
  past: z.array(TownHallSummary),
  /** Of the next page of past ones. */
  next: z.string().nullable(),
  /** Whether this is such a further page: then only past ones are shown. */
  further: z.boolean(),
  now: Instant,
})
export type TownHallsProps = z.infer<typeof TownHallsProps>

export const TownHallProps = z.object({
  hall: PublicTownHall,
  dongs: z.array(Dong),
  /** The first of the questions sent beforehand. */
  questions: z.array(PublicQuestion),
  asking: z.boolean(),
  now: Instant,
})
export type TownHallProps = z.infer<typeof TownHallProps>

/** The form on a page of its own: as typed, then an e-mail address, then its code. `change` is of who has registered. */
export const RegisterProps = z.object({
  hall: PublicTownHall,
  dongs: z.array(Dong),
  step: z.enum(['write', 'email', 'code', 'change']),
  form: FormState,
  /** How many people have a place in the form. */
  people: z.int(),
  sent: z.object({ secondsUntilNext: z.int(), minutesValid: z.int() }).nullable(),
  outbox: z.boolean(),
  /** Someone signed in who has not said yet that they are 14 or older. */
  askAge: z.boolean(),
  now: Instant,
})
export type RegisterProps = z.infer<typeof RegisterProps>

/** One's own registration: who comes, where it stands, tickets. */
export const MyRegistration = z.object({
  hall: z.object({
    id: z.int(),
    stage: z.enum(hallStages),
    title: z.string(),
    cancelReason: z.string().nullable(),
    admission: z.enum(admissions),
    drawnAt: Instant.nullable(),
    offerHours: z.int(),
    quotasOpenAt: Instant.nullable(),
    formQuestions: z.array(FormQuestion),
  }),
  sitting: z.object({
    id: z.int(),
    name: z.string(),
    startsAt: Instant,
    endsAt: Instant,
    place: z.string(),
    address: z.string(),
    onlineUrl: z.string().nullable(),
  }),
  state: z.enum(partyStates),
  mode: z.enum(attendanceModes),
  movedOnline: z.boolean(),
  kind: z.enum(participantKinds),
  dong: z.string().nullable(),
  position: z.int().nullable(),
  /** Parties that wait, all together. */
  waiting: z.int(),
  offerExpiresAt: Instant.nullable(),
  lacking: z.array(z.object({ kind: z.enum(limitKinds), key: z.string() })),
  answers: z.record(z.string(), z.string()),
  note: z.string(),
  members: z.array(
    z.object({
      name: z.string(),
      needs: z.array(z.enum(accessNeeds)),
      code: z.string(),
      /** The dark squares of the ticket as one path; null where there is no seat in the hall. */
      ticket: z.object({ size: z.int(), path: z.string() }).nullable(),
    }),
  ),
  /** Whether it can still be changed or cancelled by oneself. */
  changeable: z.boolean(),
})
export type MyRegistration = z.infer<typeof MyRegistration>

export const registrationDone = [
  'registered',
  'changed',
  'cancelled',
  'accepted',
  'declined',
  'known',
] as const

export const RegistrationProps = z.object({
  mine: MyRegistration,
  dongs: z.array(Dong),
  zones: z.array(Zone),
  done: z.enum(registrationDone).nullable(),
  /** Masked; null where there is no address to write to. */
  email: z.string().nullable(),
  now: Instant,
})
export type RegistrationProps = z.infer<typeof RegistrationProps>

/** Asked once before a registration is given up. */
export const CancelRegistrationProps = RegistrationProps.pick({ mine: true, now: true })
export type CancelRegistrationProps = z.infer<typeof CancelRegistrationProps>

/** An offer as its link shows it: no names, since mails are passed on. */
export const OfferProps = z.object({
  hallId: z.int(),
  title: z.string(),
  sitting: MyRegistration.shape.sitting.omit({ onlineUrl: true }),
  token: z.string(),
  /** `open` can be answered; `accepted` was; `gone` was declined, is over or unknown to this town hall. */
  state: z.enum(['open', 'accepted', 'gone']),
  people: z.int(),
  expiresAt: Instant.nullable(),
  now: Instant,
})
export type OfferProps = z.infer<typeof OfferProps>

/** One's registrations, for one's own page. */
export const MyTownHall = z.object({
  hallId: z.int(),
  title: z.string(),
  stage: z.enum(hallStages),
  state: z.enum(partyStates),
  people: z.int(),
  startsAt: Instant,
  place: z.string(),
  offerExpiresAt: Instant.nullable(),
})
export type MyTownHall = z.infer<typeof MyTownHall>

/** The result of a draw and all that is needed to compute it again. */
export const DrawProps = z.object({
  hall: z.object({ id: z.int(), title: z.string(), stage: z.enum(hallStages) }),
  registrationClosesAt: Instant,
  seedHash: z.string().nullable(),
  seed: z.string().nullable(),
  drawnAt: Instant.nullable(),
  sittings: z.array(
    z.object({ id: z.int(), name: z.string(), startsAt: Instant, parties: z.array(z.string()) }),
  ),
  now: Instant,
})
export type DrawProps = z.infer<typeof DrawProps>

/** A question as its asker sees it. */
export const MyQuestion = z.object({
  id: z.int(),
  text: z.string(),
  shownName: z.string().nullable(),
  state: z.enum(questionStates),
  heldReason: z.string().nullable(),
  votes: z.int(),
  at: Instant,
})
export type MyQuestion = z.infer<typeof MyQuestion>

const QuestionsHall = z.object({
  id: z.int(),
  title: z.string(),
  stage: z.enum(hallStages),
  startsAt: Instant,
})

export const QuestionsProps = z.object({
  hall: QuestionsHall,
  questions: z.array(PublicQuestion),
  /** Whether questions can still be sent beforehand. */
  asking: z.boolean(),
})
export type QuestionsProps = z.infer<typeof QuestionsProps>

/** What one just did on that page; `late`: the question of a vote takes none any more. */
export const questionsDone = ['asked', 'withdrawn', 'voted', 'late'] as const

/** The same for someone signed in: what they asked and what they voted for. */
export const MyQuestionsProps = QuestionsProps.extend({
  mine: z.array(MyQuestion),
  voted: z.array(z.int()),
  commandId: z.string(),
  form: FormState,
  done: z.enum(questionsDone).nullable(),
})
export type MyQuestionsProps = z.infer<typeof MyQuestionsProps>

/** The office's look at questions sent beforehand. */
export const DeskQuestionsProps = z.object({
  hall: QuestionsHall,
  questions: z.array(MyQuestion.extend({ lang: Lang })),
  wrong: z.object({ id: z.int(), form: FormState }).nullable(),
})
export type DeskQuestionsProps = z.infer<typeof DeskQuestionsProps>
