import { spokenDate } from '../../../shared/dates.ts'
import type { Lang } from '../../../shared/wire.ts'
import type { ListRow } from './reading.queries.ts'

const words = {
  ko: {
    petition: '청원',
    mayor: '구청장 답변',
    department: '부서 답변',
    hall: '타운홀미팅',
    listening: '영등포1번가',
    box: '영등포1번가 열린 의견함',
    quoted: (title: string) => `‘${title}’`,
  },
  en: {
    petition: 'Petition',
    mayor: 'mayor’s answer',
    department: 'department’s answer',
    hall: 'Town hall',
    listening: 'Listening',
    box: 'Listening, open box',
    quoted: (title: string) => `“${title}”`,
  },
  zh: {
    petition: '请愿',
    mayor: '区长答复',
    department: '部门答复',
    hall: '市民恳谈会',
    listening: '永登浦1号街',
    box: '永登浦1号街 意见箱',
    quoted: (title: string) => `“${title}”`,
  },
}

type From = Pick<
  ListRow,
  'source' | 'originKo' | 'originEn' | 'originAt' | 'originId' | 'originHidden' | 'answerKind'
>

/** Where something was promised, as one reads it, and its address; a hidden petition is named by its number alone. */
export function originOf(row: From, lang: Lang): { label: string; path: string | null } {
  const said = words[lang]
  const title = lang === 'ko' ? row.originKo : row.originEn
  const day = row.originAt === null ? '' : spokenDate(new Date(row.originAt), lang)
  const together = (...parts: string[]) => parts.filter((part) => part !== '').join(' ')
  if (row.source === 'commitment') {
    const kind = row.answerKind === null ? '' : said[row.answerKind]
    return {
      label: together(said.petition, row.originId ?? '', kind),
      path: row.originId && `/petitions/${row.originId}`,
    }
  }
  if (row.source === 'question') {
    const label = together(said.hall, day, title ? said.quoted(title) : '')
    return { label, path: row.originId && `/town-halls/${row.originId}` }
  }
  if (row.originId === null) return { label: said.box, path: null }
  return { label: together(said.listening, day, title ?? ''), path: `/listening/${row.originId}` }
}
