import { dateTime, spokenDate, timeOf } from '../../../shared/dates.ts'
import type { AttendanceMode, Limit } from '../../../shared/town-halls.ts'
import type { Lang } from '../../../shared/wire.ts'

/** What people hear of their registration. Chinese readers get English until their texts exist. */
export type About = {
  townHallId: number
  titleKo: string
  titleEn: string
  sittingName: string
  startsAt: Date
  place: string
  address: string
  onlineUrl: string | null
  publicUrl: string
}

/** One person's seat, and what they type at the door. */
export type Seat = { id: number; code: string }

/** A party as its mails speak of it. */
export type Told = {
  mode: AttendanceMode
  movedOnline: boolean
  seats: Seat[]
  /** One for each person, to type at the door. */
  codes: string[]
  /** Whether it can be opened on the site; not where an officer registered it. */
  own: boolean
}

const phone = '02-2670-3114'
export const lines = (...parts: (string | false)[]) => parts.filter((part) => part !== false).join('\n\n')

/** Where the public reads of a town hall, and what is below it, in the reader's language. */
export const urlOf = (lang: Lang, { publicUrl, townHallId }: About, below = '') =>
  `${publicUrl}${lang === 'ko' ? '' : '/en'}/town-halls/${townHallId}${below}`

const minePath = '/registration'
/** The link of an offer: opening it shows, posting to it answers. */
export const offerPath = (token: string) => `/offers/${token}`

export const whenAndWhere = (lang: Lang, about: About, mode: AttendanceMode) => {
  const { startsAt, place, address, sittingName, onlineUrl } = about
  const at = `${spokenDate(startsAt, lang)} ${timeOf(startsAt)}`
  const named = sittingName ? ` (${sittingName})` : ''
  if (mode === 'online')
    return lang === 'ko'
      ? `${at}${named}, 온라인${onlineUrl ? `: ${onlineUrl}` : ''}`
      : `${at}${named}, online${onlineUrl ? `: ${onlineUrl}` : ''}`
  return `${at}${named}, ${place}${address ? ` (${address})` : ''}`
}

export const mine = (lang: Lang, about: About, { own }: Told) => {
  if (lang === 'ko')
    return own
      ? `입장권, 변경, 취소: ${urlOf(lang, about, minePath)}`
      : `바꾸거나 취소하시려면 ${phone}로 알려 주세요.`
  return own
    ? `Tickets, changes, cancelling: ${urlOf(lang, about, minePath)}`
    : `To change or cancel, please call ${phone}.`
}

export const codesOf = (lang: Lang, { codes, mode }: Told) =>
  mode === 'in-person' &&
  `${lang === 'ko' ? '입장 번호(한 사람에 하나)' : 'Entry codes, one a person'}: ${codes
    .map((code) => `${code.slice(0, 4)}-${code.slice(4)}`)
    .join(', ')}`

/** Everyone of the party has a seat. */
export function confirmedMail(lang: Lang, about: About, told: Told) {
  if (lang !== 'ko') {
    return {
      subject: `Your seats are confirmed: ${about.titleEn}`,
      text: lines(
        `${seatsEn(told.codes.length)} for “${about.titleEn}” ${told.codes.length === 1 ? 'is' : 'are'} confirmed.`,
        told.movedOnline &&
          'A limit on gatherings holds that day and the hall has no room left, so your registration is for taking part online.',
        whenAndWhere(lang, about, told.mode),
        codesOf(lang, told),
        mine(lang, about, told),
      ),
    }
  }
  return {
    subject: `자리가 확정되었습니다: ${about.titleKo}`,
    text: lines(
      `‘${about.titleKo}’ 참가 신청 ${told.codes.length}명의 자리가 확정되었습니다.`,
      told.movedOnline &&
        '그날은 모임 인원 제한이 있어 현장 자리가 없습니다. 온라인으로 함께하실 수 있게 신청을 옮겼습니다.',
      whenAndWhere(lang, about, told.mode),
      codesOf(lang, told),
      mine(lang, about, told),
    ),
  }
}

