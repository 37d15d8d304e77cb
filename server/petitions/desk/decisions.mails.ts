import { closingDate, dueDate } from '../../../shared/dates.ts'
import type { PetitionTerms } from '../../../shared/settings.ts'
import type { Lang } from '../../../shared/wire.ts'
import type { MailText } from '../../notifications/notifications.actions.ts'

/** What officers decided, told to the author. Chinese readers get English until their texts exist. */
export type AboutPetition = {
  number: string
  title: string
  /** Absolute address of the petition in Korean. */
  url: string
}
type Named = { nameKo: string; nameEn: string }
type Ground = Named & { remedyKo: string; remedyEn: string }

export function publishedMail(
  lang: Lang,
  about: AboutPetition,
  closesAt: Date,
  { threshold, mayorDays, departmentDays }: Pick<PetitionTerms, 'threshold' | 'mayorDays' | 'departmentDays'>,
): MailText {
  return inWords(lang, about, {
    ko: [
      '청원을 공개했습니다',
      `${closingDate(closesAt, 'ko')}까지 공감을 모읍니다.`,
      `${count(threshold)}명이 공감하면 그날부터 ${mayorDays}일 안에 구청장이 글과 영상으로 답합니다. 그보다 적으면 마감한 뒤 ${departmentDays}일 안에 담당 부서가 글로 답합니다.`,
      '글쓴이도 한 사람으로 공감할 수 있습니다. 이웃에게 아래 주소를 알려 보세요.',
    ],
    en: [
      'Your petition is published',
      `It collects endorsements until ${closingDate(closesAt, 'en')}.`,
      `Once ${count(threshold)} people endorse it, the mayor answers in text and on video within ${mayorDays} days. With fewer, the department in charge answers in writing within ${departmentDays} days of closing.`,
      'You may endorse it yourself, once. Tell your neighbours the address below.',
    ],
  })
}

export function askedMail(lang: Lang, about: AboutPetition, note: string, dueAt: Date): MailText {
  return inWords(lang, about, {
    ko: [
      '청원에 보완할 것이 있습니다',
      note,
      `${dueDate(dueAt, 'ko')}까지 보완해 주세요. 그때까지 검토를 멈추고 기다립니다.`,
      `로그인한 뒤 여기에서 고칠 수 있습니다: ${about.url}/supplement`,
      '전화로도 도와드립니다: 02-2670-3114',
    ],
    en: [
      'Your petition needs an addition',
      note,
      `Please add it by ${dueDate(dueAt, 'en')}. Until then the review stands still.`,
      `Sign in and change it here: ${inEnglish(about.url)}/supplement`,
      'We also help by phone: 02-2670-3114',
    ],
  })
}

export function rejectedMail(lang: Lang, about: AboutPetition, ground: Ground, note: string): MailText {
  return inWords(lang, about, {
    ko: [
      '청원을 공개하지 않았습니다',
      `까닭: ${ground.nameKo}`,
      note,
      ground.remedyKo,
      '까닭이 맞지 않다고 생각하시면 02-2670-3114로 다시 살펴 달라고 하실 수 있습니다.',
    ],
    en: [
      'Your petition was not published',
      `Ground: ${ground.nameEn}`,
      note,
      ground.remedyEn,
      'If you think that the ground is wrong, ask us to look again: 02-2670-3114.',
    ],
  })
}

export function transferredMail(lang: Lang, about: AboutPetition, body: string, note: string): MailText {
  return inWords(lang, about, {
    ko: [`청원을 ${body}에 보냈습니다`, `이 일은 ${body}에서 할 수 있어 그곳으로 보냈습니다.`, note],
    en: [
      `Your petition was sent to ${body}`,
      `The matter is in the hands of ${body}, so we sent it there.`,
      note,
    ],
  })
}

