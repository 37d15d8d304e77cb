import type {
  Admission,
  AgendaItem,
  FormQuestion,
  QuestionState,
  TownHallForm,
  TownHallState,
} from '../../shared/town-halls.ts'

type Limit = [
  kind: 'total' | 'mode' | 'dong' | 'zone' | 'participant' | 'accessible' | 'reserved',
  key: string,
  seats: number,
]

/** A town hall of the demonstration. Days are counted from now; times are Seoul's. */
export type DemoHall = {
  state: TownHallState
  form: TownHallForm
  admission: Admission
  titleKo: string
  titleEn: string
  summaryKo: string
  summaryEn: string
  host: string
  opensIn: number
  closesIn: number
  agenda: AgendaItem[]
  formQuestions?: FormQuestion[]
  sittings: {
    name?: string
    in: number
    from: string
    until: string
    /** Begins so many minutes from now, and lasts two hours, whatever the times say. */
    begins?: number
    place: string
    address: string
    limits: Limit[]
  }[]
  /** Parties that registered, one sitting after another in turn. */
  parties: number
  /** Share of those with seats who came; for town halls that are over. */
  came?: number
  questions: { text: string; votes: number; state: QuestionState }[]
}

const evening = (...lines: [time: string, title: string, who: string][]): AgendaItem[] =>
  lines.map(([time, title, who]) => ({ time, title, who }))

const everyDong = (seats: number): Limit[] =>
  ['yeongdeungpobon', 'yeongdeungpo', 'yeoui', 'dangsan1', 'dangsan2', 'dorim', 'mullae', 'yangpyeong1']
    .concat(['yangpyeong2', 'singil1', 'singil3', 'singil4', 'singil5', 'singil6', 'singil7', 'daerim1'])
    .concat(['daerim2', 'daerim3'])
    .map((code) => ['dong', code, seats])

