import { randomInt, timingSafeEqual } from 'node:crypto'
import { Refusal } from '../../shared/refusal.ts'
import type { Lang } from '../../shared/wire.ts'
import { mailTo } from '../notifications/notifications.actions.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { codeMail } from './accounts.mails.ts'
import { canonicalEmail, codeLimits, judgeAttempt, nextCode } from './accounts.rules.ts'
import { addCode, codesSince, countAttempt, lockHash, markCodeUsed, newestCode } from './codes.queries.ts'

export type SentCode = { secondsUntilNext: number; minutesValid: number }

const day = 86_400_000
const emailHashOf = ({ secrets }: Deps, email: string) => secrets.hash('code email', canonicalEmail(email))
const codeHashOf = ({ secrets }: Deps, emailHash: Buffer, code: string) =>
  secrets.hash('sign-in code', `${emailHash.toString('hex')} ${code}`)

/**
 * Mails a one-time code. Whether the address has an account is neither asked nor told. Asked again within a minute,
 * the code that was sent stays the one.
 * @throws Refusal `too-many-requests`
 */
export async function requestCode(deps: Deps, email: string, lang: Lang): Promise<SentCode> {
  const emailHash = emailHashOf(deps, email)
  const waitMs = await deps.db.transaction(async (tx) => {
    await lockHash(tx, emailHash)
    const at = deps.machineNow()
    const next = nextCode(await codesSince(tx, emailHash, new Date(at.getTime() - day)), at)
    if (next.act === 'wait') return next.waitMs
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const id = await addCode(tx, {
      emailHash,
      codeHash: codeHashOf(deps, emailHash, code),
      createdAt: at,
      expiresAt: new Date(at.getTime() + codeLimits.validMs),
    })
    const mail = codeMail(lang, code, minutesValid, deps.config.publicUrl)
    await mailTo(deps, tx, email.trim(), `code:${id}`, mail, true)
    return codeLimits.pauseMs
  })
  return { secondsUntilNext: Math.ceil(waitMs / 1000), minutesValid }
}

const minutesValid = codeLimits.validMs / 60_000

/**
 * Spends the newest code of an address; then, in the same transaction, does what the code was for. Attempts are
 * counted one after another and are kept although the caller is refused: `db` is no transaction that a refusal undoes.
 * @throws Refusal `code-wrong`, `code-expired`, or what `act` refuses: then the code is not spent
 */
export async function spendCode<T>(
  deps: Deps,
  db: Db,
  email: string,
  code: string,
  act: (tx: Db) => Promise<T>,
): Promise<T> {
  const emailHash = emailHashOf(deps, email)
  const given = codeHashOf(deps, emailHash, code.trim())
  const settled = await db.transaction(async (tx) => {
    await lockHash(tx, emailHash)
    const at = deps.machineNow()
    const newest = await newestCode(tx, emailHash)
    const judged = judgeAttempt(newest, timingSafeEqual(newest?.codeHash ?? emailHash, given), at)
    if (judged === 'right') {
      await markCodeUsed(tx, newest!.id, at)
      return { value: await act(tx) }
    }
    if (judged === 'wrong' && newest) await countAttempt(tx, newest.id)
    return { refused: judged }
  })
  if ('value' in settled) return settled.value!
  throw new Refusal(settled.refused === 'expired' ? 'code-expired' : 'code-wrong', { field: 'code' })
}
