import type { ZoneBody } from '../../../shared/gathering.ts'
import { Refusal } from '../../../shared/refusal.ts'

type Zone = {
  id: number
  code: string
  nameKo: string
  nameEn: string
  dongCodes: string[]
  fromDay: string
  untilDay: string | null
}

const holdsOn = ({ fromDay, untilDay }: Zone, day: string) =>
  fromDay <= day && (untilDay === null || day < untilDay)

/**
 * What happens to a zone that is written from a day on: it is new, follows what the code meant before, or mends what
 * begins on that very day. Past days keep the grouping they had. The dongs that another zone holds from that day on
 * leave it then, so that a dong belongs to one zone on a day.
 * @throws Refusal `dong-unknown`, `date-must-be-later` (a grouping of that code begins later)
 */
export function zoneChanges(zone: ZoneBody, all: readonly Zone[], dongs: ReadonlySet<string>) {
  if (zone.dongs.length === 0 || zone.dongs.some((code) => !dongs.has(code)))
    throw new Refusal('dong-unknown', { field: 'dongs' })
  if (all.some(({ code, fromDay }) => code === zone.code && fromDay > zone.fromDay))
    throw new Refusal('date-must-be-later', { field: 'fromDay' })
  const losing = all.filter(
    (other) =>
      other.code !== zone.code &&
      (holdsOn(other, zone.fromDay) || other.fromDay > zone.fromDay) &&
      other.dongCodes.some((dong) => zone.dongs.includes(dong)),
  )
  // A grouping planned for later that wants the same dong has to be mended first.
  if (losing.some(({ fromDay }) => fromDay > zone.fromDay))
    throw new Refusal('date-must-be-later', { field: 'fromDay' })
  const same = all.find(({ code, fromDay }) => code === zone.code && fromDay === zone.fromDay)
  return {
    same: same?.id ?? null,
    others: losing.map((other) => ({
      ...other,
      begunToday: other.fromDay === zone.fromDay,
      left: other.dongCodes.filter((dong) => !zone.dongs.includes(dong)),
    })),
  }
}
