import { lastDayOf } from '../../shared/clock.ts'
import { dayOf, weekday } from '../../shared/kst.ts'

const ko = '일월화수목금토'
const months = 'January February March April May June July August September October November December'.split(
  ' ',
)

/** The last day before an end that is stored as 24:00 in Seoul, such as 12월 2일(수). */
export function dayText(lang: string, end: string): string {
  const day = lastDayOf(new Date(end))
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  if (lang === 'ko') return `${month}월 ${date}일(${ko[weekday(day)]})`
  return `${date} ${months[month - 1]} ${year}`
}

/** An instant in Seoul to the second, such as 2026. 11. 23.(월) 19:24:07. */
export function momentText(lang: string, instant: string): string {
  const at = new Date(instant)
  const day = dayOf(at)
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const time = new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(11, 19)
  if (lang === 'ko') return `${year}. ${month}. ${date}.(${ko[weekday(day)]}) ${time}`
  return `${date} ${months[month - 1]} ${year}, ${time}`
}
