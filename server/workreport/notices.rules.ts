import type { Day } from '../../shared/kst.ts'
import { type NoticeKind, noticeKinds } from '../../shared/work-report-figures.ts'
import { lastOf, type Period } from '../../shared/work-report-period.ts'

type Settings = { mailDay: number } & Record<NoticeKind, boolean>

/** A server that was away on the day still mails within so many days; later nobody waits for it. */
const daysToCatchUp = 2

/**
 * Reports that are to be mailed: last month's from the set day of every month on, last quarter's in its first month.
 * @param hour of the day in Seoul; nothing is mailed before nine
 */
export function noticesDue(
  settings: Settings,
  today: Day,
  hour: number,
): { kind: NoticeKind; period: Period }[] {
  const [month, day] = [Number(today.slice(5, 7)), Number(today.slice(8))]
  const late = day - settings.mailDay
  if (hour < 9 || late < 0 || late > daysToCatchUp) return []
  return noticeKinds
    .filter((kind) => settings[kind] && (kind === 'monthly' || month % 3 === 1))
    .map((kind) => ({ kind, period: lastOf(kind, today) }))
}