export function mergedMail(lang: Lang, about: AboutPetition, into: AboutPetition, note: string): MailText {
  return inWords(lang, about, {
    ko: [
      '같은 청원과 합쳤습니다',
      `같은 뜻의 청원이 먼저 공개되어 있어 한곳에 모았습니다: ${into.number} ‘${into.title}’`,
      note,
      `그 청원에 공감하실 수 있습니다: ${into.url}`,
    ],
    en: [
      'Your petition was joined to another',
      `A petition that asks for the same was published before: ${into.number}, “${into.title}”.`,
      note,
      `You can endorse it: ${inEnglish(into.url)}`,
    ],
  })
}

export function hiddenMail(lang: Lang, about: AboutPetition, reason: string, removed: boolean): MailText {
  return inWords(lang, about, {
    ko: [
      removed ? '청원을 내렸습니다' : '청원을 잠시 보이지 않게 했습니다',
      `까닭: ${reason}`,
      removed
        ? '청원의 쪽에는 까닭만 남습니다.'
        : '공감 기간과 답변 기한은 그대로 흐릅니다. 보이지 않는 동안에는 공감할 수 없습니다.',
      '까닭이 맞지 않다고 생각하시면 02-2670-3114로 알려 주세요.',
    ],
    en: [
      removed ? 'Your petition was removed' : 'Your petition is hidden for now',
      `Reason: ${reason}`,
      removed
        ? 'Only the reason stays at its address.'
        : 'Its window and due dates run on. Nobody can endorse it while it is hidden.',
      'If you think that the reason is wrong, please call 02-2670-3114.',
    ],
  })
}

export const shownMail = (lang: Lang, about: AboutPetition): MailText =>
  inWords(lang, about, {
    ko: ['청원이 다시 보입니다', '다시 누구나 읽을 수 있습니다.'],
    en: ['Your petition is in sight again', 'Everyone can read it again.'],
  })

export function passedMail(lang: Lang, about: AboutPetition, to: Named, reason: string): MailText {
  return inWords(lang, about, {
    ko: [`담당 부서가 ${to.nameKo}(으)로 바뀌었습니다`, `까닭: ${reason}`, '답변 기한은 그대로입니다.'],
    en: [
      `${to.nameEn} is now in charge of your petition`,
      `Reason: ${reason}`,
      'The date of the answer stands.',
    ],
  })
}

export function extendedMail(
  lang: Lang,
  about: AboutPetition,
  from: Date,
  to: Date,
  reason: string,
): MailText {
  return inWords(lang, about, {
    ko: [
      `답변을 ${dueDate(to, 'ko')}까지 드립니다`,
      `${dueDate(from, 'ko')}까지 드리기로 한 답변이 늦어집니다. 새 기한은 ${dueDate(to, 'ko')}입니다.`,
      `까닭: ${reason}`,
    ],
    en: [
      `You will have the answer by ${dueDate(to, 'en')}`,
      `The answer promised by ${dueDate(from, 'en')} takes longer. The new day is ${dueDate(to, 'en')}.`,
      `Reason: ${reason}`,
    ],
  })
}

/** To the officers of a department that now holds the case. */
export const assignedMail = ({ number, title, url }: AboutPetition, reason: string): MailText => ({
  subject: `[배정] ${title}`,
  text: [
    `청원 ${number} ‘${title}’의 담당이 되었습니다.`,
    `까닭: ${reason}`,
    url.replace('/petitions/', '/desk/petitions/'),
  ].join('\n\n'),
})

type Words = [subject: string, ...paragraphs: string[]]

/** Subject with the title, then number and title, what was decided, and the address. */
function inWords(
  lang: Lang,
  { number, title, url }: AboutPetition,
  words: { ko: Words; en: Words },
): MailText {
  const [subject, ...paragraphs] = lang === 'ko' ? words.ko : words.en
  const about = lang === 'ko' ? `청원 ${number} ‘${title}’` : `Petition ${number}, “${title}”`
  const address = lang === 'ko' ? url : inEnglish(url)
  return {
    subject: `${subject}: ${title}`,
    text: [about, ...paragraphs.filter((text) => text !== ''), address].join('\n\n'),
  }
}

const count = (n: number) => n.toLocaleString('en-US')
const inEnglish = (url: string) => url.replace('/petitions/', '/en/petitions/')
