import { longDay } from '../../../shared/dates.ts'
import { lastDayOf } from '../../../shared/clock.ts'
import type { FollowUpState } from '../../../shared/follow-up-states.ts'
import type { Lang } from '../../../shared/wire.ts'
import type { MailText } from '../../notifications/notifications.actions.ts'

type Card = {
  number: string
  text: string
  state: FollowUpState
  publicNote: string
  transferredTo: string | null
  dueAt: Date
}

const lines = (...rows: (string | false)[]) => rows.filter((row) => row !== false).join('\n\n')
const dayIn = (lang: Lang, at: Date) => longDay(lastDayOf(at), lang)
const address = (publicUrl: string, lang: Lang, number: string) =>
  `${publicUrl}${lang === 'ko' ? '' : `/${lang}`}/follow-ups/${number}`

/** What came of a promise, to those who asked to hear. */
export function settledMail(lang: Lang, publicUrl: string, card: Card): MailText {
  const words = outcome[lang]
  const what = words[card.state as 'done' | 'impossible' | 'transferred']
  return {
    subject: `${what.subject}: ${card.text}`,
    text: lines(
      words.asked(card.text),
      what.text(card.transferredTo ?? ''),
      card.publicNote,
      address(publicUrl, lang, card.number),
      words.erased,
    ),
  }
}

const outcome = {
  ko: {
    asked: (text: string) => `소식을 부탁하신 약속입니다: ${text}`,
    done: { subject: '약속을 지켰습니다', text: () => '구청이 이 약속을 지켰습니다.' },
    impossible: {
      subject: '약속을 지키지 못하게 되었습니다',
      text: () => '할 수 없게 되었습니다. 까닭은 이렇습니다.',
    },
    transferred: {
      subject: '다른 기관으로 보냈습니다',
      text: (body: string) => `구청이 할 수 있는 일이 아니어서 맡은 기관(${body})에 보냈습니다.`,
    },
    erased: '따로 남기신 연락처는 이 소식을 보낸 뒤 지웁니다.',
  },
  en: {
    asked: (text: string) => `You asked to hear of this promise: ${text}`,
    done: { subject: 'The promise was kept', text: () => 'The district office has kept this promise.' },
    impossible: { subject: 'The promise cannot be kept', text: () => 'It cannot be done. The reason:' },
    transferred: {
      subject: 'It was passed to another body',
      text: (body: string) => `It is not the district’s to do and was passed to: ${body}.`,
    },
    erased: 'A contact that you left for this is erased once this has been sent.',
  },
  zh: {
    asked: (text: string) => `您曾希望了解这项承诺的进展：${text}`,
    done: { subject: '承诺已兑现', text: () => '区政府已兑现这项承诺。' },
    impossible: { subject: '承诺无法兑现', text: () => '这件事无法办理，原因如下。' },
    transferred: {
      subject: '已转交其他机构',
      text: (body: string) => `这不属于区政府的职权，已转交：${body}。`,
    },
    erased: '您为此留下的联系方式在本消息发出后即会删除。',
  },
}

/** How a promise stands that is not settled yet. */
export function standingMail(lang: Lang, publicUrl: string, card: Card): MailText {
  const words = standing[lang]
  return {
    subject: `${words.subject}: ${card.text}`,
    text: lines(
      outcome[lang].asked(card.text),
      words.state(words.states[card.state] ?? '', dayIn(lang, card.dueAt)),
      card.publicNote !== '' && card.publicNote,
      address(publicUrl, lang, card.number),
    ),
  }
}

const standing: Record<
  Lang,
  {
    subject: string
    state: (state: string, day: string) => string
    states: Partial<Record<FollowUpState, string>>
  }
> = {
  ko: {
    subject: '약속이 어디까지 왔는지 알려 드립니다',
    state: (state, day) => `지금은 ‘${state}’입니다. ${day}까지 하기로 했습니다. 끝나면 다시 알려 드립니다.`,
    states: {
      received: '접수',
      reviewing: '검토 중',
      doing: '추진 중',
      planned: '추진 예정',
      'long-term': '장기 검토',
    },
  },
  en: {
    subject: 'How the promise stands',
    state: (state, day) => `It is ${state} and promised for ${day}. You will hear again when it is settled.`,
    states: {
      received: 'received',
      reviewing: 'under review',
      doing: 'under way',
      planned: 'planned',
      'long-term': 'under long-term review',
    },
  },
  zh: {
    subject: '承诺进展',
    state: (state, day) => `目前状态为“${state}”，承诺于${day}前完成。有结果后会再次通知您。`,
    states: {
      received: '已受理',
      reviewing: '研究中',
      doing: '进行中',
      planned: '计划中',
      'long-term': '长期研究',
    },
  },
}

/** To the officers of the department that a card was passed to. */
export const passedMail = (publicUrl: string, card: Card, reason: string): MailText => ({
  subject: `[후속조치 ${card.number}] 우리 부서로 넘어온 약속`,
  text: lines(
    card.text,
    `기한: ${dayIn('ko', card.dueAt)}`,
    `넘긴 까닭: ${reason}`,
    `${publicUrl}/desk/follow-ups/${card.number}`,
  ),
})

/** What is late or due within a week, to its department. */
export function digestMail(publicUrl: string, cards: Card[], at: Date): MailText {
  const line = (card: Card) =>
    `- ${dayIn('ko', card.dueAt)} ${card.text}\n  ${publicUrl}/desk/follow-ups/${card.number}`
  const byDate = cards.toSorted((one, other) => one.dueAt.getTime() - other.dueAt.getTime())
  const late = byDate.filter(({ dueAt }) => dueAt <= at)
  const soon = byDate.filter(({ dueAt }) => dueAt > at)
  const counts = [
    late.length > 0 && `기한 지남 ${late.length}건`,
    soon.length > 0 && `7일 안 ${soon.length}건`,
  ]
  return {
    subject: `[후속조치] ${counts.filter(Boolean).join(', ')}`,
    text: lines(
      late.length > 0 && ['기한이 지난 약속', ...late.map(line)].join('\n'),
      soon.length > 0 && ['7일 안에 기한이 오는 약속', ...soon.map(line)].join('\n'),
      '늦어지면 까닭과 새 날짜를 카드에 적어 주세요. 주민이 읽습니다.',
    ),
  }
}
