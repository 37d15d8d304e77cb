import { lockOut } from '../../shared/officers.ts'
import { passwordLeast } from '../../shared/limits.ts'

/** What is remembered of someone's attempts to sign in. */
export type Attempts = { failures: number; lockedUntil: Date | null; lastTotpStep: number | null }

export const noAttempts: Attempts = { failures: 0, lockedUntil: null, lastTotpStep: null }

/**
 * One attempt with password and code. A locked account looks at nothing; a code counts once, so that one who looked
 * over a shoulder comes too late; the last failure that is allowed locks.
 * @param proof whether the password fits, and the time step of the code (null: it fits none)
 */
export function judge(
  before: Attempts,
  proof: { password: boolean; step: number | null },
  at: Date,
): { outcome: 'fits' | 'wrong' | 'locked'; after: Attempts } {
  if (before.lockedUntil && at < before.lockedUntil) return { outcome: 'locked', after: before }
  const fresh = proof.step !== null && proof.step > (before.lastTotpStep ?? -1)
  if (proof.password && fresh) return { outcome: 'fits', after: { ...noAttempts, lastTotpStep: proof.step } }
  const failures = before.failures + 1
  if (failures < lockOut.failures)
    return { outcome: 'wrong', after: { ...before, failures, lockedUntil: null } }
  const lockedUntil = new Date(at.getTime() + lockOut.minutes * 60_000)
  return { outcome: 'locked', after: { ...before, failures: 0, lockedUntil } }
}

/** Minutes until a lock opens, at least one. */
export const minutesLocked = (until: Date | null, at: Date) =>
  Math.max(1, Math.ceil(((until?.getTime() ?? 0) - at.getTime()) / 60_000))

/** Words that everybody tries first; what is left of a password without them must still be one. */
const common =
  /password|passw[o0]rd|p@ssw[o0]rd|qwerty|asdf|zxcv|admin(istrator)?|letmein|welcome|iloveyou|korea|seoul|yeongdeungpo|ydp|sotong|비밀번호|관리자|영등포구?|소통|구청|012345678?9?0?|123456789?0?|abcdef/gi

/**
 * Whether a password is too easily guessed: short, of few kinds of letters, little more than common words and
 * numbers, or the e-mail address.
 */
export function isWeakPassword(password: string, email: string): boolean {
  const text = password.normalize('NFC')
  if ([...text].length < passwordLeast || new Set(text.toLowerCase()).size < 6) return true
  const [local = ''] = email.toLowerCase().split('@')
  const rest = text
    .toLowerCase()
    .replaceAll(email.toLowerCase(), '')
    .replaceAll(local.length >= 4 ? local : email.toLowerCase(), '')
    .replace(common, '')
    .replace(/[\d\W_]/g, (letter) => (/\p{L}/u.test(letter) ? letter : ''))
  return [...rest].length < 4
}

/** Where one goes on to after a check: a page of our own desk, or null for anything else. */
export function ownPath(next: unknown): string | null {
  if (typeof next !== 'string' || next.length > 500 || !/^\/desk(?:[/?]|$)/.test(next)) return null
  if (/[\\\s\p{Cc}]|\/\//u.test(next) || /^\/desk\/(?:sign-in|sign-out|recheck)/.test(next)) return null
  const { pathname, search } = new URL(next, 'https://desk.example')
  return pathname.startsWith('/desk') ? pathname + search : null
}
