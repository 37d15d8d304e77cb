import { lastDayOf } from '../../../shared/clock.ts'
import { weekday } from '../../../shared/kst.ts'
import type { Lang } from '../../../shared/wire.ts'

/** What time and totals bring about, told by mail. Chinese readers get English until their texts exist. */
type About = {
  number: string
  title: string
  /** Absolute address of the petition in Korean. */
  url: string
  total: number
}
type Due = {
  by: 'mayor' | 'department' | 'elsewhere'
  dueAt: Date
  departmentKo: string | null
  departmentEn: string | null
}

/** Once the threshold is reached: to the author and to those who follow. */
export function establishedMail(
  lang: Lang,
  about: About,
  threshold: number,
  due: Due | null,
  unsubscribe?: string,
) {
  const { title, number } = about
  if (lang !== 'ko') {
    return {
      subject: `${count(threshold)} people endorsed: ${title}`,
      text: lines(
        `Petition ${number}, “${title}”, was endorsed by ${count(about.total)} people.`,
        due ? promiseEn(due) : 'It has been answered already; the answer is on its page.',
        inEnglish(about.url),
        `What you hear of it: ${inEnglish(about.url)}/endorsed`,
        ...(unsubscribe ? [`To hear no more of this petition: ${unsubscribe}`] : []),
      ),
      unsubscribe,
    }
  }
  return {
    subject: `${count(threshold)}명이 공감했습니다: ${title}`,
    text: lines(
      `청원 ${number} ‘${title}’에 ${count(about.total)}명이 공감했습니다.`,
      due ? promiseKo(due) : '이 청원은 이미 답변이 나왔습니다. 청원 쪽에서 보실 수 있습니다.',
      about.url,
      `소식 받기를 바꾸려면: ${about.url}/endorsed`,
      ...(unsubscribe ? [`이 청원 소식을 그만 받으려면: ${unsubscribe}`] : []),
    ),
    unsubscribe,
  }
}

/** To officers who now owe an answer or watch over it. */
export const officerMail = (about: About, due: Due) => ({
  subject: `[답변 기한 ${dayKo(due.dueAt)}] ${about.title}`,
  text: lines(
    `청원 ${about.number} ‘${about.title}’ (공감 ${count(about.total)}명)`,
    `${due.by === 'mayor' ? '구청장 답변' : `${due.departmentKo ?? '담당 부서'} 답변`} 기한: ${dayKo(due.dueAt)} 밤 12시`,
    about.url.replace('/petitions/', '/desk/petitions/'),
  ),
})

/** When the window closed: to the author. */
export function closedMail(lang: Lang, about: About, due: Due | null) {
  const { title, number } = about
  if (lang !== 'ko') {
    return {
      subject: `Endorsing has closed: ${title}`,
      text: lines(
        `${count(about.total)} people endorsed petition ${number}, “${title}”.`,
        due ? promiseEn(due) : 'It has been answered already; the answer is on its page.',
        inEnglish(about.url),
      ),
    }
  }
  return {
    subject: `공감이 마감되었습니다: ${title}`,
    text: lines(
      `청원 ${number} ‘${title}’에 ${count(about.total)}명이 공감했습니다.`,
      due ? promiseKo(due) : '이 청원은 이미 답변이 나왔습니다. 청원 쪽에서 보실 수 있습니다.',
      about.url,
    ),
  }
}

/** When nothing was added by the day a supplement was asked for. */
export function lapsedMail(lang: Lang, about: Omit<About, 'total'>) {
  const { title, number } = about
  if (lang !== 'ko') {
    return {
      subject: `The day for additions has passed: ${title}`,
      text: lines(
        `Petition ${number}, “${title}”, was not published, because what was asked for did not arrive in time.`,
        'Your text is kept. You can file it again with what was missing, online or by phone: 02-2670-3114.',
        inEnglish(about.url),
      ),
    }
  }
  return {
    subject: `보완할 날짜가 지났습니다: ${title}`,
    text: lines(
      `청원 ${number} ‘${title}’`,
      '보완할 내용이 기한까지 오지 않아 공개하지 않았습니다.',
      '쓰신 글은 그대로 있습니다. 부족한 것을 더해 다시 내실 수 있습니다. 전화로도 도와드립니다: 02-2670-3114',
      about.url,
    ),
  }
}

/** Every so many days while an answer is owed: to the department. */
export const reminderMail = (about: About, due: Due, days: number) => ({
  subject: `[중간답변 ${days}일] ${about.title}`,
  text: lines(
    `청원 ${about.number} ‘${about.title}’의 답변을 기다린 지 ${days}일이 되었습니다.`,
    '주민이 어디까지 왔는지 알 수 있게 중간답변을 올려 주세요.',
    `답변 기한: ${dayKo(due.dueAt)} 밤 12시`,
    about.url.replace('/petitions/', '/desk/petitions/'),
  ),
})

const promiseKo = ({ by, dueAt, departmentKo }: Due) =>
  by === 'mayor'
    ? `구청장이 ${dayKo(dueAt)}까지 글과 영상으로 답합니다.`
    : `담당 부서${departmentKo ? `(${departmentKo})` : ''}에서 ${dayKo(dueAt)}까지 글로 답합니다.`

const promiseEn = ({ by, dueAt, departmentEn }: Due) =>
  by === 'mayor'
    ? `The mayor answers in text and on video by ${dayEn(dueAt)}.`
    : `The department in charge${departmentEn ? ` (${departmentEn})` : ''} answers in writing by ${dayEn(dueAt)}.`

const lines = (...parts: string[]) => parts.join('\n\n')
const count = (n: number) => n.toLocaleString('en-US')
const inEnglish = (url: string) => url.replace('/petitions/', '/en/petitions/')

function dayKo(end: Date): string {
  const day = lastDayOf(end)
  return `${Number(day.slice(5, 7))}월 ${Number(day.slice(8))}일(${'일월화수목금토'[weekday(day)]})`
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)
function dayEn(end: Date): string {
  const day = lastDayOf(end)
  return `${Number(day.slice(8))} ${months[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`
}
