import type { ListStage } from '../../../shared/states.ts'
import type { PetitionSummary } from '../../../shared/petitions.ts'
import type { Lang } from '../../../shared/wire.ts'
import { inLang } from '../../platform/http/context.ts'
import { atomFeed, opened } from '../../platform/render/atom.ts'
import { xmlText } from '../../platform/render/xml.ts'

const words: Record<
  Lang,
  { site: string; office: string; stages: Record<ListStage, string>; total: string }
> = {
  ko: {
    site: '영등포신문고',
    office: '영등포구',
    stages: {
      collecting: '공감 진행 중',
      awaiting: '답변 준비 중',
      answered: '답변 완료',
      ended: '종결',
      all: '모두',
    },
    total: '공감',
  },
  en: {
    site: 'Yeongdeungpo petitions',
    office: 'Yeongdeungpo-gu',
    stages: {
      collecting: 'open',
      awaiting: 'awaiting an answer',
      answered: 'answered',
      ended: 'ended',
      all: 'all',
    },
    total: 'Endorsements',
  },
  zh: {
    site: '永登浦请愿',
    office: '永登浦区',
    stages: { collecting: '征集中', awaiting: '等待答复', answered: '已答复', ended: '已结束', all: '全部' },
    total: '附议',
  },
}

/** What happened to a petition last, as far as a list knows it. */
const touched = ({ answeredAt, openedAt }: PetitionSummary) => answeredAt ?? openedAt

/**
 * A list of petitions for feed readers. Where a petition was answered meanwhile it is a new entry, so that readers show it.
 * @param query the list's own query, as it stands in its address
 */
export function petitionsFeed(
  publicUrl: string,
  lang: Lang,
  stage: ListStage,
  query: string,
  items: PetitionSummary[],
) {
  const { site, office, stages, total } = words[lang]
  const root = publicUrl + inLang(lang, '/petitions')
  const asked = query ? `?${query}` : ''
  const entries = items.map((petition) => {
    const url = `${root}/${petition.number}`
    return [
      '<entry>',
      `<id>${xmlText(petition.answeredAt ? `${url}#answered` : url)}</id>`,
      `<title>${xmlText(petition.title)}</title>`,
      `<link href="${xmlText(url)}"/>`,
      ...(petition.openedAt ? [`<published>${petition.openedAt}</published>`] : []),
      `<updated>${touched(petition) ?? opened}</updated>`,
      ...(petition.category ? [`<category term="${xmlText(petition.category)}"/>`] : []),
      `<summary>${xmlText([petition.excerpt, `${total} ${petition.total}`].filter(Boolean).join('\n'))}</summary>`,
      '</entry>',
    ].join('')
  })
  const title = `${site}: ${stages[stage]}`
  return atomFeed(
    {
      lang,
      about: root + asked,
      self: `${root}.atom${asked}`,
      title,
      author: office,
      updates: items.map(touched),
    },
    entries,
  )
}
