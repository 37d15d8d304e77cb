import type { Profile } from '../../shared/accounts.ts'
import { Refusal } from '../../shared/refusal.ts'

/** Providers that deliver `name+tag` to `name`. Elsewhere a `+` may belong to someone else's name, and stays. */
const tagging = new Set(
  'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com icloud.com me.com mac.com fastmail.com proton.me protonmail.com pm.me'.split(
    ' ',
  ),
)
const gmail = new Set(['gmail.com', 'googlemail.com'])

/**
 * The form under which an address is one identity, so that one mailbox is one person: NFC, without outer blanks,
 * lower-cased; at providers known to ignore them without `+tag`, and at Gmail without dots.
 */
export function canonicalEmail(email: string): string {
  const plain = email.normalize('NFC').trim().toLowerCase()
  const at = plain.lastIndexOf('@')
  const domain = plain.slice(at + 1)
  if (!tagging.has(domain)) return plain
  const untagged = plain.slice(0, at).replace(/(?<=.)\+.*$/, '')
  return gmail.has(domain) ? `${untagged.replaceAll('.', '')}@gmail.com` : `${untagged}@${domain}`
}

/** Milliseconds, and how many. */
export const codeLimits = {
  validMs: 10 * 60_000,
  pauseMs: 60_000,
  attempts: 5,
  /** Codes to one address. With 5 attempts each, guessing succeeds with fewer than 1 in 6,000 a day. */
  hourly: 10,
  daily: 30,
} as const

const hour = 3_600_000
type Sent = { createdAt: Date; usedAt: Date | null; attempts: number }

/**
 * Whether an address gets a new code now.
 * @param sent codes of the last 24 hours, newest first
 * @returns `send`, or `wait` with milliseconds: the code sent a moment ago still holds
 * @throws Refusal `too-many-requests` with the seconds until the next one
 */
export function nextCode(sent: Sent[], at: Date): { act: 'send' } | { act: 'wait'; waitMs: number } {
  const since = (one: Sent) => at.getTime() - one.createdAt.getTime()
  const refuse = (waitMs: number) =>
    new Refusal('too-many-requests', { params: { seconds: Math.max(1, Math.ceil(waitMs / 1000)) } })
  const [newest] = sent
  // Someone who used theirs may come back at once, on another device.
  if (newest && !newest.usedAt && since(newest) < codeLimits.pauseMs) {
    const waitMs = codeLimits.pauseMs - since(newest)
    if (newest.attempts >= codeLimits.attempts) throw refuse(waitMs)
    return { act: 'wait', waitMs }
  }
  const limits = [
    [codeLimits.hourly, hour],
    [codeLimits.daily, 24 * hour],
  ] as const
  for (const [most, spanMs] of limits) {
    const oldest = sent[most - 1]
    if (oldest && since(oldest) < spanMs) throw refuse(spanMs - since(oldest))
  }
  return { act: 'send' }
}

type Code = Sent & { expiresAt: Date }

/** What becomes of an attempt with the newest code of an address. */
export function judgeAttempt(code: Code | null, matches: boolean, at: Date): 'right' | 'wrong' | 'expired' {
  if (!code) return 'wrong'
  if (code.usedAt || code.attempts >= codeLimits.attempts || at >= code.expiresAt) return 'expired'
  return matches ? 'right' : 'wrong'
}

type Identity = { personClosed: boolean; unlinked: boolean }

/**
 * Whether a proven identity signs in to the account that holds it. A closed account is taken up again, as the same
 * person. What was taken off an open account does not open it: its owner may have lost it to someone else.
 * @throws Refusal `identity-unlinked`
 */
export function opensAccount({ personClosed, unlinked }: Identity): 'open' | 'reopen' {
  if (personClosed) return 'reopen'
  if (unlinked) throw new Refusal('identity-unlinked')
  return 'open'
}

/**
 * What is missing of what must be known before a first endorsement or petition, each at its field.
 * @param dongs codes of the dongs of the district
 */
export function missingIn(
  { belonging, dong, overFourteen, consents }: Omit<Profile, 'displayName' | 'lang'>,
  dongs: readonly string[],
): Refusal[] {
  const here = belonging !== 'elsewhere'
  const known = dong !== null && dongs.includes(dong)
  return [
    here && !known && new Refusal('belonging-required', { field: 'dong' }),
    !overFourteen && new Refusal('age-required', { field: 'overFourteen' }),
    !consents.identity && new Refusal('consent-required', { field: 'identity' }),
    !consents.sensitive && new Refusal('consent-required', { field: 'sensitive' }),
  ].filter((refusal) => refusal !== false)
}
