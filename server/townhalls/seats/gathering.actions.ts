import type { GatheringLimitBody } from '../../../shared/gathering.ts'
import { dayOf, endOfDay, startOfDay } from '../../../shared/kst.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { changePublic } from '../../platform/render/drops.ts'
import { addGatheringLimit, liftGatheringLimit, sittingsBetween } from './gathering.queries.ts'
import { lockSitting } from '../townhalls.queries.ts'
import { offerFreeSeats } from './waiting.actions.ts'

/** Limits gatherings from now on. Nobody who has a seat is put out by it. @throws Refusal `date-in-the-past` */
export async function limitGatherings(
  deps: Deps,
  officer: Officer,
  limit: GatheringLimitBody,
): Promise<number> {
  const at = deps.now()
  if (limit.untilDay < dayOf(at)) throw new Refusal('date-in-the-past', { field: 'untilDay' })
  return changePublic(deps, async (tx) => {
    // Who takes a seat at this moment is done first, and whoever comes after it meets the limit.
    for (const { sittingId } of await touched(tx, limit)) await lockSitting(tx, sittingId)
    const id = await addGatheringLimit(tx, { ...limit, setBy: officer.officerId, createdAt: at })
    await record(deps, tx, officer, 'gathering-limit.add', { kind: 'gathering_limit', id }, limit)
    return id
  })
}

/** Lifts a limit; the seats that this frees are offered at once. @throws Refusal `not-found` */
export async function liftLimit(deps: Deps, officer: Officer, id: number) {
  const at = deps.now()
  await changePublic(deps, async (tx) => {
    const limit = await liftGatheringLimit(tx, id, at)
    if (!limit) throw new Refusal('not-found')
    await record(deps, tx, officer, 'gathering-limit.lift', { kind: 'gathering_limit', id })
    for (const { sittingId } of await touched(tx, limit)) await offerFreeSeats(deps, tx, sittingId)
  })
}

/** Sittings on the days of a limit, the lower id first as locks want it. */
const touched = async (tx: Db, { fromDay, untilDay }: Pick<GatheringLimitBody, 'fromDay' | 'untilDay'>) =>
  (await sittingsBetween(tx, startOfDay(fromDay), endOfDay(untilDay))).toSorted(
    (a, b) => a.sittingId - b.sittingId,
  )
