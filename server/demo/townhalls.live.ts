import type { DemoHall } from './townhalls.content.ts'

/** The one that is live while the demonstration runs. */
export const liveHall: DemoHall = {
  state: 'live',
  form: 'hybrid',
  admission: 'order',
  titleKo: '우리 동네 골목길, 무엇부터 바꿀까요',
  titleEn: 'Our alleys: what should change first?',
  summaryKo: '골목 주차, 밤길 조명, 쓰레기 배출을 구청장과 담당 부서장이 바로 묻고 답합니다.',
  summaryEn: 'Parking in alleys, lights at night and waste: the mayor and department heads answer live.',
  host: '구청장',
  opensIn: -20,
  closesIn: -1,
  agenda: [
    { time: '처음', title: '골목길 사정 한눈에', who: '도시안전과' },
    { time: '20분', title: '여러분의 질문', who: '구청장' },
    { time: '끝', title: '약속 정리', who: '' },
  ],
  sittings: [
    {
      in: 0,
      from: '00:00',
      until: '23:00',
      begins: -20,
      place: '영등포아트홀 1층',
      address: '영등포구 신길로 275',
      limits: [
        ['total', '', 260],
        ['mode', 'in-person', 160],
        ['mode', 'online', 120],
      ],
    },
  ],
  parties: 120,
  questions: [
    {
      text: '골목 양쪽에 차를 세워 소방차가 못 들어옵니다. 어떻게 하실 건가요?',
      votes: 58,
      state: 'published',
    },
    { text: '신길동 골목 가로등이 한 달째 꺼져 있습니다. 언제 고치나요?', votes: 44, state: 'published' },
    { text: '음식물 쓰레기 배출 시간을 저녁 늦게로 옮길 수 있나요?', votes: 29, state: 'published' },
    { text: '빈집이 모여 있는 골목이 무섭습니다. 살펴 주시나요?', votes: 23, state: 'published' },
  ],
}

/** What the crowd asks while it plays; some wait for a look of the hosts, as in a real hall. */
export const crowdAsks = [
  '좁은 골목을 일방통행으로 바꾸려면 주민이 무엇을 하면 되나요?',
  '어르신이 쉬어 갈 의자를 골목마다 놓아 주세요.',
  '전동 킥보드가 인도를 막습니다. 세우는 자리를 정해 주실 수 있나요?',
  '담배 연기 때문에 창문을 못 엽니다. 골목도 금연 구역이 될 수 있나요?',
  '공사장 흙먼지가 심합니다. 물을 뿌리는 기준이 있나요?',
  '겨울에 비탈길이 업니다. 제설함을 더 놓아 주세요.',
  '골목 안 작은 공원에 화장실이 생길 수 있을까요?',
  '방범 카메라가 어디에 있는지 주민이 볼 수 있나요?',
  '전선이 늘어져 위험합니다. 땅속으로 넣을 계획이 있나요?',
  '길고양이 급식소 때문에 다툼이 잦습니다. 구의 기준을 알려 주세요.',
  '마을버스가 골목 끝까지 오게 할 수 있나요?',
  '비가 오면 하수구에서 냄새가 납니다. 청소는 몇 달마다 하나요?',
]

export const crowdPoll = {
  title: '골목에서 가장 먼저 바꿀 것은?',
  choices: ['주차', '밤길 조명', '쓰레기', '보행 안전'],
}
