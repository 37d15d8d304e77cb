import { longDate, nearDay, spokenDate, timeOf } from '../../shared/dates.ts'
import { dayOf, weekday } from '../../shared/kst.ts'
import type { Lang } from '../../shared/wire.ts'

const koWeekdays = ['일요일', '월요일', '화요일', '수요일', '목요일', '금요일', '토요일']
const enWeekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const zhWeekdays = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六']
const weekdays = { ko: koWeekdays, en: enWeekdays, zh: zhWeekdays }

export const weekdayOf = (at: string, lang: Lang) => weekdays[lang][weekday(dayOf(new Date(at)))]!

const partOf = (hour: number) => {
  if (hour < 6) return '새벽'
  if (hour < 12) return '오전'
  if (hour < 13) return '낮'
  if (hour < 18) return '오후'
  return hour < 21 ? '저녁' : '밤'
}

/** A time as one says it: `저녁 7시`, `7 pm`, `19:00`. */
export function spokenTime(at: string, lang: Lang): string {
  const clock = timeOf(new Date(at))
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  if (lang === 'zh') return clock
  const small = hour % 12 === 0 ? 12 : hour % 12
  if (lang === 'en') return `${small}${minute ? `:${clock.slice(3)}` : ''} ${hour < 12 ? 'am' : 'pm'}`
  return `${partOf(hour)} ${small}시${minute ? ` ${minute}분` : ''}`
}

/** `12월 3일(목) 저녁 7시` */
export const spokenWhen = (at: string, lang: Lang) =>
  `${spokenDate(new Date(at), lang)} ${spokenTime(at, lang)}`

/** The big date: `12.3`, `3 Dec`, with the year where it is not this one. */
export function bigDate(at: string, now: string, lang: Lang): string {
  const day = dayOf(new Date(at))
  const today = dayOf(new Date(now))
  if (lang === 'en') return nearDay(day, today, lang)
  const [year, month, date] = day.split('-').map(Number)
  return day.slice(0, 4) === today.slice(0, 4) ? `${month}.${date}` : `${year}.${month}.${date}`
}

export const papersDate = (at: string, lang: Lang) => longDate(new Date(at), lang)
