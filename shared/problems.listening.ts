import type { Problem } from './problems.ts'

/** Refusals around 영등포1번가: events, what was heard, imports. */
export const listeningProblems = {
  'listening-cancelled': {
    status: 409,
    ko: '취소한 행사입니다. 새 행사로 적어 주세요. 적으신 의견은 그대로 있습니다.',
    en: 'This event was cancelled. Please log a new one; what you wrote is kept.',
  },
  'listening-held': {
    status: 409,
    ko: '이미 연 행사라 취소할 수 없습니다.',
    en: 'This event was held already and cannot be cancelled.',
  },
  'opinion-in-ledger': {
    status: 409,
    ko: '약속 장부에 있는 의견입니다. 답하거나 어렵다고 알리는 일은 후속조치 관리카드에서 해 주세요.',
    en: 'This opinion stands in the ledger of promises. Please settle it on its card there.',
  },
  'opinion-decided': {
    status: 409,
    ko: '그사이 다른 담당자가 먼저 살펴본 의견입니다.',
    en: 'Another officer looked at this opinion meanwhile.',
  },
  'opinions-closed': {
    status: 409,
    ko: '이 행사는 온라인으로 의견을 받지 않습니다. 열린 의견함에 보내실 수 있습니다.',
    en: 'This event takes no opinions online. The open box does.',
  },
  'opinions-enough': {
    status: 409,
    ko: '한 행사에 의견을 {most}개까지 적을 수 있습니다.',
    en: 'An event takes up to {most} opinions.',
  },
  'policy-note-required': {
    status: 422,
    ko: '어떤 정책이 되었는지 써 주세요. 누구나 읽습니다.',
    en: 'Please say what policy it became; everyone reads it.',
  },
  'photos-enough': {
    status: 409,
    ko: '한 행사에 사진을 {most}장까지 올릴 수 있습니다.',
    en: 'An event takes up to {most} photos.',
  },
  'import-unreadable': {
    status: 422,
    ko: '이 파일을 표로 읽을 수 없습니다. 엑셀(.xlsx)이나 CSV 파일인지 확인해 주세요.',
    en: 'This file cannot be read as a table. Please check that it is XLSX or CSV.',
  },
  'import-too-large': {
    status: 413,
    ko: '파일이 너무 큽니다. {megabytes}MB, {lines}줄까지 읽습니다. 나누어 올려 주세요.',
    en: 'The file is too large: up to {megabytes} MB and {lines} lines. Please split it.',
  },
  'import-columns': {
    status: 422,
    ko: '첫 줄에 필요한 칸이 없습니다: {columns}.',
    en: 'The first line lacks these columns: {columnsEn}.',
  },
  'import-gone': {
    status: 410,
    ko: '살펴본 파일이 오래되어 지웠습니다. 파일을 다시 올려 주세요.',
    en: 'The file that was checked is no longer kept. Please upload it again.',
  },
  'import-faulty': {
    status: 422,
    ko: '고칠 줄이 남아 있습니다. 파일을 고쳐 다시 올려 주세요. 아무것도 들여오지 않았습니다.',
    en: 'Some lines still need a change. Nothing was imported.',
  },
} as const satisfies Record<string, Problem>
