import type { Problem } from './problems.ts'

/** Refusals at the door of a town hall. */
export const doorProblems = {
  'door-device-unknown': {
    status: 401,
    ko: '이 휴대폰은 입장 확인에 연결되어 있지 않습니다. 담당자에게 새 링크를 받아 주세요.',
    en: 'This phone is not connected to a door. Please ask the officer for a new link.',
  },
  'door-device-revoked': {
    status: 403,
    ko: '담당자가 이 휴대폰의 연결을 끊었습니다. 명단은 이 휴대폰에서 지웠습니다.',
    en: 'The officer disconnected this phone. The roster was wiped from it.',
  },
  'door-device-expired': {
    status: 403,
    ko: '이 자리의 입장 확인이 끝났습니다. 명단은 이 휴대폰에서 지웠습니다.',
    en: 'Check-in for this sitting is over. The roster was wiped from this phone.',
  },
  'door-link-used': {
    status: 410,
    ko: '이미 쓴 링크이거나 끊은 링크입니다. 담당자에게 새 링크를 받아 주세요.',
    en: 'This link was used already or taken back. Please ask the officer for a new one.',
  },
  'door-sitting-over': {
    status: 422,
    ko: '이미 끝난 자리입니다. 앞으로 있을 자리를 골라 주세요.',
    en: 'This sitting is over. Please choose one to come.',
  },
  'door-other-hall': {
    status: 403,
    ko: '이 휴대폰은 다른 타운홀미팅의 입장 확인용입니다.',
    en: 'This phone is for the door of another town hall.',
  },
  'people-waiting': {
    status: 409,
    ko: '아직 대기하는 분이 {count}명 있습니다. 대기가 끝나거나, 권한이 있는 휴대폰에서 먼저 들이기로 정하면 받을 수 있습니다.',
    en: '{count} people are still waiting for seats. Walk-ins come after them, or a phone with that right decides so.',
  },
  'undo-not-last': {
    status: 409,
    ko: '이 휴대폰에서 마지막으로 확인한 것만 되돌릴 수 있습니다.',
    en: 'Only the last check-in on this phone can be undone.',
  },
} as const satisfies Record<string, Problem>
