import type { Problem } from './problems.ts'

/** Refusals around the ledger of promises. */
export const followUpProblems = {
  'impossible-needs-reason': {
    status: 422,
    ko: '왜 할 수 없는지 써 주세요. 주민이 읽습니다.',
    en: 'Please say why it cannot be done. Residents will read it.',
  },
  'transfer-needs-body': {
    status: 422,
    ko: '어느 기관으로 보냈는지 써 주세요.',
    en: 'Please name the body it was passed to.',
  },
  'reopening-needs-reason': {
    status: 422,
    ko: '왜 다시 여는지 써 주세요. 주민이 읽습니다.',
    en: 'Please say why it is taken up again. Residents will read it.',
  },
  'follow-up-target': {
    status: 422,
    ko: '합칠 카드의 번호를 확인해 주세요. 아직 이행 중인 다른 카드여야 합니다.',
    en: 'Please check the number: it must be another card whose promise is still to be kept.',
  },
  'officer-elsewhere': {
    status: 422,
    ko: '그 부서의 카드는 그 부서 담당자에게만 맡길 수 있습니다. 다른 부서 일이면 먼저 부서를 넘겨 주세요.',
    en: 'A card goes to an officer of its own department. If it belongs elsewhere, pass it to that department first.',
  },
  'nothing-chosen': {
    status: 422,
    ko: '카드를 한 장 이상 골라 주세요.',
    en: 'Please choose at least one card.',
  },
  'undo-too-late': {
    status: 409,
    ko: '되돌릴 수 있는 것은 하루 안의 마지막 변경뿐입니다. 그 뒤에 바뀌었거나 하루가 지났습니다.',
    en: 'Only the last change can be undone, within a day. It was changed since, or a day has passed.',
  },
  'evidence-enough': {
    status: 409,
    ko: '카드 한 장에는 파일을 {most}개까지 올릴 수 있습니다.',
    en: 'One card takes at most {most} files.',
  },
} as const satisfies Record<string, Problem>
