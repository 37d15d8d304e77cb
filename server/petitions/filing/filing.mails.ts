import { dateTime, dueDate } from '../../../shared/dates.ts'
import type { Lang } from '../../../shared/wire.ts'

/** What authors hear of their own acts. Chinese readers get English until their texts exist. */
type About = {
  number: string
  title: string
  publicUrl: string
  /** Whether the author can open the personal page; not where an officer filed. */
  own: boolean
}

const phone = '02-2670-3114'

/** The number, and the day by which publication is decided. */
export function receivedMail(lang: Lang, about: About, reviewDueAt: Date) {
  const { number, title } = about
  const day = dueDate(reviewDueAt, lang)
  if (lang !== 'ko') {
    return {
      subject: `We received petition ${number}: ${title}`,
      text: lines(
        `Your petition “${title}” was received. Its number is ${number}.`,
        `By ${day} we tell you whether it is published. Once published, it begins to collect endorsements.`,
        about.own
          ? `Where it stands: ${mine(lang, about)}`
          : `To ask where it stands, call ${phone} with the number.`,
      ),
    }
  }
  return {
    subject: `청원을 받았습니다(${number}): ${title}`,
    text: lines(
      `‘${title}’ 청원을 받았습니다. 접수번호는 ${number}입니다.`,
      `${day}까지 공개 여부를 알려 드립니다. 공개하면 공감을 모으기 시작합니다.`,
      about.own
        ? `지금 어디까지 왔는지: ${mine(lang, about)}`
        : `진행을 물으시려면 ${phone}로 전화해 접수번호를 말씀해 주세요.`,
    ),
  }
}

/** After an author added what was asked for. */
export function resubmittedMail(lang: Lang, about: About, reviewDueAt: Date) {
  const { number, title } = about
  const day = dueDate(reviewDueAt, lang)
  if (lang !== 'ko') {
    return {
      subject: `We received your addition to petition ${number}: ${title}`,
      text: lines(`By ${day} we tell you whether it is published.`, mine(lang, about)),
    }
  }
  return {
    subject: `보완한 글을 받았습니다: ${title}`,
    text: lines(
      `다시 살펴 ${day}까지 공개 여부를 알려 드립니다. 접수번호는 ${number}입니다.`,
      mine(lang, about),
    ),
  }
}

/** After an author withdrew: also tells the real one, if it was someone else. */
export function withdrawnMail(lang: Lang, { number, title }: About, at: Date) {
  const when = dateTime(at, lang)
  if (lang !== 'ko') {
    return {
      subject: `You withdrew petition ${number}: ${title}`,
      text: lines(
        `Petition ${number}, “${title}”, was withdrawn at your wish on ${when}.`,
        `If that was not you, please call ${phone}.`,
      ),
    }
  }
  return {
    subject: `청원을 취하하셨습니다: ${title}`,
    text: lines(
      `청원 ${number} ‘${title}’`,
      `${when}에 본인 뜻에 따라 취하했습니다.`,
      `본인이 하지 않으셨다면 ${phone}로 알려 주세요.`,
    ),
  }
}

/** After an author had the name taken off. */
export function namelessMail(lang: Lang, { number, title }: About, at: Date) {
  const when = dateTime(at, lang)
  if (lang !== 'ko') {
    return {
      subject: `Your name was taken off petition ${number}`,
      text: lines(
        `Since ${when} the petition “${title}” shows no author. It goes on, and you still hear of its answer.`,
        `If that was not you, please call ${phone}.`,
      ),
    }
  }
  return {
    subject: `청원 ${number}에서 이름을 내렸습니다`,
    text: lines(
      `${when}부터 ‘${title}’ 청원에 이름이 보이지 않습니다. 청원은 이어지고, 답변 소식은 그대로 보내 드립니다.`,
      `본인이 하지 않으셨다면 ${phone}로 알려 주세요.`,
    ),
  }
}

const lines = (...parts: string[]) => parts.join('\n\n')
const mine = (lang: Lang, { publicUrl, number }: About) =>
  `${publicUrl}${lang === 'ko' ? '' : '/en'}/petitions/${number}/mine`
