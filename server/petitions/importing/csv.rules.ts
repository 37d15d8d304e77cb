/** What columns may be called, by the name they have in lines of JSON. */
const names: Record<string, string[]> = {
  petition_idx: ['petition_idx', '번호', '청원번호', '원번호'],
  title: ['title', '제목'],
  content: ['content', '내용', '본문'],
  category: ['category', '분야', '카테고리'],
  begin: ['begin', '시작일', '시작', '등록일'],
  end: ['end', '마감일', '종료일', '마감'],
  num_agree: ['num_agree', '공감수', '공감', '동의수', '참여인원'],
  status: ['status', '상태'],
}

const required = ['petition_idx', 'title', 'content', 'begin', 'end', 'num_agree']

/** The fields of one record: separated by commas, quoted where they hold commas, quotes (twice) or line ends. */
export function fieldsOf(record: string): string[] {
  const fields: string[] = []
  for (const [, quoted, plain, end] of record
    .replace(/\r$/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^,]*))(,|$)/gy)) {
    fields.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'))
    if (end === '') break
  }
  return fields
}

/** Where each column stands, or the required ones that the first line does not name. */
export function columnsOf(header: string[]): { at: Map<string, number>; missing: string[] } {
  const found = header.map((name) => name.trim().toLowerCase())
  const at = new Map<string, number>()
  for (const [column, spellings] of Object.entries(names)) {
    const index = found.findIndex((name) => spellings.includes(name))
    if (index !== -1) at.set(column, index)
  }
  return { at, missing: required.filter((column) => !at.has(column)) }
}

/** A record by the names of its columns; what is not there is left out. */
export const recordOf = (fields: string[], at: Map<string, number>): Record<string, string> =>
  Object.fromEntries(
    [...at].flatMap(([column, index]) => (fields[index] === undefined ? [] : [[column, fields[index]]])),
  )
