import type { Column, Fault } from './importing.rules.ts'

/** What the desk says about a line of a log. */
export const importWords: Record<
  'ko' | 'en',
  { columns: Record<Column, string>; faults: Record<Fault['kind'], string>; host: string }
> = {
  ko: {
    columns: {
      title: '행사명', day: '날짜', place: '장소', series: '갈래', from: '시작', until: '끝', dong: '동', host: '주최',
      partner: '협력 단체', people: '참여 인원', notes: '기록', text: '의견', raisedBy: '말한 사람', category: '분야',
      handling: '처리', department: '담당 부서', outcome: '결과', policy: '정책',
    },
    faults: {
      missing: '이 칸을 써 주세요.',
      day: '있는 날짜를 써 주세요. 예: 2026-03-05',
      time: '시각을 읽을 수 없습니다. 예: 14:00',
      order: '시작보다 늦은 시각을 써 주세요.',
      unknown: '목록에 없는 이름입니다.',
      number: '사람 수는 숫자로 써 주세요.',
      long: '너무 깁니다. 줄여 주세요.',
      first: '첫 줄에는 행사명이 있어야 합니다.',
    },
    host: '소통공감팀',
  },
  en: {
    columns: {
      title: 'title', day: 'day', place: 'place', series: 'series', from: 'from', until: 'until', dong: 'dong',
      host: 'host', partner: 'partner', people: 'people', notes: 'notes', text: 'opinion', raisedBy: 'raised by',
      category: 'category', handling: 'handling', department: 'department', outcome: 'outcome', policy: 'policy',
    },
    faults: {
      missing: 'Please fill this cell.',
      day: 'Please write a day that exists, such as 2026-03-05.',
      time: 'This is no time, such as 14:00.',
      order: 'It ends before it begins.',
      unknown: 'This name is not in the list.',
      number: 'Please write the number of people in digits.',
      long: 'It is too long.',
      first: 'The first line needs the name of an event.',
    },
    host: '소통공감팀',
  },
} // prettier-ignore
