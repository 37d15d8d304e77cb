import type { OpinionHandling, Participants } from '../../shared/listening-states.ts'

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

export type DemoOpinion = {
  about: string
  text: string
  by: string
  handling: OpinionHandling
  category: string
  department: string
  outcome?: string
  policy?: string
}

const living = 'living-environment'
export const demoOpinions: DemoOpinion[] = [
  {
    about: 'walk',
    text: '경로당 앞 턱이 높아서 보행기가 자꾸 걸려요.',
    by: '어르신',
    handling: 'on-the-spot',
    category: living,
    department: 'roads',
    outcome: '그날 턱에 임시 경사판을 놓았습니다.',
  },
  {
    about: 'walk',
    text: '골목 반사경 덕분에 이제 안심하고 나옵니다.',
    by: '주민',
    handling: 'heard',
    category: living,
    department: 'roads',
  },
  {
    about: 'walk',
    text: '학교 가는 길에 보도가 끊긴 곳이 두 군데 있어요. 이어 주세요.',
    by: '초등학생 학부모',
    handling: 'to-answer',
    category: living,
    department: 'roads',
    policy: '끊긴 보도 잇기를 내년 보도 정비 계획에 넣었습니다.',
  },
  {
    about: 'walk',
    text: '버스정류장 의자에 등받이가 있으면 좋겠어요.',
    by: '어르신',
    handling: 'to-answer',
    category: living,
    department: 'traffic',
  },
  {
    about: 'walk',
    text: '주민센터 계단 난간이 한쪽뿐이에요.',
    by: '주민',
    handling: 'to-answer',
    category: 'welfare-health',
    department: 'general-affairs',
  },
  {
    about: 'street',
    text: '밤에 골목이 어두워서 돌아서 다닙니다.',
    by: '혼자 사는 주민',
    handling: 'to-answer',
    category: living,
    department: 'urban-safety',
    policy: '어두운 골목 서른 곳의 등을 밝은 것으로 바꾸는 사업이 되었습니다.',
  },
  {
    about: 'street',
    text: '공원 운동기구 하나가 흔들립니다.',
    by: '주민',
    handling: 'on-the-spot',
    category: living,
    department: 'parks',
    outcome: '바로 고정하고, 같은 기구를 모두 살펴보았습니다.',
  },
  {
    about: 'street',
    text: '따릉이 세우는 곳이 지하철역에서 너무 멀어요.',
    by: '직장인',
    handling: 'to-answer',
    category: 'city',
    department: 'traffic',
  },
  {
    about: 'street',
    text: '비가 오면 횡단보도 앞에 물이 고입니다.',
    by: '주민',
    handling: 'on-the-spot',
    category: living,
    department: 'roads',
    outcome: '막힌 빗물받이를 그날 치웠습니다.',
  },
  {
    about: 'clean',
    text: '재활용품 내놓는 날을 문자로 알려 주면 좋겠어요.',
    by: '주민',
    handling: 'to-answer',
    category: living,
    department: 'cleaning',
    policy: '배출 요일 알림을 원하는 모든 동으로 넓혔습니다.',
  },
  {
    about: 'clean',
    text: '골목 끝에 버려진 소파가 한 달째 있어요.',
    by: '주민',
    handling: 'on-the-spot',
    category: living,
    department: 'cleaning',
    outcome: '다음 날 아침에 치웠습니다.',
  },
  {
    about: 'clean',
    text: '청소하시는 분들이 고생이 많으십니다. 고맙다고 전해 주세요.',
    by: '주민',
    handling: 'heard',
    category: living,
    department: 'cleaning',
    outcome: '청소과에 전했습니다.',
  },
  {
    about: 'multi',
    text: '시장 화장실 안내가 중국어로도 있으면 좋겠어요.',
    by: '다문화가족',
    handling: 'to-answer',
    category: 'welfare-health',
    department: 'economy',
  },
  {
    about: 'multi',
    text: '아이 예방접종 안내문이 한국어뿐이라 놓칠 뻔했어요.',
    by: '다문화가족',
    handling: 'to-answer',
    category: 'welfare-health',
    department: 'health',
    policy: '예방접종 안내를 다섯 나라말로 함께 보냅니다.',
  },
  {
    about: 'multi',
    text: '한국어 교실이 낮에만 있어서 일하는 사람은 못 갑니다.',
    by: '다문화가족',
    handling: 'to-answer',
    category: 'education-culture',
    department: 'education',
  },
  {
    about: 'multi',
    text: '동 주민센터에서 통역 전화를 바꿔 주어 일이 쉽게 끝났습니다.',
    by: '다문화가족',
    handling: 'heard',
    category: 'self-government',
    department: 'general-affairs',
  },
  {
    about: 'school',
    text: '작은도서관이 여섯 시에 닫아서 퇴근하고는 못 가요.',
    by: '학부모',
    handling: 'to-answer',
    category: 'education-culture',
    department: 'culture',
    policy: '작은도서관 세 곳이 평일 밤 9시까지 엽니다.',
  },
  {
    about: 'school',
    text: '방과 후에 아이들이 갈 곳이 더 있었으면 합니다.',
    by: '학부모',
    handling: 'to-answer',
    category: 'education-culture',
    department: 'education',
  },
  {
    about: 'school',
    text: '학교 앞 과속 단속 뒤로 차들이 느려졌어요.',
    by: '초등학생',
    handling: 'heard',
    category: living,
    department: 'traffic',
  },
  {
    about: 'market',
    text: '시장 들머리 바닥이 미끄러워 넘어진 분이 있었어요.',
    by: '상인',
    handling: 'on-the-spot',
    category: 'economy-jobs',
    department: 'economy',
    outcome: '미끄럼 막이 판을 깔았습니다.',
  },
  {
    about: 'market',
    text: '온라인으로 장보기를 배우고 싶은데 가르쳐 주는 곳이 없어요.',
    by: '상인',
    handling: 'to-answer',
    category: 'economy-jobs',
    department: 'economy',
  },
  {
    about: 'market',
    text: '시장 안 방송 소리가 조금 작았으면 합니다.',
    by: '손님',
    handling: 'heard',
    category: 'economy-jobs',
    department: 'economy',
  },
  {
    about: 'parking',
    text: '저녁에 공영주차장을 나눠 쓰면 골목 주차가 줄 것 같아요.',
    by: '주민',
    handling: 'to-answer',
    category: living,
    department: 'parking',
  },
  {
    about: 'parking',
    text: '가게 앞 짐 싣는 시간만이라도 잠깐 세우게 해 주세요.',
    by: '상인',
    handling: 'to-answer',
    category: living,
    department: 'parking',
  },
  {
    about: 'parking',
    text: '거주자 우선 주차 신청이 휴대폰으로 되니 편합니다.',
    by: '주민',
    handling: 'heard',
    category: living,
    department: 'parking',
  },
  {
    about: 'youth',
    text: '청년이 모여 일할 수 있는 공간이 여의도 쪽에도 있으면 좋겠어요.',
    by: '청년',
    handling: 'to-answer',
    category: 'economy-jobs',
    department: 'economy',
  },
  {
    about: 'youth',
    text: '주민자치회 회의를 화상으로도 열면 참여하겠습니다.',
    by: '직장인',
    handling: 'to-answer',
    category: 'self-government',
    department: 'general-affairs',
    policy: '주민자치회 회의를 화상으로도 엽니다.',
  },
  {
    about: 'youth',
    text: '면접 옷을 빌려주는 곳이 있다는 걸 오늘 알았어요. 더 알려 주세요.',
    by: '취업 준비생',
    handling: 'on-the-spot',
    category: 'economy-jobs',
    department: 'economy',
    outcome: '동 누리집과 게시판에 안내를 올렸습니다.',
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
