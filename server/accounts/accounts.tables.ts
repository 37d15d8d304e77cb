import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, pgTable, smallint, text, unique } from 'drizzle-orm/pg-core'
import { bytes, instant } from '../platform/db/columns.ts'
import { departments } from '../settings/settings.tables.ts'

/** A resident's account. A person is an account, whatever identities it holds. */
export const persons = pgTable(
  'persons',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** HMAC(server key, person id): fixed for life, outlives a closed account. */
    personKey: bytes('person_key').notNull().unique(),
    belonging: text('belonging', { enum: ['lives', 'works', 'studies', 'elsewhere'] }),
    dong: text('dong'),
    displayName: text('display_name'),
    lang: text('lang', { enum: ['ko', 'en', 'zh'] }).notNull(),
    overFourteenAt: instant('over_fourteen_at'),
    mergedInto: bigint('merged_into', { mode: 'number' }),
    createdAt: instant('created_at').notNull(),
    closedAt: instant('closed_at'),
  },
  (t) => [
    check(
      'persons_dong_when_here',
      sql`${t.belonging} is null or ${t.belonging} = 'elsewhere' or ${t.dong} is not null`,
    ),
  ],
)

/** One verified way to know a person: an e-mail (level 0), an OIDC subject (1), a CI (2). */
export const identities = pgTable(
  'identities',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    personId: bigint('person_id', { mode: 'number' })
      .notNull()
      .references(() => persons.id),
    kind: text('kind', { enum: ['email', 'oidc', 'ci'] }).notNull(),
    /** Keyed hash of the canonical value; unique over all accounts, closed ones too. */
    keyHash: bytes('key_hash').notNull(),
    /** The address itself, sealed; null once the account is closed or when there is none to write to. */
    sealedAddress: bytes('sealed_address'),
    provider: text('provider'),
    level: smallint('level').notNull(),
    verifiedAt: instant('verified_at').notNull(),
    unlinkedAt: instant('unlinked_at'),
  },
  (t) => [unique('identities_once').on(t.kind, t.keyHash), index('identities_of_person').on(t.personId)],
)

/** What a person agreed to, in which wording, when; taking it back sets `withdrawn_at`. */
export const consents = pgTable(
  'consents',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    personId: bigint('person_id', { mode: 'number' })
      .notNull()
      .references(() => persons.id),
    kind: text('kind', { enum: ['identity', 'sensitive', 'notices'] }).notNull(),
    textVersion: text('text_version').notNull(),
    givenAt: instant('given_at').notNull(),
    withdrawnAt: instant('withdrawn_at'),
  },
  (t) => [index('consents_of_person').on(t.personId, t.kind)],
)

/** A one-time code sent by e-mail. The code itself is never stored. */
export const signInCodes = pgTable(
  'sign_in_codes',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    emailHash: bytes('email_hash').notNull(),
    codeHash: bytes('code_hash').notNull(),
    attempts: smallint('attempts').notNull().default(0),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [index('sign_in_codes_of_email').on(t.emailHash, t.createdAt)],
)

/** A signed-in browser. Only the SHA-256 of the session id is kept. Exactly one of person and officer. */
export const sessions = pgTable(
  'sessions',
  {
    idHash: bytes('id_hash').primaryKey(),
    personId: bigint('person_id', { mode: 'number' }).references(() => persons.id),
    officerId: bigint('officer_id', { mode: 'number' }).references(() => officers.id),
    device: text('device').notNull(),
    createdAt: instant('created_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    /** Until when an officer may see personal data without confirming the password again. */
    recheckedUntil: instant('rechecked_until'),
  },
  (t) => [
    check('sessions_one_owner', sql`num_nonnulls(${t.personId}, ${t.officerId}) = 1`),
    index('sessions_of_person').on(t.personId),
    index('sessions_of_officer').on(t.officerId),
  ],
)

export const roles = ['communication', 'department', 'mayor', 'administrator'] as const

/** Someone who works for the district. Password and TOTP; no resident's rights. */
export const officers = pgTable('officers', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  email: text('email').notNull().unique(),
  name: text('name').notNull(),
  role: text('role', { enum: roles }).notNull(),
  departmentId: bigint('department_id', { mode: 'number' }).references(() => departments.id),
  phone: text('phone'),
  passwordHash: text('password_hash').notNull(),
  sealedTotp: bytes('sealed_totp').notNull(),
  /** The last TOTP time step that was accepted, so that a code works once. */
  lastTotpStep: bigint('last_totp_step', { mode: 'number' }),
  failures: integer('failures').notNull().default(0),
  lockedUntil: instant('locked_until'),
  createdAt: instant('created_at').notNull(),
  disabledAt: instant('disabled_at'),
})

/** An invitation link for a coming officer; the token itself is never stored. */
export const officerInvitations = pgTable('officer_invitations', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  tokenHash: bytes('token_hash').notNull().unique(),
  email: text('email').notNull(),
  role: text('role', { enum: roles }).notNull(),
  departmentId: bigint('department_id', { mode: 'number' }).references(() => departments.id),
  invitedBy: bigint('invited_by', { mode: 'number' }).references(() => officers.id),
  sealedTotp: bytes('sealed_totp').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
  cancelled: boolean('cancelled').notNull().default(false),
})