/** The words of limits, for “no room”. `names` knows dongs and zones by their code. */
export function limitWords(lang: Lang, limits: readonly Limit[], names: ReadonlyMap<string, Names>): string {
  const words = limits.map(({ kind, key }) => {
    const name = names.get(key)
    const own = lang === 'ko' ? name?.nameKo : name?.nameEn
    if (kind === 'dong' || kind === 'zone')
      return lang === 'ko' ? `${own ?? key} 자리` : `seats of ${own ?? key}`
    const [ko, en] = fixedWords[`${kind} ${key}`.trim()] ?? [key, key]
    return lang === 'ko' ? ko : en
  })
  return words.join(', ')
}
type Names = { nameKo: string; nameEn: string }

const fixedWords: Record<string, [string, string]> = {
  total: ['전체 자리', 'all seats'],
  'mode in-person': ['현장 자리', 'seats in the hall'],
  'mode online': ['온라인 자리', 'places online'],
  'participant resident': ['구민 자리', 'seats for residents'],
  'participant involved': ['사업 관계자 자리', 'seats for those involved in the project'],
  'participant proposer': ['정책 제안자 자리', 'seats for authors of proposals'],
  accessible: ['휠체어 자리', 'wheelchair seats'],
  reserved: ['따로 둔 자리', 'reserved seats'],
  gathering: ['모임 인원 제한', 'limit on gatherings'],
}

/** A place in the waiting list, and why. */
export function waitingMail(lang: Lang, about: About, told: Told, position: number, lacking: string) {
  if (lang !== 'ko') {
    return {
      subject: `You are number ${position} on the waiting list: ${about.titleEn}`,
      text: lines(
        `${seatsEn(told.codes.length)} for “${about.titleEn}” could not be given yet. You are number ${position} on the waiting list.`,
        lacking !== '' && `There is no room at present: ${lacking}.`,
        'When seats become free for your whole party, we write to you and hold them for a while. You keep your place until then.',
        mine(lang, about, told),
      ),
    }
  }
  return {
    subject: `대기 ${position}번입니다: ${about.titleKo}`,
    text: lines(
      `‘${about.titleKo}’ 참가 신청 ${told.codes.length}명을 받았습니다. 지금 대기 ${position}번입니다.`,
      lacking !== '' && `지금 자리가 없는 곳: ${lacking}`,
      '함께 신청하신 분 모두가 앉을 자리가 나면 메일로 알리고, 답하실 때까지 자리를 잡아 둡니다. 그때까지 순서는 그대로입니다.',
      mine(lang, about, told),
    ),
  }
}

/** Received for the draw. */
export function appliedMail(lang: Lang, about: About, told: Told, closesAt: Date) {
  if (lang !== 'ko') {
    return {
      subject: `We received your application: ${about.titleEn}`,
      text: lines(
        `Your application for ${told.codes.length} ${told.codes.length === 1 ? 'person' : 'people'} for “${about.titleEn}” was received.`,
        `Seats are given by a draw after ${dateTime(closesAt, lang)}. Anyone can compute its result again: ${urlOf(lang, about, '/draw')}`,
        mine(lang, about, told),
      ),
    }
  }
  return {
    subject: `추첨 신청을 받았습니다: ${about.titleKo}`,
    text: lines(
      `‘${about.titleKo}’ 참가 신청 ${told.codes.length}명을 받았습니다.`,
      `자리는 ${dateTime(closesAt, lang)} 뒤에 추첨으로 드립니다. 결과는 누구나 다시 계산해 볼 수 있습니다: ${urlOf(lang, about, '/draw')}`,
      mine(lang, about, told),
    ),
  }
}

/** Seats are held until a time limit. */
export function offerMail(lang: Lang, about: About, told: Told, expiresAt: Date, token: string) {
  const link = urlOf(lang, about, offerPath(token))
  if (lang !== 'ko') {
    return {
      subject: `A seat for you, held until ${dateTime(expiresAt, lang)}: ${about.titleEn}`,
      text: lines(
        `${seatsEn(told.codes.length)} for “${about.titleEn}” became free, and you are next in line.`,
        whenAndWhere(lang, about, told.mode),
        `We hold ${told.codes.length === 1 ? 'it' : 'them'} until ${dateTime(expiresAt, lang)}. After that the next in line is asked.`,
        `Accept or decline: ${link}`,
      ),
    }
  }
  return {
    subject: `자리가 났습니다(${dateTime(expiresAt, lang)}까지 답해 주세요): ${about.titleKo}`,
    text: lines(
      `‘${about.titleKo}’에 ${told.codes.length}명이 앉을 자리가 났습니다. 이번 차례십니다.`,
      whenAndWhere(lang, about, told.mode),
      `${dateTime(expiresAt, lang)}까지 자리를 잡아 둡니다. 그 뒤에는 다음 분께 드립니다.`,
      `받거나 사양하기: ${link}`,
    ),
  }
}

