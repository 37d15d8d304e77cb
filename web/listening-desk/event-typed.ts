import { timeOf } from '../../shared/dates.ts'
import { dayOf } from '../../shared/kst.ts'
import type { DeskListeningEventProps } from '../../shared/listening-desk.ts'

/** The form of an event as it stands. */
export function typedEvent(event: DeskListeningEventProps['event']): Record<string, string> {
  const starts = new Date(event.startsAt)
  const { title, place, host, partner, notes, seen } = event
  return {
    title,
    series: event.series.code,
    day: dayOf(starts),
    from: timeOf(starts),
    until: timeOf(new Date(event.endsAt)),
    place,
    dong: event.dong ?? '',
    host,
    partner,
    notes,
    takesOpinions: String(event.takesOpinions),
    seen,
    ...Object.fromEntries(
      Object.entries(event.participants).map(([group, count]) => [`people-${group}`, String(count)]),
    ),
  }
}