export const demoHalls: DemoHall[] = [
  {
    state: 'archived',
    form: 'in-person',
    admission: 'order',
    titleKo: '도림천, 밤에도 걷기 좋은 길로',
    titleEn: 'Making Dorimcheon a good walk at night too',
    summaryKo:
      '도림천 산책로의 조명, 자전거와 걷는 사람의 길, 큰비 뒤의 출입 통제를 함께 이야기했습니다. 나온 의견은 부서별로 나누어 답을 드렸습니다.',
    summaryEn: 'Lighting, cycling and walking, and closures after heavy rain along the Dorimcheon stream.',
    host: '구청장',
    opensIn: -75,
    closesIn: -55,
    agenda: evening(
      ['19:00', '인사와 안내', '구청장'],
      ['19:10', '도림천 산책로 정비 계획', '푸른도시과'],
      ['19:30', '주민 질문과 답', ''],
      ['20:45', '약속 정리', '구청장'],
    ),
    sittings: [
      {
        in: -52,
        from: '19:00',
        until: '21:00',
        place: '신길5동주민센터 대강당',
        address: '영등포구 가마산로 470',
        limits: [
          ['total', '', 120],
          ['accessible', '', 6],
        ],
      },
    ],
    parties: 70,
    came: 0.86,
    questions: [
      { text: '신도림교 아래 조명은 언제 들어오나요?', votes: 31, state: 'answered' },
      { text: '자전거 속도를 줄이게 할 방법이 있나요?', votes: 24, state: 'answered' },
      { text: '물이 불면 누가 길을 막나요? 문자로도 알려 주시나요?', votes: 17, state: 'answered' },
      { text: '산책로 화장실을 늦게까지 열 수 있을까요?', votes: 12, state: 'to-answer' },
    ],
  },
  {
    state: 'ended',
    form: 'hybrid',
    admission: 'order',
    titleKo: '청년이 머무는 문래동, 무엇이 필요할까요',
    titleEn: 'What keeps young people in Mullae',
    summaryKo:
      '문래동 창작촌과 청년 주거, 작업실 임대료를 두고 청년과 기술 장인, 건물주가 함께 이야기했습니다. 현장 모습과 질문에 대한 답을 곧 올립니다.',
    summaryEn:
      'Studios, rents and housing in the Mullae arts village, with young people, craftspeople and owners.',
    host: '구청장',
    opensIn: -30,
    closesIn: -9,
    agenda: evening(
      ['18:30', '인사', '구청장'],
      ['18:40', '문래 창작촌 10년', '문화체육과'],
      ['19:00', '현장과 온라인 질문', ''],
      ['20:20', '마무리', ''],
    ),
    formQuestions: [
      {
        id: 'q1',
        labelKo: '어떤 일로 문래동에 오시나요?',
        labelEn: 'What brings you to Mullae?',
        choices: ['살고 있음', '작업실이 있음', '장사를 함', '그 밖에'],
        required: true,
      },
    ],
    sittings: [
      {
        in: -6,
        from: '18:30',
        until: '20:30',
        place: '문래예술공장 박스씨어터',
        address: '영등포구 경인로88길 5-4',
        limits: [
          ['total', '', 220],
          ['mode', 'in-person', 100],
          ['mode', 'online', 120],
          ['accessible', '', 4],
        ],
      },
    ],
    parties: 128,
    came: 0.78,
    questions: [
      { text: '작업실 임대료가 오르면 구가 도울 수 있는 일이 있나요?', votes: 42, state: 'answered' },
      { text: '청년 주택은 문래동에 언제, 몇 집이 생기나요?', votes: 38, state: 'answered' },
      { text: '철공소와 작업실이 함께 쓰는 공동 작업장을 만들어 주세요.', votes: 27, state: 'answered' },
      { text: '밤 소음 때문에 다투는 일이 많습니다. 정해진 시간이 있나요?', votes: 15, state: 'to-answer' },
      { text: '온라인으로 본 사람도 다음에 우선 신청할 수 있나요?', votes: 9, state: 'to-answer' },
    ],
  },
  {
    state: 'announced',
    form: 'in-person',
    admission: 'order',
    titleKo: '여의도 학교 앞, 안전하게 걷는 길',
    titleEn: 'Safe ways to school in Yeouido',
    summaryKo: '학교 앞 차 세우는 곳, 신호등, 등굣길 봉사를 학부모, 학교, 경찰서와 함께 살핍니다.',
    summaryEn:
      'Stopping places, traffic lights and helpers on the way to school, with parents, schools and police.',
    host: '부구청장',
    opensIn: -16,
    closesIn: 0.5,
    agenda: evening(
      ['10:00', '등굣길 함께 걸어 보기', '학부모회'],
      ['10:40', '이야기 나누기', '부구청장'],
      ['11:40', '약속 정리', ''],
    ),
    sittings: [
      {
        in: 1,
        from: '10:00',
        until: '12:00',
        place: '여의동주민센터 3층',
        address: '영등포구 여의동로3길 10',
        limits: [
          ['total', '', 60],
          ['accessible', '', 2],
        ],
      },
    ],
    parties: 33,
    questions: [
      { text: '학원 차가 횡단보도에 서 있습니다. 다른 자리를 마련해 주세요.', votes: 14, state: 'published' },
      { text: '등교 시간만이라도 신호를 길게 해 주세요.', votes: 11, state: 'published' },
    ],
  },
  {
    state: 'announced',
    form: 'hybrid',
    admission: 'order',
    titleKo: '재개발·재건축, 구청장에게 묻습니다',
    titleEn: 'Asking the mayor about rebuilding',
    summaryKo:
      '정비 구역의 다음 절차, 이주와 임시 거처, 공사 중 통학로를 구청장과 담당 부서가 직접 답합니다. 열여덟 동에 자리를 고르게 나누었고, 휠체어 자리와 수어 통역이 있습니다.',
    summaryEn:
      'The mayor and the departments answer about rebuilding: what comes next, moving out and in, ways to school meanwhile. Seats are shared among all 18 dongs.',
    host: '구청장',
    opensIn: -9,
    closesIn: 7,
    agenda: evening(
      ['19:00', '인사', '구청장'],
      ['19:10', '우리 구 정비 사업이 온 길과 갈 길', '주거사업과'],
      ['19:30', '먼저 받은 질문에 답하기', '구청장'],
      ['20:00', '현장과 온라인 질문', ''],
      ['20:50', '약속 정리', '구청장'],
    ),
    formQuestions: [
      {
        id: 'q1',
        labelKo: '어느 구역과 관련이 있으신가요?',
        labelEn: 'Which area concerns you?',
        choices: [],
        required: false,
      },
    ],
    sittings: [
      {
        in: 9,
        from: '19:00',
        until: '21:00',
        place: '영등포아트홀',
        address: '영등포구 신길로 275',
        limits: [
          ['total', '', 280],
          ['mode', 'in-person', 180],
          ['mode', 'online', 100],
          ['accessible', '', 8],
          ['reserved', '', 10],
          ...everyDong(14),
        ],
      },
    ],
    parties: 172,
    questions: [
      { text: '신길 뉴타운에서 아직 정해지지 않은 구역은 언제 결정되나요?', votes: 66, state: 'published' },
      { text: '이주비가 모자란 세입자는 어떤 도움을 받을 수 있나요?', votes: 51, state: 'published' },
      { text: '공사하는 동안 아이들 통학로는 어떻게 지키나요?', votes: 34, state: 'published' },
      { text: '여의도 시범아파트 심의 결과를 알기 쉽게 설명해 주세요.', votes: 22, state: 'published' },
      { text: '조합장을 믿을 수 없습니다. 구가 회계를 살펴볼 수 있나요?', votes: 19, state: 'received' },
    ],
  },
  {
    state: 'announced',
    form: 'small-groups',
    admission: 'draw',
    titleKo: '우리 권역에 꼭 필요한 한 가지',
    titleEn: 'The one thing our part of the district needs',
    summaryKo:
      '다섯 권역에서 스물네 분씩 둘러앉아 내년 예산에 담을 한 가지를 정합니다. 신청이 많으면 추첨하며, 누구나 추첨을 다시 계산해 볼 수 있습니다.',
    summaryEn:
      'Twenty-four people in each of the five zones choose what next year’s budget should hold. Seats are drawn, and anyone can compute the draw again.',
    host: '구청장',
    opensIn: 2,
    closesIn: 16,
    agenda: evening(
      ['19:00', '원탁마다 인사', ''],
      ['19:20', '후보 다섯 가지 고르기', '진행자'],
      ['20:10', '권역의 한 가지 정하기', '모두'],
    ),
    sittings: [
      ['신길6·대림권', 'zone-1', '대림3동주민센터', '영등포구 도림로38길 12'],
      ['영등포·당산·양평권', 'zone-2', '당산2동주민센터', '영등포구 당산로 222'],
      ['신길권', 'zone-3', '신길4동주민센터', '영등포구 영등포로84길 24'],
      ['영등포본·도림·문래권', 'zone-4', '문래동주민센터', '영등포구 문래로20길 49'],
      ['여의권', 'zone-5', '여의동주민센터', '영등포구 여의동로3길 10'],
    ].map(([name = '', zone = '', place = '', address = ''], day) => ({
      name,
      in: 20 + day,
      from: '19:00',
      until: '20:40',
      place,
      address,
      limits: [
        ['total', '', 24],
        ['zone', zone, 24],
        ['accessible', '', 2],
      ],
    })),
    parties: 0,
    questions: [],
  },
]
