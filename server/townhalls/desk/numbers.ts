import type { TownHallNumbers } from '../../../shared/town-halls.desk.ts'
import { dayOf } from '../../../shared/kst.ts'
import type { Deps } from '../../platform/deps.ts'
import { talliesOf } from './numbers.queries.ts'
import { countsOf, sittingNumbers } from './numbers.rules.ts'
import type { Limits } from '../seats/seats.rules.ts'
import {
  gatheringLimitOn,
  quotasOf,
  type SittingRow,
  sittingsOf,
  type TownHallRow,
  zonesOn,
} from '../townhalls.queries.ts'

/** Registered, waiting, offered and come of a town hall, by sitting, dong, mode and kind, as they stand now. */
export async function numbersOf(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  hall: TownHallRow,
): Promise<TownHallNumbers> {
  const sittings = await sittingsOf(db, hall.id)
  const tallies = await talliesOf(db, hall.id)
  const quotas = await quotasOf(
    db,
    sittings.map(({ id }) => id),
  )
  const days = new Map<string, Pick<Limits, 'gathering' | 'zoneOf'>>()
  const onDayOf = async ({ startsAt }: SittingRow) => {
    const day = dayOf(startsAt)
    const known = days.get(day)
    if (known) return known
    const zones = await zonesOn(db, day)
    const zoneOf = new Map(
      zones.flatMap(({ code, dongCodes }) => dongCodes.map((dong) => [dong, code] as const)),
    )
    const found = { gathering: await gatheringLimitOn(db, day), zoneOf }
    days.set(day, found)
    return found
  }
  const lines: TownHallNumbers['sittings'] = []
  for (const sitting of sittings) {
    const own = quotas.filter(({ sittingId }) => sittingId === sitting.id)
    lines.push(
      sittingNumbers(sitting, { quotas: own, quotasOpen: false, ...(await onDayOf(sitting)) }, tallies),
    )
  }
  const inside = lines.reduce((total, line) => total + line.inside, 0)
  return { id: hall.id, at: now().toISOString(), counts: countsOf(tallies), inside, sittings: lines }
}
