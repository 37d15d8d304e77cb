import type { FollowUpState } from '../../shared/follow-up-states.ts'

/** What was done with a promise, so many days after it was made. */
export type DemoMove = {
  /** How its text begins. */
  text: string
  days: number
  state: FollowUpState
  note: string
  memo?: string
  transferredTo?: string
}

/** Promises of answers and of questions: together every state but the joined one. */
export const demoMoves: DemoMove[] = [
  {
    text: '야간 인력 2명 예산',
    days: 4,
    state: 'done',
    note: '내년 예산안에 야간 인력 두 명의 인건비 6천4백만 원을 넣었습니다.',
    memo: '예산팀 확인',
  },
  { text: '화·목요일 밤 9시까지', days: 3, state: 'doing', note: '일할 사람을 뽑는 공고를 냈습니다.' },
  { text: '여섯 달 동안의 이용자 수', days: 3, state: 'planned', note: '내년 7월 말에 숫자를 공개합니다.' },
  { text: '등받이 의자 두 개', days: 2, state: 'doing', note: '의자를 주문했습니다. 12월 초에 들어옵니다.' },
  { text: '해마다 3월과 9월에', days: 6, state: 'planned', note: '내년 3월 작업 일정에 넣었습니다.' },
  {
    text: '서쪽 광장에 노점',
    days: 9,
    state: 'long-term',
    note: '광장을 함께 쓰는 기관이 셋이라 자리 나누기를 오래 살펴보고 있습니다.',
  },
  {
    text: '산책로 화장실을 늦게까지',
    days: 3,
    state: 'transferred',
    note: '안양천 둔치 화장실은 서울시가 관리해 그대로 전했습니다.',
    transferredTo: '서울특별시 물순환안전국',
  },
  {
    text: '온라인으로 본 사람도',
    days: 6,
    state: 'done',
    note: '다음 타운홀미팅부터 온라인으로 본 분도 같은 순서로 신청하실 수 있게 바꾸었습니다.',
  },
  {
    text: '밤 소음 때문에',
    days: 4,
    state: 'doing',
    note: '작업실과 주민이 만나는 자리를 두 번 열었습니다.',
  },
]

/** A promise that is late and was promised again. */
export const demoExtension = {
  text: '밤 소음 때문에',
  days: 9,
  later: 30,
  reason: '소음을 재는 기계가 늦게 들어왔습니다.',
}

/** Of the opinions that are owed and late, the first cannot be done and the second takes a long look. */
export const demoHard = {
  impossible:
    '땅 주인인 국가철도공단이 허락하지 않아 할 수 없게 되었습니다. 대신 맞은편 보도에 같은 시설을 놓는 일을 알아보고 있습니다.',
  longTerm: '비슷한 곳이 열한 군데라 순서를 정하는 조사를 먼저 합니다.',
}
