/** What the year 2021 of the demonstration is made of: enough to count the report of 30 September again from rows. */

/** A subject that residents of any dong could raise, with who answers it. */
type Subject = { category: string; department: string; title: string; problem: string; answer: string }
const living = (department: string, title: string, problem: string, answer: string): Subject => ({
  category: 'living-environment',
  department,
  title,
  problem,
  answer,
})

/** Twenty subjects in about the shares of the six categories that the service itself counted. */
export const subjects: Subject[] = [
  living(
    'roads',
    '골목길 보도블록을 고쳐 주세요',
    '비가 오면 물이 튀고 유모차 바퀴가 걸립니다.',
    '현장을 확인하고 보도블록을 다시 깔았습니다.',
  ),
  living(
    'traffic',
    '학교 앞 신호 시간을 늘려 주세요',
    '아이들이 다 건너기 전에 신호가 바뀝니다.',
    '경찰서와 협의해 건너는 시간을 6초 늘렸습니다.',
  ),
  living(
    'parking',
    '이면도로 불법 주차를 막아 주세요',
    '소방차가 지나갈 수 없을 만큼 차가 서 있습니다.',
    '단속 시간을 늘리고 안내 표지를 세웠습니다.',
  ),
  living(
    'cleaning',
    '쓰레기 버리는 곳을 정해 주세요',
    '아무 데나 쌓여 냄새가 나고 고양이가 뜯습니다.',
    '주민과 자리를 정하고 수거 시간을 알려 드렸습니다.',
  ),
  living(
    'parks',
    '동네 공원 그늘을 늘려 주세요',
    '여름 낮에는 앉아 있을 곳이 없습니다.',
    '느티나무 여덟 그루를 심고 긴 의자를 옮겼습니다.',
  ),
  living(
    'urban-safety',
    '어두운 골목에 보안등을 달아 주세요',
    '밤 열 시가 넘으면 앞이 보이지 않습니다.',
    '보안등 다섯 개를 새로 달았습니다.',
  ),
  living(
    'roads',
    '과속방지턱을 놓아 주세요',
    '내리막이라 차가 속도를 줄이지 않습니다.',
    '방지턱 두 개를 놓고 노면에 표시했습니다.',
  ),
  living(
    'traffic',
    '버스정류장에 의자를 놓아 주세요',
    '어르신들이 서서 기다립니다.',
    '등받이 의자 두 개를 놓았습니다.',
  ),
  living(
    'cleaning',
    '빗물받이를 청소해 주세요',
    '낙엽이 막아 비만 오면 물이 찹니다.',
    '빗물받이 서른두 곳을 청소했습니다.',
  ),
  living(
    'parks',
    '반려동물 배변봉투함을 놓아 주세요',
    '산책길에 치우지 않은 곳이 많습니다.',
    '산책길 네 곳에 배변봉투함을 놓았습니다.',
  ),
  living(
    'urban-safety',
    '공사장 소음 시간을 지키게 해 주세요',
    '아침 여섯 시부터 소리가 납니다.',
    '현장을 점검하고 작업 시간을 지키도록 했습니다.',
  ),
  {
    category: 'city',
    department: 'housing',
    title: '빈집을 주민 공간으로 써 주세요',
    problem: '오래 비어 있어 위험합니다.',
    answer: '소유자와 협의해 내년 사업에 담기로 했습니다.',
  },
  {
    category: 'city',
    department: 'housing',
    title: '재개발 설명회를 열어 주세요',
    problem: '소문만 돌고 아는 것이 없습니다.',
    answer: '주민센터에서 설명회를 두 번 열었습니다.',
  },
  {
    category: 'city',
    department: 'roads',
    title: '전신주를 땅에 묻어 주세요',
    problem: '보도가 좁아 휠체어가 지나가지 못합니다.',
    answer: '지중화 사업 대상에 올려 심사를 받고 있습니다.',
  },
  {
    category: 'welfare-health',
    department: 'seniors',
    title: '경로당 운동기구를 바꿔 주세요',
    problem: '고장 난 채로 여러 달이 지났습니다.',
    answer: '세 대를 고치고 두 대를 새로 들였습니다.',
  },
  {
    category: 'welfare-health',
    department: 'welfare',
    title: '다문화가정 한국어 수업을 늘려 주세요',
    problem: '저녁 반이 없어 일하는 사람은 갈 수 없습니다.',
    answer: '저녁 반을 두 개 열었습니다.',
  },
  {
    category: 'welfare-health',
    department: 'health',
    title: '예방접종 안내를 여러 말로 해 주세요',
    problem: '안내문이 한국어로만 옵니다.',
    answer: '중국어와 영어 안내문을 함께 보냅니다.',
  },
  {
    category: 'education-culture',
    department: 'education',
    title: '작은도서관 주말 시간을 늘려 주세요',
    problem: '토요일에는 한 시에 닫습니다.',
    answer: '토요일에는 다섯 시까지 엽니다.',
  },
  {
    category: 'self-government',
    department: 'general-affairs',
    title: '주민센터 번호표 기계를 고쳐 주세요',
    problem: '차례를 알 수 없어 자주 다툽니다.',
    answer: '새 기계로 바꾸고 큰 글씨 화면을 달았습니다.',
  },
  {
    category: 'economy-jobs',
    department: 'economy',
    title: '전통시장 배달을 도와주세요',
    problem: '무거운 짐을 들고 가기 어렵습니다.',
    answer: '시장 배달 도우미를 여섯 달 동안 운영했습니다.',
  },
]

