import type { Profile } from '../../shared/accounts.ts'
import type { Lang } from '../../shared/wire.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import type { Secrets } from '../platform/secrets.ts'

/** Fixed for life: what an endorsement is kept under. */
export const personKeyOf = (secrets: Secrets, personId: number) => secrets.hash('person', String(personId))

/** Where a person reads mail, and in which language; null for a closed account or one without an address. */
export async function addressOf(
  _deps: Deps,
  _db: Db,
  _personId: number,
): Promise<{ email: string; lang: Lang } | null> {
  return null
}
export async function requestCode(
  _deps: Deps,
  _email: string,
  _lang: Lang,
): Promise<{ secondsUntilNext: number; minutesValid: number }> {
  throw new Error('not built')
}
export async function proveCode(
  _deps: Deps,
  _db: Db,
  _email: string,
  _code: string,
): Promise<{ personId: number }> {
  throw new Error('not built')
}
export async function saveProfile(
  _deps: Deps,
  _tx: Db,
  _personId: number,
  _profile: Profile,
): Promise<void> {}
