import { encode } from 'uqr'
import type { AttendanceMode } from '../../../shared/town-halls.ts'
import type { Lang } from '../../../shared/wire.ts'
import type { Deps } from '../../platform/deps.ts'
import { pngOf } from '../../platform/mail/png.ts'
import { calendarFile } from './calendar.ts'
import type { Told } from './registrations.mails.ts'
import { openTicketKey, signTicket } from './tickets.ts'
import type { SittingRow, TownHallRow } from '../townhalls.queries.ts'

type Scene = { hall: TownHallRow; sitting: SittingRow; at: Date }

/** A sitting as the calendar of someone who takes part in this way shows it. */
const entryOf = (
  { config }: Pick<Deps, 'config'>,
  { hall, sitting, at }: Scene,
  lang: Lang,
  mode: AttendanceMode,
) => ({
  uid: `sitting-${sitting.id}@${new URL(config.publicUrl).hostname}`,
  title: [lang === 'ko' ? hall.titleKo : hall.titleEn, sitting.name].filter(Boolean).join(', '),
  startsAt: sitting.startsAt,
  endsAt: sitting.endsAt,
  place:
    mode === 'online'
      ? (sitting.onlineUrl ?? '')
      : [sitting.place, sitting.address].filter(Boolean).join(', '),
  url: `${config.publicUrl}${lang === 'ko' ? '' : `/${lang}`}/town-halls/${hall.id}`,
  at,
  revision: sitting.revision,
})

/** The calendar entry of a sitting, to come with a mail. */
export const calendarOf = (deps: Pick<Deps, 'config'>, scene: Scene, lang: Lang, mode: AttendanceMode) => ({
  name: 'town-hall.ics',
  type: 'text/calendar; charset=utf-8; method=PUBLISH',
  text: calendarFile(entryOf(deps, scene, lang, mode), lang),
})

/**
 * Takes the entry of a sitting out of calendars.
 * @param raised 1 where the sitting itself does not take place, which is a change of the entry
 */
export const calendarWithout = (deps: Pick<Deps, 'config'>, scene: Scene, lang: Lang, raised: 0 | 1) => {
  const entry = entryOf(deps, scene, lang, 'in-person')
  return {
    name: 'town-hall-cancelled.ics',
    type: 'text/calendar; charset=utf-8; method=CANCEL',
    text: calendarFile({ ...entry, revision: entry.revision + raised, cancelled: true }, lang),
  }
}

/** One picture of a ticket for each person who comes to the hall; none for who takes part online. */
export function ticketPictures({ secrets }: Pick<Deps, 'secrets'>, { hall, sitting }: Scene, told: Told) {
  if (told.mode !== 'in-person') return []
  const key = openTicketKey(secrets, hall.sealedTicketKey)
  return told.seats.map(({ id, code }) => ({
    name: `ticket-${code}.png`,
    alt: `${code.slice(0, 4)}-${code.slice(4)}`,
    png: pngOf(encode(signTicket(key, id, sitting.id), { border: 4 }).data, 6).toString('base64'),
  }))
}

/** What comes with a mail about a seat that is someone's own. */
export const enclosed = (deps: Pick<Deps, 'config' | 'secrets'>, scene: Scene, lang: Lang, told: Told) => ({
  files: [calendarOf(deps, scene, lang, told.mode)],
  pictures: ticketPictures(deps, scene, told),
})
