import { lastDayOf } from './clock.ts'
import { type Day, dayOf, weekday } from './kst.ts'
import type { Lang } from './wire.ts'

const koDays = ['일', '월', '화', '수', '목', '금', '토']
const enDays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const enMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function parts(day: Day) {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return {
    year,
    month,
    date,
    ko: koDays[weekday(day)]!,
    en: enDays[weekday(day)]!,
    enMonth: enMonths[month - 1]!,
  }
}

/** `11. 2.`, `2 Nov`, `11月2日` */
export function shortDay(day: Day, lang: Lang): string {
  const { month, date, enMonth } = parts(day)
  if (lang === 'en') return `${date} ${enMonth}`
  return lang === 'zh' ? `${month}月${date}日` : `${month}. ${date}.`
}
export const shortDate = (at: Date, lang: Lang) => shortDay(dayOf(at), lang)

/** The short day, with its year where that is not the year of `today`: `11. 2.`, `2027. 1. 5.` */
export function nearDay(day: Day, today: Day, lang: Lang): string {
  const { year } = parts(day)
  if (year === parts(today).year) return shortDay(day, lang)
  if (lang === 'en') return `${shortDay(day, lang)} ${year}`
  return lang === 'zh' ? `${year}年${shortDay(day, lang)}` : `${year}. ${shortDay(day, lang)}`
}

/** `12월 2일(수)`, `Wed 2 Dec`, `12月2日` */
export function spokenDay(day: Day, lang: Lang): string {
  const { month, date, ko, en, enMonth } = parts(day)
  if (lang === 'en') return `${en} ${date} ${enMonth}`
  return lang === 'zh' ? `${month}月${date}日` : `${month}월 ${date}일(${ko})`
}
export const spokenDate = (at: Date, lang: Lang) => spokenDay(dayOf(at), lang)

/** As in official papers: `2026. 11. 23.(월)`, `23 Nov 2026`, `2026年11月23日` */
export function longDay(day: Day, lang: Lang): string {
  const { year, month, date, ko, enMonth } = parts(day)
  if (lang === 'en') return `${date} ${enMonth} ${year}`
  return lang === 'zh' ? `${year}年${month}月${date}日` : `${year}. ${month}. ${date}.(${ko})`
}
export const longDate = (at: Date, lang: Lang) => longDay(dayOf(at), lang)

/** 24-hour time in Seoul, `19:24`, or with seconds `19:24:07`. */
export function timeOf(at: Date, seconds = false): string {
  return new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(11, seconds ? 19 : 16)
}
export const dateTime = (at: Date, lang: Lang, seconds = false) =>
  `${longDate(at, lang)} ${timeOf(at, seconds)}`

/** The last day of something that ends at 24:00: `12월 2일(수) 밤 12시`, `midnight of Wed 2 Dec` */
export function closingDate(closesAt: Date, lang: Lang): string {
  const day = spokenDay(lastDayOf(closesAt), lang)
  if (lang === 'en') return `midnight at the end of ${day}`
  return lang === 'zh' ? `${day}24时` : `${day} 밤 12시`
}

/** The day by which something is due, from its exclusive instant: `12월 12일(토)` */
export const dueDate = (dueAt: Date, lang: Lang) => spokenDay(lastDayOf(dueAt), lang)
