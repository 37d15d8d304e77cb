import type { Lang } from './wire.ts'

/** Above a page that could not be made anew: how old it is, and that nothing is wrong with what the reader does. */
export function olderPage(lang: Lang, seconds: number): string {
  if (lang === 'en')
    return `Very many people are here just now: this page is as it was ${seconds} seconds ago. It will be up to date again shortly.`
  if (lang === 'zh') return `现在访问人数很多,本页显示的是${seconds}秒前的内容,很快会更新。`
  return `지금 사람이 많이 몰려 ${seconds}초 전의 화면을 보여 드립니다. 잠시 뒤 다시 열면 새로 바뀝니다.`
}
