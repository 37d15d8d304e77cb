import type { Subscription } from '../../../shared/petitions.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { PublicationState } from '../../../shared/states.ts'
import type { Resident } from '../../accounts/permissions.rules.ts'
import type { Deps } from '../../platform/deps.ts'
import { petitionByNumber } from '../petitions.queries.ts'
import { saveSubscription } from './subscriptions.queries.ts'

/** What nobody but its author has read yet cannot be followed. */
const unpublished: PublicationState[] = ['draft', 'received', 'supplement_requested']

/** @throws Refusal `not-found` where there is no such public petition */
export async function followableId({ db }: Pick<Deps, 'db'>, number: string): Promise<number> {
  const petition = await petitionByNumber(db, number)
  if (!petition || unpublished.includes(petition.state)) throw new Refusal('not-found')
  return petition.id
}

/** Chooses what someone hears of a petition; anyone may, also from outside the district. */
export async function follow(
  deps: Deps,
  who: Resident,
  number: string,
  chosen: Subscription,
): Promise<Subscription> {
  await saveSubscription(deps.db, await followableId(deps, number), who.personId, chosen)
  return chosen
}
