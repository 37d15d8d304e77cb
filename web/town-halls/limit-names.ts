import type { Dong } from '../../shared/settings.ts'
import type { Zone } from '../../shared/town-hall-pages.ts'
import type { Messages } from '../messages/index.ts'

type Known = {
  t: Messages
  name: (row: { nameKo: string; nameEn: string }) => string
  dongs: Dong[]
  zones: Zone[]
}

/** A limit of seats in words, such as `신길5동` or `휠체어 자리`. */
export function limitName(
  { kind, key }: { kind: string; key: string },
  { t, name, dongs, zones }: Known,
): string {
  const words = t.townHalls
  const place =
    kind === 'dong'
      ? dongs.find(({ code }) => code === key)
      : kind === 'zone'
        ? zones.find(({ code }) => code === key)
        : undefined
  if (place) return words.seatsOf(name(place))
  const fixed = words.lacking as Record<string, string>
  return fixed[`${kind} ${key}`.trim()] ?? key
}