/** The ten town halls; most people came to the first. */
export const halls: [day: string, title: string, titleEn: string][] = [
  ['2021-03-18', '미래비전자문단과의 토론', 'A debate with the advisers on the future'],
  ['2021-02-04', '코로나19와 우리 동네 골목상권', 'Covid-19 and our corner shops'],
  ['2021-04-08', '신길 뉴타운 학교와 통학로', 'Schools and ways to school in Singil'],
  ['2021-04-29', '문래 창작촌의 내일', 'What comes next in Mullae'],
  ['2021-05-20', '돌봄이 필요한 가족과의 대화', 'A talk with families who care'],
  ['2021-06-10', '여의도 한강 길 함께 쓰기', 'Sharing the river path in Yeouido'],
  ['2021-07-01', '대림동 상인과 주민의 대화', 'Merchants and residents of Daerim'],
  ['2021-07-22', '청년이 머무는 영등포', 'A district where young people stay'],
  ['2021-08-26', '반려동물과 사는 동네', 'Living with pets'],
  ['2021-09-16', '2022년 예산, 주민이 먼저', 'The budget of 2022, residents first'],
]

/** Titles of 소통행사; the first is the one with most people. */
export const events = [
  '다문화가족 구민과의 소통',
  '골목 한 바퀴',
  '전통시장 상인과의 소통',
  '어린이집 학부모와의 소통',
  '경로당 찾아가기',
  '학교 앞 안전 점검과 대화',
  '청년 1인 가구와의 소통',
  '장애인 복지관 방문',
  '공원에서 듣는 이야기',
  '아파트 입주자 대표와의 대화',
]
export const eventWords = {
  centre: '주민센터',
  around: ' 일대',
  host: '구청장',
  who: '주민',
  policy: '다음 분기 사업에 담음',
}
export const city = '서울특별시'
export const eventOpinions = [
  '골목 조명을 더 밝게 해 주세요.',
  '한국어 수업을 저녁에도 열어 주세요.',
  '시장 주차장을 두 시간 무료로 해 주세요.',
  '공원 화장실을 늦게까지 열어 주세요.',
  '경로당 점심을 주 5일로 늘려 주세요.',
]
export const hallQuestions = [
  '올해 안에 시작할 수 있는 일은 무엇인가요?',
  '예산은 얼마나 잡혀 있나요?',
  '주민 의견은 어떻게 반영되나요?',
  '공사하는 동안 불편은 어떻게 줄이나요?',
  '다음 자리는 언제 열리나요?',
]

/** What the office wrote on that page by hand. */
export const page = {
  position: 4,
  title: '구민 참여 확대로 소통공감행정 구현',
  purpose:
    '다양한 방식으로 구민 소통을 활성화함으로써 구정 운영에 구민 참여를 확대하여 구민이 공감할 수 있는 ‘탁트인 영등포’를 구현하고자 함',
  overview: `○ 영등포신문고 운영
- 구민 다수와 관련된 정책 및 불합리한 제도 개선을 위한 청원제도 운영
○ 구민과의 온오프라인 소통
- 타운홀미팅: 정책과제, 지역사회 의제 발굴 및 개선방안 도출 등
- 영등포1번가 소통: 소통공간, 온라인 소통을 통한 다양한 주민 의견 수렴`,
  plan: `○ 구민과의 온오프라인 소통 지속 추진
- 다양한 구민의 의견 수렴을 위한 소통 지속 실시
○ 코로나19 상황에 대응하는 소통 추진
- 사회적 거리두기 단계에 따른 다양한 소통 방식으로 적극 소통 추진(온라인, 소규모 간담회, 타운홀미팅 등)`,
}
export const roundingReason = '2021년 9월 보고와 같게 소수 둘째 자리를 버림'
export const balanceReason = '2018. 10. 1.부터 2020. 12. 31.까지 옮겨 온 건수'
export const shownNames = ['김*늘', '이*준', '박*연', '최*', '정*호', '강*라', '윤*서', '임*희']
