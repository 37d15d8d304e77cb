import { dayOf } from '../../../shared/kst.ts'
import { timeOf } from '../../../shared/dates.ts'
import type { ListeningEvent } from '../../../shared/listening.ts'
import type { Lang } from '../../../shared/wire.ts'
import type { Deps } from '../../platform/deps.ts'
import { csvOf } from '../../platform/files/csv.ts'
import { inLang } from '../../platform/http/context.ts'
import { atomFeed } from '../../platform/render/atom.ts'
import { xmlText } from '../../platform/render/xml.ts'
import { allDongs } from '../../settings/settings.queries.ts'
import { exportWords } from './export.words.ts'
import { listedEvents, type Place } from './events.queries.ts'
import { summariesOf } from './events.ts'

const piece = 500
/** All events of thirty years; more are cut off rather than held in memory. */
const most = 20_000
const newest = 50

/** Every event as a table for spreadsheets. */
export async function eventsCsv({ db }: Deps, lang: Lang): Promise<string> {
  const words = exportWords[lang === 'ko' ? 'ko' : 'en']
  const dongs = new Map(
    (await allDongs(db)).map((row) => [row.code, lang === 'ko' ? row.nameKo : row.nameEn]),
  )
  const rows: (string | number)[][] = [words.columns]
  let after: Place | null = null
  while (rows.length < most) {
    const events = await listedEvents(db, {}, after, piece)
    for (const event of await summariesOf(db, events)) {
      const starts = new Date(event.startsAt)
      rows.push([
        event.id,
        words.states[event.state],
        event.title,
        lang === 'ko' ? event.series.nameKo : event.series.nameEn,
        dayOf(starts),
        timeOf(starts),
        timeOf(new Date(event.endsAt)),
        event.place,
        dongs.get(event.dong ?? '') ?? '',
        event.host,
        event.partner,
        event.people,
        event.opinions.total,
        event.opinions.onTheSpot,
        event.opinions.toAnswer,
        event.opinions.answered,
        event.opinions.policy,
      ])
    }
    const last = events.at(-1)?.event
    if (!last || events.length < piece) break
    after = { startMs: last.startsAt.getTime(), id: last.id }
  }
  return csvOf(rows)
}

/** The newest events as an Atom feed (RFC 4287). */
export async function eventsFeed({ db, config }: Deps, lang: Lang): Promise<string> {
  const words = exportWords[lang === 'ko' ? 'ko' : 'en']
  const events = await listedEvents(db, {}, null, newest)
  const summaries = await summariesOf(db, events)
  const address = (path: string) => xmlText(config.publicUrl + inLang(lang, path))
  const entry = (event: ListeningEvent, at: number) => `
  <entry>
    <id>${address(`/listening/${event.id}`)}</id>
    <title>${xmlText(event.title)}</title>
    <link href="${address(`/listening/${event.id}`)}"/>
    <published>${event.startsAt}</published>
    <updated>${events[at]!.event.updatedAt.toISOString()}</updated>
    <category term="${xmlText(event.series.code)}"/>
    <summary>${xmlText(words.summary(event.place, event.people, event.opinions.total))}</summary>
  </entry>`
  const feed = {
    lang,
    about: config.publicUrl + inLang(lang, '/listening'),
    self: config.publicUrl + inLang(lang, '/listening/feed.atom'),
    title: words.title,
    author: words.office,
    updates: events.map(({ event }) => event.updatedAt.toISOString()),
  }
  return atomFeed(feed, summaries.map(entry))
}
