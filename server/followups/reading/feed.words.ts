import type { FollowUp } from '../../../shared/follow-ups.ts'
import type { Lang } from '../../../shared/wire.ts'
import { csvWords } from './csv.words.ts'

const titles: Record<Lang, string> = {
  ko: '소통 약속 장부',
  en: 'Sotong: the ledger of promises',
  zh: '沟通：承诺台账',
}

const escaped = (text: string) =>
  text
    // What XML cannot hold, although people can write it.
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/** The ledger for feed readers (Atom, RFC 4287): what was promised and settled last, each with its state. */
export function ledgerFeed(publicUrl: string, lang: Lang, cards: FollowUp[]): string {
  const root = `${publicUrl}${lang === 'ko' ? '' : `/${lang}`}/follow-ups`
  const words = csvWords[lang]
  const entries = cards.map((card) => {
    const url = `${root}/${card.number}`
    const changed = card.settledAt ?? card.promisedAt
    const department = lang === 'ko' ? card.department.nameKo : card.department.nameEn
    return [
      '<entry>',
      `<id>${escaped(url)}#${card.state}</id>`,
      `<title>${escaped(`[${words.states[card.state]}] ${card.text}`)}</title>`,
      `<link href="${escaped(url)}"/>`,
      `<published>${card.promisedAt}</published>`,
      `<updated>${changed}</updated>`,
      `<author><name>${escaped(department)}</name></author>`,
      `<category term="${card.source}" label="${escaped(words.sources[card.source])}"/>`,
      `<summary>${escaped([card.origin.label, card.publicNote].filter(Boolean).join('\n'))}</summary>`,
      '</entry>',
    ].join('')
  })
  const updated = cards
    .map(({ settledAt, promisedAt }) => settledAt ?? promisedAt)
    .toSorted()
    .at(-1)
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">`,
    `<id>${escaped(root)}</id>`,
    `<title>${titles[lang]}</title>`,
    `<link rel="self" href="${escaped(root)}.atom"/>`,
    `<link href="${escaped(root)}"/>`,
    `<updated>${updated ?? '2018-09-30T15:00:00.000Z'}</updated>`,
    ...entries,
    '</feed>',
    '',
  ].join('\n')
}
