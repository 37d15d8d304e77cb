import { z } from 'zod'
import { Email, SessionInfo, SignIn } from './accounts.ts'
import { FormState } from './forms.ts'
import { belongings, consentKinds, petitionLimits } from './limits.ts'
import { Dong } from './settings.ts'
import { publicationStates, responseKinds, responseStates } from './states.ts'
import { MyTownHall } from './town-hall-pages.ts'
import { Instant, Lang, lineText } from './wire.ts'

/** An issuer residents can sign in with. */
export const Provider = z.object({ id: z.string(), name: z.string() })
export type Provider = z.infer<typeof Provider>

/** Proving an e-mail address: first the address, then its code. */
export const CodeForm = z.object({
  step: z.enum(['email', 'code']),
  form: FormState,
  /** What was told when the code was sent; null on the step before, and after a wrong code. */
  sent: z.object({ secondsUntilNext: z.int(), minutesValid: z.int() }).nullable(),
})

export const ResidentSignInProps = CodeForm.extend({
  providers: z.array(Provider),
  /** Where to go on to; null: one's own page. */
  next: z.string().nullable(),
  /** Where mails can be read in a demonstration. */
  outbox: z.boolean(),
})
export type ResidentSignInProps = z.infer<typeof ResidentSignInProps>

export const LinkProps = CodeForm.extend({ outbox: z.boolean() })
export type LinkProps = z.infer<typeof LinkProps>

export const MyPetition = z.object({
  number: z.string(),
  title: z.string(),
  state: z.enum(publicationStates),
  hidden: z.boolean(),
  established: z.boolean(),
  response: z.enum(responseStates),
  responseKind: z.enum(responseKinds).nullable(),
  total: z.int(),
  threshold: z.int().nullable(),
  receivedAt: Instant,
  reviewDueAt: Instant.nullable(),
  supplementDueAt: Instant.nullable(),
  closesAt: Instant.nullable(),
  responseDueAt: Instant.nullable(),
})
export type MyPetition = z.infer<typeof MyPetition>

export const MyEndorsement = z.object({
  number: z.string(),
  title: z.string(),
  endorsedAt: Instant,
  /** False once it was taken back. */
  standing: z.boolean(),
  state: z.enum(publicationStates),
  established: z.boolean(),
  response: z.enum(responseStates),
  responseKind: z.enum(responseKinds).nullable(),
  closesAt: Instant.nullable(),
  responseDueAt: Instant.nullable(),
})
export type MyEndorsement = z.infer<typeof MyEndorsement>

export const MyIdentity = z.object({
  id: z.int(),
  kind: z.enum(['email', 'oidc', 'ci']),
  /** The masked address, or the issuer's name. */
  shown: z.string(),
  level: z.int(),
  verifiedAt: Instant,
})

export const MyConsent = z.object({
  kind: z.enum(consentKinds),
  textVersion: z.string(),
  givenAt: Instant,
})

/** What was done last, told once on top of one's page. */
export const doneWords = ['profile', 'linked', 'known', 'merged', 'unlinked', 'consent'] as const

export const MeProps = z.object({
  profile: z.object({
    belonging: z.enum(belongings).nullable(),
    dong: Dong.nullable(),
    displayName: z.string().nullable(),
    lang: Lang,
  }),
  level: z.int(),
  identities: z.array(MyIdentity),
  consents: z.array(MyConsent),
  petitions: z.array(MyPetition),
  drafts: z.array(z.object({ id: z.string(), title: z.string(), updatedAt: Instant })),
  endorsements: z.array(MyEndorsement),
  townHalls: z.array(MyTownHall),
  providers: z.array(Provider),
  done: z.enum(doneWords).nullable(),
  now: Instant,
})
export type MeProps = z.infer<typeof MeProps>

export const ProfileProps = z.object({ form: FormState, dongs: z.array(Dong), next: z.string().nullable() })
export type ProfileProps = z.infer<typeof ProfileProps>

export const SessionsProps = z.object({ sessions: z.array(SessionInfo) })
export type SessionsProps = z.infer<typeof SessionsProps>

/** A question before something that cannot simply be undone. */
export const questions = ['sensitive', 'notices', 'closing'] as const
export const AskProps = z.object({ question: z.enum(questions), collecting: z.int() })
export type AskProps = z.infer<typeof AskProps>

/** The profile's form, beside what `EndorseAbout` asks: a name that is shown masked, and the language of mails. */
export const ProfileExtras = z.object({
  displayName: lineText(petitionLimits.displayName).default(''),
  lang: Lang,
})

export const EmailForm = z.object({ email: Email })
export { SignIn as EmailWithCode }
