import type { Lang } from '../../../shared/wire.ts'
import { xmlText } from './xml.ts'

/** `about` is the address that is read, `self` the feed's own; `updates` are the instants of its entries. */
type Feed = {
  lang: Lang
  about: string
  self: string
  title: string
  author?: string
  updates: (string | null)[]
}

/** When the service was opened: what a feed says that holds nothing yet, and an entry that has no time of its own. */
export const opened = '2018-09-30T15:00:00.000Z'

/** A list for feed readers (Atom, RFC 4287), as new as its newest entry; entries are XML already. */
export const atomFeed = ({ lang, about, self, title, author, updates }: Feed, entries: string[]): string =>
  [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">`,
    `<id>${xmlText(about)}</id>`,
    `<title>${xmlText(title)}</title>`,
    ...(author === undefined ? [] : [`<author><name>${xmlText(author)}</name></author>`]),
    `<link rel="self" href="${xmlText(self)}"/>`,
    `<link href="${xmlText(about)}"/>`,
    `<updated>${
      updates
        .filter((at) => at !== null)
        .toSorted()
        .at(-1) ?? opened
    }</updated>`,
    ...entries,
    '</feed>',
    '',
  ].join('\n')
