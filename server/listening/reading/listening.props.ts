import { addDays, dayOf, startOfDay } from '../../../shared/kst.ts'
import type { ListeningAddress, ListeningProps } from '../../../shared/listening-pages.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import { allDongs } from '../../settings/settings.queries.ts'
import { everySeries } from '../listening.queries.ts'
import { comingEvents, countEvents, countsBy, listedEvents, sumsBetween } from './events.queries.ts'
import { listEvents, summariesOf } from './events.ts'

/** More than a month has had; a month is shown whole. */
const mostOfMonth = 200
const onePage = 30
const mostComing = 6

/** First and last day of `2026-11`. */
export function daysOf(month: string) {
  const from = `${month}-01`
  const next = addDays(from, 31).slice(0, 7)
  return { from, until: addDays(`${next}-01`, -1) }
}

/**
 * The page of events: a month as calendar and list, or with a filter and no month all of them, page by page.
 * @throws Refusal `cursor-unknown`
 */
export async function listeningProps(
  { db, now }: Deps,
  query: ListeningAddress,
): Promise<Omit<ListeningProps, 'problem'>> {
  const today = dayOf(now())
  const { dong, series, after } = query
  const all = query.month === undefined && (dong !== undefined || series !== undefined || after !== undefined)
  const month = all ? null : (query.month ?? today.slice(0, 7))
  if (month !== null && after !== undefined) throw new Refusal('cursor-unknown', { field: 'after' })
  const days = month === null ? null : daysOf(month)
  const time = days ? { from: startOfDay(days.from), until: startOfDay(addDays(days.until, 1)) } : {}
  const year = Number((month ?? today).slice(0, 4))
  const [dongs, kinds, coming, bySeries, byDong, sums] = await Promise.all([
    allDongs(db),
    everySeries(db),
    comingEvents(db, now(), mostComing),
    countsBy(db, 'seriesCode', { ...time, dong }),
    countsBy(db, 'dong', { ...time, series }),
    sumsBetween(db, startOfDay(`${year}-01-01`), startOfDay(`${year + 1}-01-01`)),
  ])
  const page = all
    ? await listEvents(db, { dong, series, after, limit: onePage })
    : {
        items: await summariesOf(db, await listedEvents(db, { ...time, dong, series }, null, mostOfMonth)),
        next: null,
        total: await countEvents(db, { ...time, dong, series }),
      }
  const { total, ...rest } = sums
  return {
    query,
    month,
    today,
    items: page.items,
    next: page.next,
    total: Number(page.total),
    coming: after === undefined ? await summariesOf(db, coming) : [],
    series: kinds
      .map(({ code, nameKo, nameEn, retiredAt }) => ({
        code,
        nameKo,
        nameEn,
        retiredAt,
        count: bySeries.get(code) ?? 0,
      }))
      // A retired one stays while events stand under it.
      .filter(({ code, retiredAt, count }) => retiredAt === null || count > 0 || code === series)
      .map(({ retiredAt: _retired, ...row }) => row),
    dongs,
    byDong: Object.fromEntries(byDong),
    sums: { year, opinions: total, ...rest },
  }
}
