import { z } from 'zod'
import { Refusal } from '../../../shared/refusal.ts'
import type { Lang } from '../../../shared/wire.ts'
import type { Deps } from '../../platform/deps.ts'
import { inLang } from '../../platform/http/context.ts'
import { numberAndTitle, saveSubscription } from './subscriptions.queries.ts'

const Sealed = z.tuple([z.literal('unsubscribe'), z.int(), z.int()])

/** Where someone stops hearing of a petition without signing in. It says nothing to anyone else and never expires. */
export function unsubscribeUrl(deps: Deps, petitionId: number, personId: number, lang: Lang): string {
  const token = deps.secrets.seal(JSON.stringify(['unsubscribe', petitionId, personId])).toString('base64url')
  return deps.config.publicUrl + inLang(lang, `/unsubscribe/${token}`)
}

/** @throws Refusal `not-found` for what is not one of our links */
export async function leaving(deps: Deps, token: string) {
  const [, petitionId, personId] = opened(deps, token)
  const petition = await numberAndTitle(deps.db, petitionId)
  if (!petition) throw new Refusal('not-found')
  return { petition, petitionId, personId }
}

function opened(deps: Deps, token: string) {
  try {
    return Sealed.parse(JSON.parse(deps.secrets.unseal(Buffer.from(token, 'base64url'))))
  } catch {
    throw new Refusal('not-found')
  }
}

/** Ends all mails about one petition, also those by general consent. Doing it twice is harmless. */
export async function unsubscribe(deps: Deps, token: string) {
  const { petition, petitionId, personId } = await leaving(deps, token)
  const nothing = { onAnswer: false, onEstablished: false, onCommitment: false }
  await saveSubscription(deps.db, petitionId, personId, nothing)
  return petition
}
