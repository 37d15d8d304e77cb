import type { ZoneBody } from '../../../shared/gathering.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Deps } from '../../platform/deps.ts'
import { changePublic } from '../../platform/render/drops.ts'
import { addZone, allZones, endZone, fillZones, lockZones, saveZone } from './zones.queries.ts'
import { zoneChanges } from './zones.rules.ts'
import { zonesSeed } from './zones.seed.ts'

/** Fills what a new installation needs; what exists already is left as officers made it. */
export async function seedZones({ db }: Pick<Deps, 'db'>) {
  await db.transaction((tx) =>
    fillZones(
      tx,
      zonesSeed.map((zone) => ({ ...zone, fromDay: '2018-01-01' })),
    ),
  )
}

/**
 * Groups dongs from a day on. What held before keeps its days, and other zones give up the dongs on that day.
 * @throws as `zoneChanges`
 */
export async function putZone(deps: Deps, officer: Officer, zone: ZoneBody, dongs: ReadonlySet<string>) {
  await changePublic(deps, async (tx) => {
    await lockZones(tx)
    const { same, others } = zoneChanges(zone, await allZones(tx), dongs)
    for (const { id, code, nameKo, nameEn, left, begunToday, untilDay } of others) {
      if (begunToday) {
        await saveZone(tx, id, { dongCodes: left })
        continue
      }
      await endZone(tx, code, zone.fromDay)
      if (left.length > 0)
        await addZone(tx, { code, nameKo, nameEn, dongCodes: left, fromDay: zone.fromDay, untilDay })
    }
    const { code, nameKo, nameEn, fromDay, dongs: dongCodes } = zone
    await endZone(tx, code, fromDay)
    if (same === null) await addZone(tx, { code, nameKo, nameEn, dongCodes, fromDay })
    else await saveZone(tx, same, { nameKo, nameEn, dongCodes, untilDay: null })
    await record(deps, tx, officer, 'zone.put', { kind: 'zone', id: code }, { fromDay, dongs: dongCodes })
  })
}
