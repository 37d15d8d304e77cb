import type { FollowUpSource, FollowUpState } from '../../../shared/follow-up-states.ts'
import type { Lang } from '../../../shared/wire.ts'

type Words = {
  header: string[]
  sources: Record<FollowUpSource, string>
  states: Record<FollowUpState, string>
  yes: string
}

/** The columns of the ledger as a table, and how its cells say things. */
export const csvWords: Record<Lang, Words> = {
  ko: {
    header: [
      '번호',
      '약속',
      '온 곳',
      '약속한 자리',
      '담당 부서',
      '동',
      '상태',
      '약속한 날',
      '처음 기한',
      '지금 기한',
      '끝난 날',
      '늦음',
      '설명',
      '보낸 기관',
    ],
    sources: { opinion: '영등포1번가', question: '타운홀미팅', commitment: '청원 답변' },
    states: {
      received: '접수',
      reviewing: '검토중',
      doing: '추진중',
      planned: '추진예정',
      'long-term': '장기검토',
      done: '완료',
      impossible: '추진불가',
      transferred: '타기관 이첩',
      merged: '합침',
    },
    yes: '예',
  },
  en: {
    header: [
      'Number',
      'Promise',
      'Source',
      'Promised at',
      'Department',
      'Dong',
      'State',
      'Promised on',
      'First due date',
      'Due date now',
      'Settled on',
      'Late',
      'Note',
      'Passed to',
    ],
    sources: { opinion: 'Listening', question: 'Town hall', commitment: 'Petition answer' },
    states: {
      received: 'received',
      reviewing: 'under review',
      doing: 'under way',
      planned: 'planned',
      'long-term': 'long-term review',
      done: 'done',
      impossible: 'cannot be done',
      transferred: 'passed to another body',
      merged: 'joined',
    },
    yes: 'yes',
  },
  zh: {
    header: [
      '编号',
      '承诺',
      '来源',
      '承诺场合',
      '负责部门',
      '洞',
      '状态',
      '承诺日期',
      '最初期限',
      '目前期限',
      '结束日期',
      '逾期',
      '说明',
      '转交机构',
    ],
    sources: { opinion: '永登浦1号街', question: '市民恳谈会', commitment: '请愿答复' },
    states: {
      received: '已受理',
      reviewing: '研究中',
      doing: '进行中',
      planned: '计划中',
      'long-term': '长期研究',
      done: '已完成',
      impossible: '无法办理',
      transferred: '已转交',
      merged: '已合并',
    },
    yes: '是',
  },
}
