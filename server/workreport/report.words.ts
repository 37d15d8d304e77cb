import { dateTime } from '../../shared/dates.ts'
import type { wholeOf } from '../../shared/work-report-period.ts'
import type { WorkReport } from '../../shared/work-report.ts'

/** Words of the printed report. An official paper of the office is in Korean, whoever reads it. */

/** What a new installation begins with; officers write their own. */
export const firstText = {
  position: 4,
  title: '구민 참여 확대로 소통공감행정 구현',
  purpose:
    '다양한 방식으로 구민 소통을 활성화함으로써 구정 운영에 구민 참여를 확대하여 구민이 공감할 수 있는 구정을 구현하고자 함',
  overview: `○ 영등포신문고 운영
- 구민 다수와 관련된 정책 및 불합리한 제도 개선을 위한 청원제도 운영
○ 구민과의 온오프라인 소통
- 타운홀미팅: 정책과제, 지역사회 의제 발굴 및 개선방안 도출 등
- 영등포1번가 소통: 소통공간, 온라인 소통을 통한 다양한 주민 의견 수렴`,
  plan: `○ 구민과의 온오프라인 소통 지속 추진
- 다양한 구민의 의견 수렴을 위한 소통 지속 실시`,
  leadTownHallId: null,
  leadEventId: null,
}

const number = (value: number) => value.toLocaleString('en-US')

/** `9.30.` */
const shortDay = (day: string) => `${Number(day.slice(5, 7))}.${Number(day.slice(8))}.`
/** `2021. 9. 30.` */
const fullDay = (day: string) =>
  `${Number(day.slice(0, 4))}. ${Number(day.slice(5, 7))}. ${Number(day.slice(8))}.`

/** What stands before a line by its level, where a file has no styles for it. */
export const lineMarks = { heading: '□', circle: '○', dash: '-', note: '※' } as const

