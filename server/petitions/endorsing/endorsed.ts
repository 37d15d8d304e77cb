import type { EndorsedPetition, EndorsedProps, FollowProps } from '../../../shared/endorsing.ts'
import { maskEmail } from '../../../shared/masking.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { addressOf } from '../../accounts/accounts.actions.ts'
import type { Resident } from '../../accounts/permissions.rules.ts'
import type { Deps } from '../../platform/deps.ts'
import { holidayDays } from '../../settings/settings.queries.ts'
import { endorsementOf, petitionForReceipt } from './endorsed.queries.ts'
import { endorsable } from './endorsing.rules.ts'
import { departmentDueAfter } from '../milestones/milestones.rules.ts'
import { subscriptionOf } from './subscriptions.queries.ts'

/**
 * A petition as pages about one's own endorsement show it.
 * @throws Refusal `not-found` where it never opened; `gone` where it was removed
 */
export async function endorsedPetition(
  deps: Deps,
  number: string,
): Promise<EndorsedPetition & { id: number }> {
  const row = await petitionForReceipt(deps.db, number)
  if (!row?.openedAt || !row.closesAt || !row.threshold || !row.departmentDays || !row.mayorDays) {
    throw new Refusal('not-found')
  }
  if (row.removed) throw new Refusal('gone')
  const { closesAt, threshold, total } = row
  return {
    id: row.id,
    number,
    title: row.title,
    state: row.state,
    total: total ?? 0,
    threshold,
    established: row.establishedAt !== null,
    openedAt: row.openedAt.toISOString(),
    closesAt: closesAt.toISOString(),
    collecting: endorsable(row, deps.now()) === 'yes',
    mayorDays: row.mayorDays,
    departmentDueAt: departmentDueAfter(
      closesAt,
      row.departmentDays,
      await holidayDays(deps.db),
    ).toISOString(),
    response: row.response,
    responseKind: row.responseKind,
    responseDueAt: row.responseDueAt?.toISOString() ?? null,
    department:
      row.departmentKo === null
        ? null
        : { nameKo: row.departmentKo, nameEn: row.departmentEn ?? row.departmentKo },
  }
}

/** Everything on someone's receipt; null for someone who never endorsed this petition. */
export async function receiptOf(deps: Deps, who: Resident, number: string): Promise<EndorsedProps | null> {
  const { id, ...petition } = await endorsedPetition(deps, number)
  const mine = await endorsementOf(deps.db, id, who.personKey)
  if (!mine) return null
  const address = await addressOf(deps, deps.db, who.personId)
  return {
    petition,
    mine: {
      endorsedAt: mine.endorsedAt.toISOString(),
      ordinal: mine.ordinal,
      level: mine.level,
      counted: mine.ordinal > 0,
      withdrawnAt: mine.withdrawnAt?.toISOString() ?? null,
    },
    subscription: await subscriptionOf(deps.db, id, who.personId),
    email: address && maskEmail(address.email),
    url: urlOf(deps, number),
    now: deps.now().toISOString(),
  }
}

/** What someone hears of a petition, whether or not they endorsed it. */
export async function followProps(deps: Deps, who: Resident, number: string): Promise<FollowProps> {
  const { id, ...petition } = await endorsedPetition(deps, number)
  const [subscription, address] = await Promise.all([
    subscriptionOf(deps.db, id, who.personId),
    addressOf(deps, deps.db, who.personId),
  ])
  return { petition, subscription, email: address && maskEmail(address.email) }
}

export const urlOf = ({ config }: Pick<Deps, 'config'>, number: string) =>
  `${config.publicUrl}/petitions/${number}`
