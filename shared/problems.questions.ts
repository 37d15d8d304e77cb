import type { Problem } from './problems.ts'

/** Refusals around questions of town halls. */
export const questionProblems = {
  'questions-closed': {
    status: 409,
    ko: '미리 질문은 타운홀미팅이 시작하기 전까지 받습니다. 지금은 더 받지 않습니다.',
    en: 'Questions beforehand are taken until the town hall begins. They are no longer taken.',
  },
  'questions-enough': {
    status: 409,
    ko: '한 타운홀미팅에 한 분이 미리 보낼 수 있는 질문은 {most}개까지입니다.',
    en: 'One person can send at most {most} questions beforehand to one town hall.',
  },
  'question-gone': {
    status: 409,
    ko: '지금은 공감할 수 없는 질문입니다. 목록을 다시 보아 주세요.',
    en: 'This question cannot be upvoted now. Please look at the list again.',
  },
  'question-decided': {
    status: 409,
    ko: '이미 다른 상태가 된 질문입니다. 쪽을 새로 열어 지금 상태를 확인해 주세요.',
    en: 'This question is in another state by now. Please open the page anew to see it.',
  },
} as const satisfies Record<string, Problem>
