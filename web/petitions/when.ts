import { dateTime, dueDate } from '../../shared/dates.ts'
import type { Lang } from '../../shared/wire.ts'

/** The last day before an end that is stored as 24:00 in Seoul, such as 12월 2일(수). */
export const dayText = (lang: Lang, end: string) => dueDate(new Date(end), lang)

/** An instant in Seoul to the second, such as 2026. 11. 23.(월) 19:24:07. */
export const momentText = (lang: Lang, instant: string) => dateTime(new Date(instant), lang, true)
