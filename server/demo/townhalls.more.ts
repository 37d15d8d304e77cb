import type { DemoHall } from './townhalls.content.ts'

/** One that is full, with a list of people who wait; and two that lie further back: one whose seats were drawn. */
export const moreHalls: DemoHall[] = [
  {
    state: 'announced',
    form: 'in-person',
    admission: 'order',
    titleKo: '당산역 앞 광장, 어떻게 쓸까요',
    titleEn: 'What to do with the square at Dangsan station',
    summaryKo: '노점과 자전거, 쉬는 자리와 작은 공연을 한 광장에 어떻게 담을지 모형을 놓고 이야기합니다.',
    summaryEn: 'Stalls, bicycles, benches and small concerts on one square, discussed over a model.',
    host: '부구청장',
    opensIn: -12,
    closesIn: 4,
    agenda: [
      { time: '15:00', title: '모형 둘러보기', who: '도시계획과' },
      { time: '15:30', title: '원탁 이야기', who: '' },
      { time: '16:40', title: '약속 정리', who: '부구청장' },
    ],
    sittings: [
      {
        in: 5,
        from: '15:00',
        until: '17:00',
        place: '당산2동주민센터 2층',
        address: '영등포구 당산로 222',
        limits: [
          ['total', '', 40],
          ['accessible', '', 2],
        ],
      },
    ],
    parties: 52,
    questions: [
      { text: '노점하시는 분들은 어디로 가시나요?', votes: 19, state: 'published' },
      { text: '비 오는 날 쉴 지붕을 만들어 주세요.', votes: 13, state: 'published' },
    ],
  },
  {
    state: 'archived',
    form: 'in-person',
    admission: 'draw',
    titleKo: '여의도 공원 옆 도서관에 무엇을 담을까요',
    titleEn: 'What the library by Yeouido park should hold',
    summaryKo:
      '새 도서관의 층별 쓰임, 여는 시간, 아이들 자리를 함께 정했습니다. 신청이 많아 추첨으로 자리를 드렸습니다.',
    summaryEn: 'Floors, opening hours and places for children in the new library. Seats were drawn.',
    host: '구청장',
    opensIn: -120,
    closesIn: -104,
    agenda: [
      { time: '19:00', title: '도서관 설계 이야기', who: '문화체육과' },
      { time: '19:30', title: '원탁마다 한 가지씩', who: '' },
      { time: '20:40', title: '약속 정리', who: '구청장' },
    ],
    sittings: [
      {
        in: -98,
        from: '19:00',
        until: '21:00',
        place: '여의동주민센터 3층',
        address: '영등포구 여의동로3길 10',
        limits: [
          ['total', '', 60],
          ['accessible', '', 4],
        ],
      },
    ],
    parties: 64,
    came: 0.9,
    questions: [
      { text: '아이들이 소리 내어 책을 읽을 방이 있나요?', votes: 28, state: 'answered' },
      { text: '밤 열 시까지 여는 날을 늘려 주세요.', votes: 21, state: 'answered' },
    ],
  },
  {
    state: 'archived',
    form: 'online',
    admission: 'order',
    titleKo: '전세 사기, 이렇게 막습니다',
    titleEn: 'Keeping tenants safe from fraud',
    summaryKo: '계약 전에 살필 것과 피해를 입었을 때 받을 수 있는 도움을 온라인으로 묻고 답했습니다.',
    summaryEn: 'What to check before a lease, and what help there is, asked and answered online.',
    host: '부구청장',
    opensIn: -160,
    closesIn: -141,
    agenda: [
      { time: '20:00', title: '계약 전에 살필 다섯 가지', who: '부동산정보과' },
      { time: '20:30', title: '질문과 답', who: '' },
    ],
    sittings: [
      {
        in: -140,
        from: '20:00',
        until: '21:20',
        place: '온라인',
        address: '',
        limits: [['mode', 'online', 300]],
      },
    ],
    parties: 90,
    questions: [
      { text: '집주인이 바뀐 것을 어떻게 알 수 있나요?', votes: 37, state: 'answered' },
      { text: '구청에서 계약서를 먼저 봐 주실 수 있나요?', votes: 30, state: 'answered' },
      { text: '보증 보험 비용을 도와주시나요?', votes: 18, state: 'to-answer' },
    ],
  },
]
