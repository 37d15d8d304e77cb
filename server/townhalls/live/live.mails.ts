import type { Lang } from '../../../shared/wire.ts'

type About = { titleKo: string; titleEn: string; question: string; answer: string; url: string }

/** The written answer to a question of a town hall. Chinese readers get English until their texts exist. */
export function answeredInWritingMail(lang: Lang, about: About) {
  const { titleKo, titleEn, question, answer, url } = about
  return lang === 'ko'
    ? {
        subject: `질문에 답변이 나왔습니다: ${titleKo}`,
        text: [`‘${titleKo}’에서 하신 질문`, question, '답변', answer, url].join('\n\n'),
      }
    : {
        subject: `Your question was answered: ${titleEn}`,
        text: [
          `Your question at “${titleEn}”`,
          question,
          'Answer',
          answer,
          url.replace('/town-halls/', '/en/town-halls/'),
        ].join('\n\n'),
      }
}
