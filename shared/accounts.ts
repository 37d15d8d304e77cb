import { z } from 'zod'
import { belongings, type consentKinds, petitionLimits, roles } from './limits.ts'
import { Instant, Lang, lineText } from './wire.ts'

export type Belonging = (typeof belongings)[number]

export type Role = (typeof roles)[number]

/** An address as typed, trimmed. Who it belongs to is decided by its canonical form. */
export const Email = z.string().trim().max(254).pipe(z.email())

export const SignInCodeRequest = z.object({ email: Email }).meta({ id: 'SignInCodeRequest' })
/** The same answer whether or not the address is known. */
export const SignInCodeReply = z
  .object({ sent: z.literal(true), secondsUntilNext: z.int(), minutesValid: z.int() })
  .meta({ id: 'SignInCodeReply' })

export const SignIn = z
  .object({
    email: Email,
    code: z
      .string()
      .trim()
      .regex(/^\d{6}$/),
  })
  .meta({ id: 'SignIn' })

export type ConsentKind = (typeof consentKinds)[number]

/** Which consents a resident gives, each on its own. `identity` and `sensitive` are needed to endorse and file. */
export const Consents = z.object({ identity: z.boolean(), sensitive: z.boolean(), notices: z.boolean() })

/** What must be known before a first endorsement or petition. */
export const Profile = z
  .object({
    belonging: z.enum(belongings),
    dong: z.string().max(40).nullable().default(null),
    overFourteen: z.boolean(),
    consents: Consents,
    displayName: lineText(petitionLimits.displayName).nullable().default(null),
    lang: Lang.optional(),
  })
  .meta({ id: 'Profile' })
export type Profile = z.infer<typeof Profile>

export const SessionInfo = z.object({
  id: z.string(),
  device: z.string(),
  createdAt: Instant,
  lastSeenAt: Instant,
  current: z.boolean(),
})

export const Me = z
  .object({
    kind: z.enum(['resident', 'officer']),
    name: z.string().nullable(),
    email: z.string().nullable(),
    role: z.enum(roles).nullable(),
    /** Null until the resident gave it. */
    profile: z
      .object({
        belonging: z.enum(belongings),
        dong: z.string().nullable(),
        displayName: z.string().nullable(),
      })
      .nullable(),
    /** 0 e-mail, 1 OpenID Connect, 2 CI. */
    level: z.int(),
    petitions: z.array(
      z.object({ number: z.string(), title: z.string(), state: z.string(), receivedAt: Instant }),
    ),
    endorsements: z.array(
      z.object({ number: z.string(), title: z.string(), endorsedAt: Instant, standing: z.boolean() }),
    ),
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof Me>
