import type { Lang } from '../../../shared/wire.ts'

export type CalendarEntry = {
  uid: string
  title: string
  startsAt: Date
  endsAt: Date
  place: string
  url: string
  /** When it was written. */
  at: Date
  /** Which writing of this entry it is: a higher one replaces what a calendar has. */
  revision: number
  /** Takes the entry out of calendars. */
  cancelled?: boolean
}

/** A calendar file (RFC 5545) with one entry and a reminder a day before. */
export function calendarFile(
  { uid, title, startsAt, endsAt, place, url, at, revision, cancelled = false }: CalendarEntry,
  lang: Lang,
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Yeongdeungpo-gu//Sotong//KO',
    `METHOD:${cancelled ? 'CANCEL' : 'PUBLISH'}`,
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${stamp(at)}`,
    `SEQUENCE:${revision}`,
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `DTSTART:${stamp(startsAt)}`,
    `DTEND:${stamp(endsAt)}`,
    `SUMMARY:${escaped(title)}`,
    `LOCATION:${escaped(place)}`,
    `URL:${url}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(lang === 'ko' ? `내일: ${title}` : `Tomorrow: ${title}`)}`,
    'TRIGGER:-P1D',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return lines.flatMap(folded).join('\r\n') + '\r\n'
}

const stamp = (at: Date) => at.toISOString().replace(/[-:]|\.\d{3}/g, '')
const escaped = (text: string) => text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, '\\n')

/** No line is longer than 75 bytes; what goes on begins with a space. A letter is never cut. */
function folded(line: string): string[] {
  const parts: string[] = []
  let part = ''
  for (const letter of line) {
    if (Buffer.byteLength(part + letter) > 74) {
      parts.push(part)
      part = ` ${letter}`
    } else part += letter
  }
  return [...parts, part]
}
