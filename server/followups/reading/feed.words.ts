import type { FollowUp } from '../../../shared/follow-ups.ts'
import type { Lang } from '../../../shared/wire.ts'
import { inLang } from '../../platform/http/context.ts'
import { atomFeed } from '../../platform/render/atom.ts'
import { xmlText } from '../../platform/render/xml.ts'
import { csvWords } from './csv.words.ts'

const titles: Record<Lang, string> = {
  ko: '소통 약속 장부',
  en: 'Sotong: the ledger of promises',
  zh: '沟通：承诺台账',
}

/** The ledger for feed readers (Atom, RFC 4287): what was promised and settled last, each with its state. */
export function ledgerFeed(publicUrl: string, lang: Lang, cards: FollowUp[]): string {
  const root = publicUrl + inLang(lang, '/follow-ups')
  const words = csvWords[lang]
  const entries = cards.map((card) => {
    const url = `${root}/${card.number}`
    const changed = card.settledAt ?? card.promisedAt
    const department = lang === 'ko' ? card.department.nameKo : card.department.nameEn
    return [
      '<entry>',
      `<id>${xmlText(url)}#${card.state}</id>`,
      `<title>${xmlText(`[${words.states[card.state]}] ${card.text}`)}</title>`,
      `<link href="${xmlText(url)}"/>`,
      `<published>${card.promisedAt}</published>`,
      `<updated>${changed}</updated>`,
      `<author><name>${xmlText(department)}</name></author>`,
      `<category term="${card.source}" label="${xmlText(words.sources[card.source])}"/>`,
      `<summary>${xmlText([card.origin.label, card.publicNote].filter(Boolean).join('\n'))}</summary>`,
      '</entry>',
    ].join('')
  })
  const updates = cards.map(({ settledAt, promisedAt }) => settledAt ?? promisedAt)
  return atomFeed({ lang, about: root, self: `${root}.atom`, title: titles[lang], updates }, entries)
}
