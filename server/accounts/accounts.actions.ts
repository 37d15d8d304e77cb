import type { Profile } from '../../shared/accounts.ts'
import { consentKinds, consentVersion } from '../../shared/limits.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Lang } from '../../shared/wire.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import {
  addConsent,
  consentsOf,
  dongCodes,
  lockPerson,
  personById,
  savePerson,
  sealedAddressOf,
  withdrawConsent,
} from './accounts.queries.ts'
import { missingIn } from './accounts.rules.ts'
import { spendCode } from './codes.actions.ts'
import { personOf } from './identities.actions.ts'
import { personChanged } from './sessions.actions.ts'

export { requestCode } from './codes.actions.ts'
export { personKeyOf } from './identities.actions.ts'

/** Where a person reads mail, and in which language; null for a closed account or one without an address. */
export async function addressOf(
  { secrets }: Pick<Deps, 'secrets'>,
  db: Db,
  personId: number,
): Promise<{ email: string; lang: Lang } | null> {
  const row = await sealedAddressOf(db, personId)
  return row?.sealed ? { email: secrets.unseal(row.sealed), lang: row.lang } : null
}

/**
 * Who reads an address, proven by its code; the first time makes the person.
 * @param db not a transaction of the caller's: attempts stay counted although this refuses
 * @param lang of a new person, and of one who comes back
 * @throws Refusal `code-wrong`, `code-expired`, `identity-unlinked`
 */
export async function proveCode(
  deps: Deps,
  db: Db,
  email: string,
  code: string,
  lang: Lang = 'ko',
): Promise<{ personId: number }> {
  const act = (tx: Db) => personOf(deps, tx, { kind: 'email', email }, lang)
  return { personId: await spendCode(deps, db, email, code, act) }
}

/**
 * Keeps what someone said of themselves, and each consent with its wording and date. A display name of null leaves the one there is; an empty one removes it.
 * @param takesBack whether a consent that is not given is taken back; not where a form that everyone gets empty is sent
 * @throws Refusal `belonging-required`, `age-required`, `consent-required`, each at its field
 */
export async function saveProfile(
  deps: Deps,
  tx: Db,
  personId: number,
  profile: Profile,
  { takesBack } = { takesBack: true },
): Promise<void> {
  const [missing] = missingIn(profile, await dongCodes(tx))
  if (missing) throw missing
  const person = await lockPerson(tx, personId)
  if (!person || person.closedAt) throw new Refusal('sign-in-required')
  const at = deps.machineNow()
  const { belonging, dong, displayName, lang } = profile
  await savePerson(tx, personId, {
    belonging,
    dong: belonging === 'elsewhere' ? null : dong,
    overFourteenAt: person.overFourteenAt ?? at,
    ...(displayName !== null && { displayName: displayName || null }),
    ...(lang && { lang }),
  })
  const held = await consentsOf(tx, personId)
  for (const kind of consentKinds) {
    const given = held.filter((one) => one.kind === kind)
    if (!profile.consents[kind]) {
      if (takesBack) await withdrawConsent(tx, personId, kind, at)
    } else if (!given.some((one) => one.textVersion === consentVersion))
      await addConsent(tx, { personId, kind, textVersion: consentVersion, givenAt: at })
  }
  await personChanged(deps, tx, personId)
}

/** The name under which someone files, kept for the next time. */
export async function keepDisplayName(deps: Deps, tx: Db, personId: number, displayName: string) {
  await savePerson(tx, personId, { displayName })
  await personChanged(deps, tx, personId)
}

/** Whether someone said before that they are 14 or older. */
export const saidOverFourteen = async (db: Db, personId: number) =>
  Boolean((await personById(db, personId))?.overFourteenAt)

/**
 * Keeps that someone is 14 or older, as they say it the first time; who said it before need not again.
 * @throws Refusal `age-required` where it was never said
 */
export async function declareOverFourteen(deps: Deps, personId: number, said: boolean) {
  if (await saidOverFourteen(deps.db, personId)) return
  if (!said) throw new Refusal('age-required', { field: 'overFourteen' })
  await deps.db.transaction(async (tx) => {
    const person = await lockPerson(tx, personId)
    if (!person || person.closedAt) throw new Refusal('sign-in-required')
    if (!person.overFourteenAt) await savePerson(tx, personId, { overFourteenAt: deps.machineNow() })
  })
}
