import type { Lang } from '../../../shared/wire.ts'

/** What a published answer is told with. Chinese readers get English until their texts exist. */
export type Answered = {
  number: string
  title: string
  kind: 'mayor' | 'department'
  interim: boolean
  /** Of the answer. */
  answerTitle: string
  departmentKo: string
  departmentEn: string
  /** Absolute address of the petition in Korean. */
  url: string
}

/** To the author, and with `unsubscribe` to those who chose to hear. */
export function answeredMail(lang: Lang, about: Answered, unsubscribe?: string) {
  return { ...(lang === 'ko' ? inKorean(about, unsubscribe) : inEnglish(about, unsubscribe)), unsubscribe }
}

function inKorean(about: Answered, unsubscribe: string | undefined) {
  const { title, number, interim, answerTitle, url } = about
  const who = about.kind === 'mayor' ? '구청장' : about.departmentKo
  const said = interim
    ? `${who}의 중간답변이 나왔습니다. 마지막 답변은 아직 준비하고 있습니다.`
    : `${who}의 답변이 나왔습니다.`
  return {
    subject: `${interim ? '중간답변이' : '답변이'} 나왔습니다: ${title}`,
    text: lines(
      `청원 ${number} ‘${title}’`,
      `${said}\n${answerTitle}`,
      url,
      unsubscribe && `이 청원 소식을 그만 받으려면: ${unsubscribe}`,
    ),
  }
}

function inEnglish(about: Answered, unsubscribe: string | undefined) {
  const { title, number, interim, answerTitle, url } = about
  const who = about.kind === 'mayor' ? 'the mayor' : about.departmentEn
  const said = interim
    ? `There is an interim answer by ${who}. The final answer is still being prepared.`
    : `There is an answer by ${who}.`
  return {
    subject: `${interim ? 'Interim answer' : 'Answer'} to: ${title}`,
    text: lines(
      `Petition ${number}, “${title}”`,
      `${said}\n${answerTitle}`,
      url.replace('/petitions/', '/en/petitions/'),
      unsubscribe && `To hear no more of this petition: ${unsubscribe}`,
    ),
  }
}

const lines = (...parts: (string | undefined)[]) => parts.filter((part) => part !== undefined).join('\n\n')
