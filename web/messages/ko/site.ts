const number = (value: number) => value.toLocaleString('en-US')

/** The first page, and what the site says about itself. */
export const site = {
  promise: ['말씀하시면,', '언제까지 답할지부터', '알려 드립니다.'],
  lede: (threshold: number) =>
    `영등포에 살거나, 일하거나, 배우는 누구나 쓸 수 있습니다. ${number(threshold)}명이 공감하면 구청장이 글과 영상으로 답하고, ${number(threshold)}명이 안 되어도 담당 부서가 답합니다.`,
  searchLabel: '청원 찾기',
  searchHint: '어떤 일이 불편하세요? 예: 주차, 도서관',
  otherWays: '전화나 방문으로 내기',
  map: '우리 동네 청원',
  mapCount: (count: number) => `공감을 모으는 ${number(count)}건`,
  collecting: '지금 공감을 모으는 청원',
  awaiting: '답을 준비하는 청원',
  inTime: '기한 안에 답한 비율, 올해',
  inTimeOf: (inTime: number, due: number) => `${number(due)}건 가운데 ${number(inTime)}건`,
  noneYet: '아직 없음',
  commitments: '답하며 한 약속',
  collectingTitle: '공감을 모으는 청원',
  allOf: (count: number) => `${number(count)}건 모두 보기`,
  rulers:
    '최근 사흘 동안 공감이 많은 차례입니다. 파란 줄은 공감한 사람, 검은 눈금은 지난 날입니다. 파란 줄이 눈금보다 길면 목표보다 빠르게 가고 있습니다.',
  nothingCollects: '지금 공감을 모으는 청원이 없습니다',
  beFirst: '불편한 일을 처음으로 말씀해 주세요. 5분이면 됩니다.',
  answeredTitle: '최근 답변',
  nothingAnswered: '아직 나온 답변이 없습니다.',
  endorsedBy: (count: number) => `${number(count)}명 공감`,
  answeredOn: (date: string) => `${date} 답변`,
  promises: (count: number) => `약속 ${number(count)}건`,
  home: '처음으로',
  toPetition: '이 청원 보기',
  display: {
    lede: '고르신 대로 이 기기에서 모든 쪽을 보여 드립니다. 이름이나 계정과 이어지지 않습니다.',
    theme: '화면 색',
    themes: {
      device: '기기 설정을 따름',
      deviceHint: '기기가 어두운 화면이나 고대비를 쓰면 함께 바뀝니다.',
      light: '밝은 종이',
      dark: '어두운 종이',
      contrast: '고대비',
    },
    size: '글자 크기',
    sizes: { small: '작게', normal: '보통', larger: '조금 크게', large: '크게', largest: '가장 크게' },
    apply: '이렇게 보기',
  },
  problem: {
    status: 'HTTP 상태',
    code: '부호 (바뀌지 않음)',
    type: '주소',
    note: '프로그램은 이 부호로 까닭을 가립니다. 문장은 바뀔 수 있습니다.',
  },
  outbox: {
    lede: '시연에서는 메일을 보내지 않고 여기에 모읍니다. 누구의 메일이든 보이므로 시연이 아니면 이 쪽이 없습니다.',
    reload: '새로 보기',
    officers: '담당자와 지금의 인증번호',
    officersHow: (password: string, seconds: number) =>
      `비밀번호는 모두 ${password} 입니다. 인증번호는 ${seconds}초 뒤에 바뀝니다.`,
    toDesk: '담당자 로그인으로',
    mails: (count: number) => `메일 ${number(count)}통, 새것부터`,
    none: '아직 쓴 메일이 없습니다. 로그인하거나 청원을 내면 여기에 나타납니다.',
    files: (names: string) => `함께 온 파일: ${names}`,
  },
}
