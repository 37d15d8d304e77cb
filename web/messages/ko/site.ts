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
}