/** Nobody answered an offer in time. */
export function expiredMail(lang: Lang, about: About) {
  if (lang !== 'ko') {
    return {
      subject: `The offered seat has gone to the next in line: ${about.titleEn}`,
      text: lines(
        `We held a seat for “${about.titleEn}” for you, but the time to answer has passed.`,
        `While registration is open you can register again: ${urlOf(lang, about)}`,
      ),
    }
  }
  return {
    subject: `기한이 지나 자리를 다음 분께 드렸습니다: ${about.titleKo}`,
    text: lines(
      `‘${about.titleKo}’의 자리를 잡아 두었으나 답하실 기한이 지났습니다.`,
      `신청을 받는 동안에는 다시 신청하실 수 있습니다: ${urlOf(lang, about)}`,
    ),
  }
}

/** Cancelled by oneself, or by the office with its reason. */
export function cancelledMail(lang: Lang, about: About, reason: string | null) {
  if (lang !== 'ko') {
    return {
      subject: `Your registration was cancelled: ${about.titleEn}`,
      text: lines(
        `Your registration for “${about.titleEn}” was cancelled${reason === null ? '.' : ` by the office: ${reason}`}`,
        `If that was not you, please call ${phone}.`,
        urlOf(lang, about),
      ),
    }
  }
  return {
    subject: `참가 신청이 취소되었습니다: ${about.titleKo}`,
    text: lines(
      reason === null
        ? `‘${about.titleKo}’ 참가 신청을 취소하셨습니다.`
        : `‘${about.titleKo}’ 참가 신청을 담당자가 취소했습니다. 까닭: ${reason}`,
      `본인이 하지 않으셨거나 궁금하신 점이 있으면 ${phone}로 알려 주세요.`,
      urlOf(lang, about),
    ),
  }
}

/** Some hours before. */
export function reminderMail(lang: Lang, about: About, told: Told) {
  if (lang !== 'ko') {
    return {
      subject: `${spokenDate(about.startsAt, lang)} ${timeOf(about.startsAt)}: ${about.titleEn}`,
      text: lines(
        `We look forward to seeing you at “${about.titleEn}”.`,
        whenAndWhere(lang, about, told.mode),
        codesOf(lang, told),
        'If you cannot come, please cancel: someone is waiting for the seat.',
        mine(lang, about, told),
      ),
    }
  }
  return {
    subject: `${spokenDate(about.startsAt, lang)} ${timeOf(about.startsAt)} 시작합니다: ${about.titleKo}`,
    text: lines(
      `‘${about.titleKo}’에서 뵙겠습니다.`,
      whenAndWhere(lang, about, told.mode),
      codesOf(lang, told),
      '못 오시게 되면 취소해 주세요. 자리를 기다리는 분이 계십니다.',
      mine(lang, about, told),
    ),
  }
}

/** The town hall does not take place: to everyone who stands in it. */
export function hallCancelledMail(lang: Lang, about: About, reason: string) {
  if (lang !== 'ko') {
    return {
      subject: `Cancelled: ${about.titleEn} (${spokenDate(about.startsAt, lang)})`,
      text: lines(
        `The town hall “${about.titleEn}” on ${spokenDate(about.startsAt, lang)} does not take place.`,
        `Reason: ${reason}`,
        `Your registration has ended with it. Questions: ${phone}`,
        urlOf(lang, about),
      ),
    }
  }
  return {
    subject: `열리지 않습니다: ${about.titleKo} (${spokenDate(about.startsAt, lang)})`,
    text: lines(
      `${spokenDate(about.startsAt, lang)}에 열려던 ‘${about.titleKo}’이(가) 취소되었습니다.`,
      `까닭: ${reason}`,
      `하신 신청도 함께 끝났습니다. 문의: ${phone}`,
      urlOf(lang, about),
    ),
  }
}

const seatsEn = (people: number) => (people === 1 ? 'Your seat' : `Your ${people} seats`)
