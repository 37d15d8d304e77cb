const number = (value: number) => value.toLocaleString('en-US')

/** The public list and the page of a petition. */
export const petitions = {
  title: '영등포신문고',
  lede: (window: number, threshold: number, mayor: number) =>
    `${window}일 동안 ${number(threshold)}명이 공감하면 구청장이 ${mayor}일 안에 답합니다.`,
  stages: '청원 단계',
  stage: {
    collecting: '공감 진행 중',
    awaiting: '답변 준비 중',
    answered: '답변 완료',
    ended: '종결',
    all: '모두',
  },
  sorts: '순서',
  sort: { newest: '새로운 순', most: '공감 많은 순', closing: '마감이 가까운 순', rising: '요즘 뜨는 순' },
  dueSoon: '기한이 가까운 순',
  filters: '조건',
  category: '분야',
  allCategories: '모든 분야',
  dong: '동',
  tilesHint: '숫자는 고른 분야의 청원입니다. 칸을 누르면 그 동만 봅니다.',
  searchLabel: '청원 찾기',
  searchHint: '어떤 일이 불편하세요? 예: 주차',
  found: (q: string, count: string) => `‘${q}’ ${count}건`,
  foundWhere: '제목과 본문에서 찾음',
  readAs: (q: string) => `영문·한글 자판이 바뀐 것 같아 이렇게 읽었습니다: ${q}`,
  emptyHere: '지금 고른 단계와 조건에는 없지만, 다른 곳에는 있습니다.',
  searchAll: (count: string) => `모든 청원에서 보기 (${count}건)`,
  count: (count: number) => `${number(count)}건`,
  thousand: '1,000건 이상',
  drop: '빼기',
  dropAll: '조건 모두 지우기',
  answerDue: ({ late, days }: { late: boolean; days: number }, mayor: boolean): string => {
    const who = mayor ? '구청장 답변' : '답변'
    return late
      ? `${who} ${number(days)}일 지남`
      : days === 0
        ? `${who} 오늘까지`
        : `${who} ${number(days)}일 전`
  },
  answeredOn: (day: string) => `${day} 답변`,
  emptySearch: (q: string) => `‘${q}’ 청원은 아직 없습니다`,
  emptySearchText:
    '낱말을 줄이거나 다른 낱말로 찾아보세요. ㅈㅊㅈ처럼 첫소리로도 찾습니다. 없으면 처음으로 말씀해 주세요.',
  emptyFilter: '이 조건의 청원은 없습니다',
  emptyFilterText: '조건을 지우면 다른 청원을 볼 수 있습니다.',
  empty: {
    collecting: '지금 공감을 모으는 청원이 없습니다',
    awaiting: '답변을 기다리는 청원이 없습니다',
    answered: '아직 답변이 나온 청원이 없습니다',
    ended: '종결된 청원이 없습니다',
    all: '아직 청원이 없습니다',
  },
  emptyText: '불편한 일을 처음으로 말씀해 주세요. 5분이면 됩니다.',
  write: '청원 쓰기',

  number: (n: string) => `청원 ${n}`,
  author: (name: string) => `${name} 님`,
  onBehalf: (route: string) => `${route}로 접수`,
  total: (count: number) => `${number(count)}명 공감`,
  closesAt: (day: string) => `${day} 밤 12시 마감`,
  daysTo: (days: number) => (days === 0 ? '오늘' : `D-${days}`),
  answerBy: (day: string) => `${day}까지 답변`,
  early: (days: number) => (days === 0 ? '기한 안에 답함' : `기한보다 ${number(days)}일 먼저 답함`),
  lateBy: (days: number) => `기한보다 ${number(days)}일 늦게 답함`,
  proposal: '바라는 것',
  effect: '기대하는 것',
  text: '청원 내용',
  readText: (name: string, day: string) => `${name} 쓴 글 읽기 (${day})`,
  writer: '글쓴이가',
  writerNamed: (name: string) => `${name} 님이`,
  numbers: '동별 공감과 날마다 모인 공감',

  endorse: '공감하기',
  once: '한 사람이 한 번 공감합니다. 이름은 공개하지 않습니다. 마감 전에는 언제든 거둘 수 있습니다.',
  follow: '소식 받기',
  pace: (days: number, each: number) =>
    days === 0
      ? `오늘 밤 12시까지 ${number(each)}명이 더 공감하면 구청장이 답합니다.`
      : `남은 ${number(days)}일 동안 하루 ${number(each)}명이 더 공감하면 구청장이 답합니다.`,
  paceNow: (each: number) => `지난 일주일은 하루 ${number(each)}명이었습니다.`,
  establishedAt: (threshold: number, day: string | null) =>
    day
      ? `${number(threshold)}명을 넘었습니다. 구청장이 ${day}\u2060까지 답합니다.`
      : `${number(threshold)}명을 넘었습니다. 곧 구청장 답변 기한을 알려 드립니다.`,
  closedBelow: (who: string | null, day: string | null) =>
    `공감이 마감되었습니다. ${who ?? '담당 부서'}에서 ${day ? `${day}\u2060까지 ` : ''}답합니다.`,
  closedAnswered: '공감이 마감되었습니다.',
  closing: '공감이 마감되어 결과를 정리하고 있습니다.',

  byDay: '날마다 모인 공감',
  mostOn: (day: string, count: number) => `가장 많은 날 ${day} ${number(count)}명`,
  noneYet: '아직 공감이 없습니다',
  byDong: '어느 동에서 공감했나요',
  dongSum: (shown: number, rest: number) =>
    rest === 0
      ? `동을 밝힌 ${number(shown)}명`
      : `동을 보인 ${number(shown)}명 · 동을 밝히지 않았거나 5명보다 적은 동 ${number(rest)}명`,
  about: (dongs: string, count: number, share: string) =>
    `청원이 다루는 ${dongs}에서 ${number(count)}명, 전체의 ${share}%입니다.`,
  fewNote: '5명보다 적은 동은 누구인지 짐작할 수 있어 ‘적음’으로만 적습니다.',
  tooFew: '공감이 더 모이면 동마다 몇 명인지 보여 드립니다. 5명보다 적으면 누구인지 짐작할 수 있습니다.',
  verified: '본인확인',
  levels: ['메일 인증', '간편 로그인', '휴대폰 본인확인'],
  came: '들어온 길',
  online: '온라인',
  paper: '서면',
  imported: '옛 누리집에서 옮김',
  each: (name: string, count: number) => `${name} ${number(count)}명`,

  next: '앞으로 이렇게 됩니다',
  past: '걸어온 길',
  moves: {
    submit: '접수',
    publish: '검토를 마치고 공개',
    ask: '보완 요청',
    resubmit: '보완해서 다시 냄',
    lapse: '보완 기한이 지나 반려',
    reject: '반려',
    transfer: '다른 기관으로 보냄',
    merge: '먼저 낸 청원과 합침',
    withdraw: '취하',
    close: '공감 마감',
    establish: '1,000명 달성',
    hide: '보이지 않게 함',
    show: '다시 보이게 함',
    remove: '지움',
    pass: '담당 부서 바뀜',
    extend: '답변 기한 늦춤',
    interim: '중간답변',
    answer: '답변',
  } as Record<string, string>,
  reached: (threshold: number) => `${number(threshold)}명 달성`,
  submitted: (day: string, route: string) => `${day} · ${route}로 접수했습니다.`,
  published: (day: string, days: number) =>
    days === 0 ? `${day} · 접수한 날 공개했습니다.` : `${day} · 검토에 ${number(days)}일 걸렸습니다.`,
  reachedOn: (day: string, nth: number) => `${day} · 공개 뒤 ${number(nth)}일째`,
  closedWith: (day: string, count: number) => `${day} 밤 12시 · ${number(count)}명`,
  collecting: '공감 진행 중',
  collectingUntil: (day: string, count: number) => `${day} 밤 12시까지 · 지금 ${number(count)}명`,
  ifReached: (threshold: number) => `${number(threshold)}명이 되면`,
  ifReachedText: (days: number) => `그날부터 ${number(days)}일 안에 구청장이 글과 영상으로 답합니다.`,
  ifNot: (threshold: number) => `${number(threshold)}명이 안 되어도`,
  ifNotText: (days: number, day: string, who: string | null) =>
    `마감 뒤 ${number(days)}일 안, ${day}까지 ${who ?? '담당 부서'}에서 글로 답합니다.`,
  answerNext: (mayor: boolean) => (mayor ? '구청장 답변' : '부서 답변'),
  answerNextText: (day: string, who: string | null, mayor: boolean) =>
    mayor ? `${day}까지 글과 영상으로 답합니다.` : `${day}까지 ${who ?? '담당 부서'}에서 글로 답합니다.`,
  answerLate: (day: string, days: number) => `${day}까지 답하기로 했습니다. ${number(days)}일 지났습니다.`,
  promisesNext: '약속 이행',
  promisesNextText: (count: number, day: string) => `약속 ${number(count)}건 · 마지막 기한 ${day}`,

  answerOf: { mayor: '구청장의 답변', department: '부서의 답변' },
  interimOf: '중간답변',
  video: '구청장 답변 영상',
  answerDay: '답변일',
  answerDayDue: (day: string, due: string) => `${day} (기한 ${due})`,
  charge: '담당',
  promisedAgain: (day: string) => `다시 약속한 날: ${day}`,
  promises: (count: number) => `이 답변으로 한 약속 ${number(count)}건`,
  extended: '답변 기한을 늦추었습니다.',
  extendedText: (from: string, to: string) => `${from}에서 ${to}로 늦추었습니다.`,

  hiddenTitle: '지금은 보이지 않게 한 청원입니다',
  hiddenText: '청원의 내용은 보이지 않지만, 공감 기간과 답변 기한은 그대로 흐릅니다.',
  goneTitle: '지운 청원입니다',
  goneText: '이 청원은 지웠고 다시 보이지 않습니다. 지운 까닭은 여기에 남깁니다.',
  reason: '까닭',
  hiddenOn: '보이지 않게 한 날',
  goneOn: '지운 날',
  rejected: '공개하지 않기로 했습니다.',
  rejectedGround: (ground: string) => `까닭: ${ground}`,
  rejectedAgain: '결정을 다시 살펴 달라고 30일 안에 말씀하실 수 있습니다. 전화 02-2670-3114',
  textWithheld: '이 까닭으로 반려한 청원은 내용을 공개하지 않습니다.',
  transferred: '구청의 일이 아니어서 맡은 기관으로 보냈습니다.',
  transferredTo: (body: string) => `보낸 곳: ${body}`,
  merged: '같은 내용의 청원이 먼저 있어 하나로 합쳤습니다.',
  mergedTo: '먼저 낸 청원에서 함께해 주세요:',
  withdrawn: '글쓴이가 청원을 거두었습니다.',
  withdrawnBefore: '글쓴이가 공개 전에 청원을 거두었습니다. 내용은 공개하지 않습니다.',
  sourceTitle: (name: string) => `‘${name}’에서 옮긴 청원입니다.`,
  sourceText: (there: string, count: string) =>
    `그곳의 번호는 ${there}입니다. 공감 ${count}명은 그곳에서 센 수이고, 여기서는 더 받지 않습니다.`,
  sourceAnswered: '답변도 그곳에서 했습니다.',
  sourceLicence: (name: string) => `출처: ${name} · 공공누리 제1유형(출처표시)`,
  begunThere: '그곳에 올라옴',
  answeredThere: '그곳에서 답변',
  toList: '다른 청원 보기',
  preview: (count: number, excerpt: string) => `${number(count)}명 공감. ${excerpt}`,
}