export const reportWords = {
  number,
  shortDay,
  fullDay,
  /** `2021. 1. 1. ~ 9. 30.` */
  period: (from: string, to: string) =>
    from.slice(0, 4) === to.slice(0, 4)
      ? `${fullDay(from)} ~ ${Number(to.slice(5, 7))}. ${Number(to.slice(8))}.`
      : `${fullDay(from)} ~ ${fullDay(to)}`,
  documentTitle: (to: string, whole: ReturnType<typeof wholeOf>) => {
    if (!whole) return `${fullDay(to)} 기준 주요업무 추진실적`
    const { kind, year, nth } = whole
    return kind === 'monthly'
      ? `${year}년 ${nth}월 주요업무 추진실적`
      : `${year}년 ${nth}분기 주요업무 추진실적과 청원 처리 점검`
  },
  organisation: '영등포구 기획예산과',
  overview: '사업개요',
  results: '주요 추진실적',
  plan: '향후 계획',
  budget: '예산현황',
  unit: '(단위: 천원)',
  sinmungo: '영등포신문고 운영 실적',
  dialogue: '구민과의 온오프라인 소통 실적',
  received: '구민청원 접수·처리 ',
  cases: (count: number) => `${number(count)}건`,
  times: (count: number) => `${number(count)}회`,
  total: '(누계: ',
  totalEnd: ')',
  noTotal: '없음',
  handledInPeriod: '이 기간에 처리를 마친 청원 ',
  established: '1,000명 공감청원 답변·영상 게시 ',
  townHalls: (lead: string | null) => (lead ? `타운홀미팅: ‘${lead}’ 등 총 ` : '타운홀미팅: 총 '),
  events: (lead: string | null) =>
    lead ? `영등포1번가 소통행사: ‘${lead}’ 등 총 ` : '영등포1번가 소통행사: 총 ',
  held: ' 실시',
  opinions: '영등포1번가 의견: 총 ',
  policies: ', 정책 반영 ',
  review: {
    title: '청원 처리 점검',
    answers: (answered: number, handled: number) =>
      `이 분기에 답변한 청원 ${number(answered)}건(취하·종결을 더해 처리를 마친 청원 ${number(handled)}건)`,
    inTime: (inTime: number, answered: number) =>
      answered === 0
        ? '기한 안에 답변 0건'
        : `기한 안에 답변 ${number(inTime)}건(${((inTime * 100) / answered).toFixed(1)}%)`,
    late: (late: number, overdue: number) =>
      `기한을 넘겨 답변 ${number(late)}건, 기한이 지났고 아직 답변하지 않음 ${number(overdue)}건`,
    interims: (interims: number) => `중간답변 ${number(interims)}건`,
    days: (mean: string, median: string, most: number) =>
      `접수부터 답변까지 평균 ${mean}일, 가운뎃값 ${median}일, 가장 오래 걸린 답변 ${number(most)}일`,
  },
  budgetColumns: {
    budget: '예 산 액',
    executed: (day: string | null) => (day ? `집 행 액 (${shortDay(day)} 기준)` : '집 행 액'),
    forecast: '집행 예상 (12.31.까지)',
    rate: '집행률(%)',
  },
  funds: { national: '국비', city: '시비', district: '구비' },
  noBudget: '예산을 아직 입력하지 않음',
  noRate: '-',
  notes: {
    since: (day: string, to: string) => `누계는 ${fullDay(day)} 앞의 건수를 더한 ${fullDay(to)} 기준`,
    whole: (to: string) => `누계는 이 시스템을 쓴 뒤, ${fullDay(to)} 기준`,
    standing: (
      received: number,
      of: { answered: number; inReview: number; collecting: number; awaiting: number; ended: number },
    ) =>
      `접수 ${number(received)}건 = 답변 완료 ${number(of.answered)}건 + 처리 중 ${number(of.inReview + of.collecting + of.awaiting)}건 + 취하·종결·이송 ${number(of.ended)}건`,
    ended: (ended: WorkReport['ended']) =>
      `취하·종결·이송: 취하 ${number(ended.withdrawn)}건, 비공개 결정 ${number(ended.rejected)}건, 다른 기관 이송 ${number(ended.transferred)}건, 중복 병합 ${number(ended.merged)}건${ended.closed > 0 ? `, 답변 없이 종결 ${number(ended.closed)}건` : ''}`,
    hidden: (count: number) => `접수 가운데 ${number(count)}건은 지금 가려져 있음`,
    renamed: (former: string, day: string, team: string) =>
      `${fullDay(day)}부터 ‘${former}’에서 ‘${team}’으로 이름이 바뀜`,
    byHand: (exact: string | null, reason: string) =>
      `집행률은 직접 적은 값(계산한 값 ${exact ?? '없음'}): ${reason}`,
    budgetOld: (day: string) => `예산은 ${fullDay(day)} 기준`,
  },
  annex: {
    title: '붙임',
    category: '분야',
    dong: '동',
    route: '경로',
    count: '건수',
    share: '비율(%)',
    sum: '계',
    item: '구분',
    whole: '구 전체',
    none: '분야 없음',
    cases: '(단위: 건)',
    people: '(단위: 건, 명)',
    byCategory: '분야별 접수',
    byRoute: '경로별 접수',
    byDong: '동별 접수',
    byDongNote: '여러 동에 걸친 청원은 동마다 한 번씩 셈',
    cube: '분야 × 동 × 경로',
    cubeSheet: '분야·동·경로',
    days: '답변까지 걸린 날',
    daysRows: {
      answered: '이 기간에 답변한 청원(건)',
      mean: '접수부터 답변까지 평균(일)',
      median: '가운뎃값(일)',
      most: '가장 오래 걸린 날(일)',
      inTime: '기한 안에 답변(건)',
      late: '기한을 넘겨 답변(건)',
      overdue: '기한이 지났고 아직 답변하지 않음(건)',
      interims: '중간답변(건)',
    },
    byDepartment: '부서별 답변',
    department: '부서',
    departmentColumns: {
      answered: '답변',
      inTime: '기한 안',
      late: '기한 넘김',
      overdue: '기한 지나 미답변',
      interims: '중간답변',
    },
    endorsements: '공감 분포',
    endorsementStep: (least: number, next: number | undefined) => {
      if (least === 0) return '0명'
      return next === undefined ? `${number(least)}명 이상` : `${number(least)}~${number(next - 1)}명`
    },
    townHalls: '타운홀미팅 참석과 질문',
    townHallRows: {
      sittings: '회차(회)',
      registered: '자리를 받은 사람(명)',
      came: '참석(명)',
      questions: '질문(건)',
      answered: '답변한 질문(건)',
    },
    opinions: '1번가 의견 처리',
    opinionRows: {
      policy: '정책 반영',
      done: '처리 완료',
      doing: '처리 중',
      impossible: '이행 어려움',
      passedOn: '이송·병합',
      heard: '들음',
    },
    routes: {
      online: '온라인',
      visit: '방문',
      post: '우편',
      fax: '팩스',
      phone: '전화',
      onsite: '현장',
    } as Record<string, string>,
  },
}

/** The team that a new installation begins with. */
export const firstTeam = { nameKo: '소통공감팀', nameEn: 'Communication team' }

/** What a kept report says of itself: its edition, when and by whom, its fingerprint. */
export const printedLines = (edition: number, at: Date, by: string, hash: string) => [
  `제${edition}판 · ${dateTime(at, 'ko')} · ${by}`,
  `지문(SHA-256) ${hash}`,
]
