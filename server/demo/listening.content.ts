import type { Participants } from '../../shared/listening-states.ts'

/** Kinds of listening events of the demonstration: how often, with whom, where. Names and words are invented. */
export type DemoKind = {
  series: string
  title: (dong: string) => string
  place: (dong: string) => string
  /** How many of the 57 are of this kind. */
  times: number
  people: Participants
  partner: string
  notes: string
  /** Of the pool of opinions, which are heard here. */
  about: string[]
}

export const demoKinds: DemoKind[] = [
  {
    series: 'visiting',
    title: (dong) => `${dong} 동네 한 바퀴`,
    place: (dong) => `${dong} 주민센터 앞`,
    times: 18,
    people: { residents: 22, seniors: 6 },
    partner: '',
    notes: '골목을 함께 걸으며 들은 말을 그 자리에서 적었습니다.',
    about: ['walk', 'street', 'clean'],
  },
  {
    series: 'invited',
    title: (dong) => `${dong} 다문화가족 구민과의 소통`,
    place: () => '다문화가족지원센터 2층',
    times: 7,
    people: { multicultural: 18, officials: 3 },
    partner: '다문화가족지원센터',
    notes: '한국어와 중국어로 이야기를 나누었습니다.',
    about: ['multi', 'school'],
  },
  {
    series: 'street',
    title: (dong) => `${dong} 시장 거리 소통`,
    place: (dong) => `${dong} 전통시장 들머리`,
    times: 12,
    people: { merchants: 15, residents: 30 },
    partner: '상인회',
    notes: '장을 보러 나온 분들께 불편한 점을 여쭈었습니다.',
    about: ['market', 'parking', 'clean'],
  },
  {
    series: 'online',
    title: (dong) => `${dong} 온라인 한마디`,
    place: () => '온라인 회의',
    times: 8,
    people: { residents: 14, youth: 9 },
    partner: '',
    notes: '거리두기 때문에 화상으로 만났습니다.',
    about: ['youth', 'street'],
  },
  {
    series: 'space',
    title: (dong) => `영등포1번가 소통공간, ${dong} 주민의 날`,
    place: () => '구청 별관 1층 소통공간',
    times: 8,
    people: { residents: 9, parents: 5 },
    partner: '',
    notes: '소통공간에 찾아온 분들의 말을 하루 동안 들었습니다.',
    about: ['school', 'walk', 'parking'],
  },
  {
    series: 'forum',
    title: (dong) => `${dong} 살기 좋은 길 토론회`,
    place: (dong) => `${dong} 작은도서관`,
    times: 4,
    people: { residents: 35, parents: 10, disabled: 4, officials: 6 },
    partner: '주민자치회',
    notes: '한 시간 동안 모둠을 나누어 이야기했습니다.',
    about: ['walk', 'youth', 'market'],
  },
]

/** What residents sent online: some wait for a look, some are public. */
export const demoSent: {
  text: string
  by: string
  state: 'received' | 'published' | 'held'
  days: number
}[] = [
  {
    text: '도림천 산책로에 물 마시는 곳이 하나 더 있으면 좋겠습니다.',
    by: '도림동 주민',
    state: 'published',
    days: 9,
  },
  {
    text: '작은도서관 예약을 전화로도 받아 주세요. 어머니는 인터넷을 못 하십니다.',
    by: '신길4동 주민',
    state: 'published',
    days: 6,
  },
  { text: '버스 정류장 그늘막이 올해는 일찍 펼쳐져서 좋았습니다.', by: '', state: 'published', days: 20 },
  {
    text: '대림동 골목에 자전거를 세울 자리가 모자랍니다. 조금만 늘려 주세요.',
    by: '대림3동 주민',
    state: 'received',
    days: 1,
  },
  {
    text: '구청 민원실 번호표 화면 글씨를 더 크게 해 주시면 좋겠습니다.',
    by: '어르신',
    state: 'received',
    days: 0,
  },
]

/** Announced events: how many days ahead, and whether one was called off. */
export const demoPlanned = [
  { series: 'visiting', dong: 'singil6', title: '신길6동 동네 한 바퀴', place: '신길6동 주민센터 앞', in: 3, from: '14:00', until: '16:00' },
  { series: 'invited', dong: 'daerim2', title: '다문화가족 구민과의 소통', place: '다문화가족지원센터 2층', in: 8, from: '10:30', until: '12:00' },
  { series: 'forum', dong: 'mullae', title: '문래 창작촌 골목 토론회', place: '문래 예술종합지원센터', in: 15, from: '19:00', until: '20:30' },
  { series: 'street', dong: 'yeongdeungpo', title: '영등포전통시장 거리 소통', place: '영등포전통시장 남문', in: 5, from: '15:00', until: '17:00', cancelled: '비가 많이 온다고 해서 다음 달로 미룹니다.' },
] // prettier-ignore

/** What departments wrote when they had done what was promised. */
export const keptNotes = [
  '현장을 살펴보고 고쳤습니다.',
  '담당 부서가 찾아가 설명하고, 바라신 대로 바꾸었습니다.',
  '올해 예산 안에서 마쳤습니다.',
  '주민과 함께 자리를 정하고 설치했습니다.',
]
