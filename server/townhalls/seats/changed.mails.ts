import { dateTime, spokenDate, timeOf } from '../../../shared/dates.ts'
import type { AttendanceMode, PartyState } from '../../../shared/town-halls.ts'
import type { Lang } from '../../../shared/wire.ts'
import { type About, codesOf, lines, mine, type Told, whenAndWhere } from './registrations.mails.ts'

/** What became different in a sitting, and what it was before. */
export type SittingChange = {
  time: boolean
  place: boolean
  online: boolean
  wasAt: string
  wasPlace: string
}

/** Whether someone who takes part in this way must know. */
export const concerns = ({ time, place, online }: SittingChange, mode: AttendanceMode) =>
  time || (mode === 'online' ? online : place)

type Party = { state: PartyState; offerExpiresAt: Date | null }

/** The sitting has another time or place: to everyone who stands in it. Their seats and places in the list stay. */
export function changedMail(lang: Lang, about: About, told: Told, change: SittingChange, party: Party) {
  const { time, wasPlace } = change
  const place = told.mode === 'in-person' && change.place
  const was = new Date(change.wasAt)
  const before = [
    ...(time ? [`${spokenDate(was, lang)} ${timeOf(was)}`] : []),
    ...(place ? [wasPlace] : []),
  ].join(', ')
  const now = whenAndWhere(lang, about, told.mode)
  const until = party.offerExpiresAt && dateTime(party.offerExpiresAt, lang)
  const codes = party.state === 'confirmed' && codesOf(lang, told)
  if (lang !== 'ko') {
    const what =
      time && place ? 'time and place' : time ? 'time' : place ? 'place' : 'address for taking part online'
    return {
      subject: `New ${what}: ${about.titleEn}`,
      text: lines(
        `The ${what} of “${about.titleEn}” changed.`,
        before !== '' && `Before: ${before}`,
        `Now: ${now}`,
        standEn(party.state, until),
        codes,
        mine(lang, about, told),
      ),
    }
  }
  const what = time && place ? '시간과 장소가' : time ? '시간이' : place ? '장소가' : '온라인 참여 주소가'
  return {
    subject: `${what} 바뀌었습니다: ${about.titleKo}`,
    text: lines(
      `‘${about.titleKo}’의 ${what} 바뀌었습니다.`,
      before !== '' && `바뀌기 전: ${before}`,
      `바뀐 뒤: ${now}`,
      standKo(party.state, until),
      codes,
      mine(lang, about, told),
    ),
  }
}

function standKo(state: PartyState, until: string | null): string {
  if (state === 'confirmed')
    return '자리는 그대로입니다. 입장권도 그대로 쓰실 수 있습니다. 못 오시게 되면 취소해 주세요.'
  if (until) return `잡아 둔 자리는 그대로입니다. 앞서 보낸 메일의 링크에서 ${until}까지 답해 주세요.`
  return '신청과 순서는 그대로입니다.'
}

function standEn(state: PartyState, until: string | null): string {
  if (state === 'confirmed')
    return 'Your seats and your tickets stay as they are. If you cannot come now, please cancel.'
  if (until) return `The seats are still held. Please answer by ${until}, by the link of our earlier mail.`
  return 'Your registration and your place stay as they are.'
}

/** A registration was changed: its tickets may be others now. */
export function partyChangedMail(
  lang: Lang,
  about: About,
  told: Told,
  {
    byOffice,
    seated,
  }: { byOffice: boolean; /** Its people have seats, and so codes to enter by. */ seated: boolean },
) {
  const people = told.codes.length
  const codes = seated && codesOf(lang, told)
  if (lang !== 'ko') {
    return {
      subject: `Your registration was changed: ${about.titleEn}`,
      text: lines(
        `Your registration for “${about.titleEn}” was changed${byOffice ? ' by the office, as agreed with you' : ''}. It is for ${people} ${people === 1 ? 'person' : 'people'} now.`,
        whenAndWhere(lang, about, told.mode),
        codes,
        mine(lang, about, told),
      ),
    }
  }
  return {
    subject: `참가 신청이 바뀌었습니다: ${about.titleKo}`,
    text: lines(
      `‘${about.titleKo}’ 참가 신청을 ${byOffice ? '담당자가 말씀하신 대로 바꾸었습니다' : '바꾸셨습니다'}. 이제 ${people}명입니다.`,
      whenAndWhere(lang, about, told.mode),
      codes,
      mine(lang, about, told),
    ),
  }
}
