import { z } from 'zod'
import { Email } from './accounts.ts'
import { roles } from './limits.ts'
import { FormState } from './forms.ts'
import { Instant, lineText } from './wire.ts'

/** The six digits of an authenticator app. */
const Totp = z
  .string()
  .max(40)
  .default('')
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(z.string().refine((text) => /^\d{6}$/.test(text), { message: 'totp' }))

/** Any password that could be one; whether it is good is asked only where one is chosen. */
const Password = z.string().min(1).max(200)

export const OfficerSignIn = z
  .object({ email: Email, password: Password, code: Totp })
  .meta({ id: 'OfficerSignIn' })
export type OfficerSignIn = z.infer<typeof OfficerSignIn>

export const OfficerSession = z
  .object({ name: z.string(), role: z.enum(roles) })
  .meta({ id: 'OfficerSession' })

/** Password and code once more, before personal data is shown. */
export const Recheck = z.object({ password: Password, code: Totp }).meta({ id: 'Recheck' })
export type Recheck = z.infer<typeof Recheck>

/** Failures in a row that lock an officer's account, and for how long. */
export const lockOut = { failures: 5, minutes: 15 }

const phone = z
  .string()
  .trim()
  .max(20)
  .default('')
  .transform((text) => (text === '' ? null : text))
  .pipe(
    z
      .string()
      .refine((text) => /^0\d{1,2}-?\d{3,4}-?\d{4}$/.test(text), { message: 'phone' })
      .nullable(),
  )
const departmentId = z
  .union([z.literal(''), z.coerce.number().int().positive()])
  .default('')
  .transform((value) => (value === '' ? null : value))

/** Who is invited, and as what. A department's officer needs the department. */
export const InvitationForm = z
  .object({ email: Email, role: z.enum(roles), departmentId })
  .refine(({ role, departmentId: id }) => role !== 'department' || id !== null, {
    path: ['departmentId'],
    message: 'department',
  })
export type InvitationForm = z.infer<typeof InvitationForm>

/** What an administrator changes of an officer. */
export const OfficerForm = z
  .object({ name: lineText(30, 1), phone, role: z.enum(roles), departmentId })
  .refine(({ role, departmentId: id }) => role !== 'department' || id !== null, {
    path: ['departmentId'],
    message: 'department',
  })
export type OfficerForm = z.infer<typeof OfficerForm>

export const OfficerPageProps = z.object({
  id: z.int(),
  email: z.string(),
  departments: z.array(z.object({ id: z.int(), nameKo: z.string(), nameEn: z.string() })),
  form: FormState,
})
export type OfficerPageProps = z.infer<typeof OfficerPageProps>

/** What a coming officer says of themselves. The first administrator gives the e-mail too: no invitation names it. */
export const AcceptanceForm = z.object({
  email: Email.optional(),
  name: lineText(30, 1),
  phone,
  password: Password,
  code: Totp,
})
export type AcceptanceForm = z.infer<typeof AcceptanceForm>
export const FirstAcceptanceForm = AcceptanceForm.extend({ email: Email })

export const PasswordForm = z.object({ password: Password, code: Totp, newPassword: Password })
export type PasswordForm = z.infer<typeof PasswordForm>

export const SignInProps = z.object({ form: FormState, next: z.string().nullable() })
export type SignInProps = z.infer<typeof SignInProps>

export const RecheckProps = z.object({ form: FormState, next: z.string() })
export type RecheckProps = z.infer<typeof RecheckProps>

export const InvitationProps = z.object({
  /** Null where the person says it: the first administrator. */
  email: z.string().nullable(),
  role: z.enum(roles),
  department: z.object({ nameKo: z.string(), nameEn: z.string() }).nullable(),
  /** Someone who works here already and only renews the second factor. */
  known: z.object({ name: z.string(), phone: z.string().nullable() }).nullable(),
  expiresAt: Instant,
  /** Base32, in groups of four to be typed. */
  secret: z.string(),
  /** Dark squares of the QR code, a row each. */
  qr: z.array(z.array(z.boolean())),
  form: FormState,
  action: z.string(),
})
export type InvitationProps = z.infer<typeof InvitationProps>

const Place = z.object({ nameKo: z.string(), nameEn: z.string() }).nullable()

export const OfficerRow = z.object({
  id: z.int(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  department: Place,
  disabledAt: Instant.nullable(),
  lockedUntil: Instant.nullable(),
  lastSeenAt: Instant.nullable(),
  /** The reader: no one resets their own second factor. */
  self: z.boolean(),
})
export type OfficerRow = z.infer<typeof OfficerRow>

export const InvitationRow = z.object({
  id: z.int(),
  email: z.string(),
  role: z.enum(roles),
  department: Place,
  createdAt: Instant,
  expiresAt: Instant,
  expired: z.boolean(),
})
export const OfficersProps = z.object({
  officers: z.array(OfficerRow),
  invitations: z.array(InvitationRow),
  departments: z.array(z.object({ id: z.int(), nameKo: z.string(), nameEn: z.string() })),
  form: FormState,
  /** What an act on the list was refused for, in a sentence. */
  refused: z.string().nullable(),
})
export type OfficersProps = z.infer<typeof OfficersProps>

export const OfficerMeProps = z.object({
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  department: Place,
  form: FormState,
  /** The password was just changed. */
  changed: z.boolean(),
})
export type OfficerMeProps = z.infer<typeof OfficerMeProps>
