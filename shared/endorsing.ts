import { z } from 'zod'
import { Consents, Email, SignIn } from './accounts.ts'
import { belongings } from './limits.ts'
import { FormState } from './forms.ts'
import { PetitionNumber, Subscription } from './petitions.ts'
import { Dong } from './settings.ts'
import { publicationStates, responseKinds, responseStates } from './states.ts'
import { Instant } from './wire.ts'

/** What pages about one's own endorsement say of the petition. */
export const EndorsedPetition = z.object({
  number: PetitionNumber,
  title: z.string(),
  state: z.enum(publicationStates),
  total: z.int(),
  threshold: z.int(),
  established: z.boolean(),
  openedAt: Instant,
  closesAt: Instant,
  /** Whether endorsing and withdrawing are possible now. */
  collecting: z.boolean(),
  mayorDays: z.int(),
  /** By when the department answers if the threshold is not reached: 24:00 in Seoul. */
  departmentDueAt: Instant,
  response: z.enum(responseStates),
  responseKind: z.enum(responseKinds).nullable(),
  responseDueAt: Instant.nullable(),
  department: z.object({ nameKo: z.string(), nameEn: z.string() }).nullable(),
})
export type EndorsedPetition = z.infer<typeof EndorsedPetition>

/** Props of the receipt, which is also where one lands after withdrawing. */
export const EndorsedProps = z.object({
  petition: EndorsedPetition,
  mine: z.object({
    endorsedAt: Instant,
    ordinal: z.int(),
    level: z.int(),
    /** False where this petition counts only people who were verified better. */
    counted: z.boolean(),
    withdrawnAt: Instant.nullable(),
  }),
  subscription: Subscription,
  /** Masked; null where there is no address to write to. */
  email: z.string().nullable(),
  /** Absolute address of the petition, to tell others. */
  url: z.string(),
  now: Instant,
})
export type EndorsedProps = z.infer<typeof EndorsedProps>

export const WithdrawalProps = EndorsedProps.pick({ petition: true, mine: true })
export type WithdrawalProps = z.infer<typeof WithdrawalProps>

export const FollowProps = EndorsedProps.pick({ petition: true, subscription: true, email: true })
export type FollowProps = z.infer<typeof FollowProps>

/** The steps of a newcomer's one page: `about` is for someone signed in of whom only the rest is missing. */
export const endorseSteps = ['email', 'code', 'about', 'elsewhere'] as const

export const EndorseProps = z.object({
  petition: EndorsedPetition,
  step: z.enum(endorseSteps),
  dongs: z.array(Dong),
  form: FormState,
  /** What was told when the code was sent. */
  sent: z.object({ secondsUntilNext: z.int(), minutesValid: z.int() }).nullable(),
  subscription: Subscription.nullable(),
  url: z.string(),
})
export type EndorseProps = z.infer<typeof EndorseProps>

/** A checkbox as forms send it: a value when ticked, nothing otherwise. */
const Tick = z
  .string()
  .max(10)
  .optional()
  .transform((value) => value !== undefined && value !== '')

/** What a newcomer says of themselves, as a form sends it. */
const About = z.object({
  belonging: z.enum(belongings),
  dong: z.string().max(40).default(''),
  overFourteen: Tick,
  identity: Tick,
  sensitive: Tick,
  notices: Tick,
})

export const EndorseBegin = z.object({ email: Email })
export const EndorseAbout = About
export const EndorseNewcomer = SignIn.extend(About.shape)

/** The answers of the form as a profile; names and language are asked elsewhere. */
export const profileOf = ({
  belonging,
  dong,
  overFourteen,
  identity,
  sensitive,
  notices,
}: z.infer<typeof About>) => ({
  belonging,
  dong: belonging === 'elsewhere' || dong === '' ? null : dong,
  overFourteen,
  consents: Consents.parse({ identity, sensitive, notices }),
  displayName: null,
})

/** The switches of a receipt as a form sends them. */
export const SubscriptionForm = z
  .object({ onAnswer: Tick, onEstablished: Tick, onCommitment: Tick })
  .pipe(Subscription)
