import type { Problem } from './problems.ts'

/** Refusals of a live room. */
export const liveProblems = {
  'room-not-open': {
    status: 409,
    ko: '아직 시작하지 않았습니다. 시작하면 보낼 수 있으며, 그 전에는 미리 질문을 남길 수 있습니다.',
    en: 'The room has not opened yet. You can send this when it has; until then, questions can be sent beforehand.',
  },
  'room-paused': {
    status: 409,
    ko: '진행자가 잠시 멈추었습니다. 다시 시작하면 보낼 수 있습니다.',
    en: 'The hosts have paused the room. You can send this when it goes on.',
  },
  'room-ended': {
    status: 409,
    ko: '타운홀미팅이 끝났습니다. 답하지 못한 질문은 담당 부서가 이어서 답합니다.',
    en: 'The town hall has ended. Departments answer the questions that are left.',
  },
  'room-rehearsing': {
    status: 409,
    ko: '연습 중에는 연습에서 만든 것만 다룰 수 있습니다. 연습을 끝내고 다시 해 주세요.',
    en: 'In a rehearsal only what was made in it can be changed. End the rehearsal and try again.',
  },
  'room-slow-mode': {
    status: 429,
    ko: '여러 분이 질문할 수 있도록 잠시 사이를 둡니다. {seconds}초 뒤에 보낼 수 있습니다.',
    en: 'So that many can ask, there is a pause between questions. You can send the next one in {seconds} seconds.',
  },
  'room-questions-enough': {
    status: 409,
    ko: '한 분이 보낼 수 있는 질문은 {most}개까지입니다. 다른 분의 질문에 공감으로 힘을 보태 주세요.',
    en: 'One person can ask at most {most} questions here. You can still upvote those of others.',
  },
  'question-late': {
    status: 409,
    ko: '고치거나 거둘 수 있는 시간이 지났습니다.',
    en: 'The time for changing or taking back this question is over.',
  },
  'question-shows-data': {
    status: 409,
    ko: '개인정보로 보이는 내용이 있어 가린 채로만 공개할 수 있습니다.',
    en: 'It seems to hold personal data, and can only be published with that covered.',
  },
  'merge-into-itself': {
    status: 422,
    ko: '합칠 다른 질문을 골라 주세요.',
    en: 'Please choose another question to merge it into.',
  },
  'poll-closed': {
    status: 409,
    ko: '지금은 투표를 받지 않습니다.',
    en: 'This poll takes no votes now.',
  },
  'poll-choice-unknown': {
    status: 422,
    ko: '보기 가운데에서 골라 주세요.',
    en: 'Please choose among the given answers.',
  },
  'reactions-off': {
    status: 409,
    ko: '지금은 반응을 받지 않습니다.',
    en: 'Reactions are switched off now.',
  },
} as const satisfies Record<string, Problem>
