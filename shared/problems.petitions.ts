import type { Problem } from './problems.ts'

/** Refusals around petitions: filing, endorsing, deciding, answering. */
export const petitionProblems = {
  'filing-not-of-the-district': {
    status: 403,
    ko: '청원은 영등포구에 살거나 일하거나 배우는 분이 낼 수 있습니다. 제안은 누구나 국민신문고(epeople.go.kr)에서 영등포구로 낼 수 있습니다.',
    en: 'Only people who live, work or study in Yeongdeungpo can file. Anyone can send a proposal to the district at epeople.go.kr.',
  },
  'filed-enough-today': {
    status: 429,
    ko: '하루에 청원을 {most}건까지 낼 수 있습니다. 쓰신 글은 그대로 있으니 내일 내 주세요.',
    en: 'You can file {most} petitions a day. Your text is kept; please send it tomorrow.',
  },
  'too-many-drafts': {
    status: 409,
    ko: '쓰던 글을 {most}건까지 둘 수 있습니다. 필요 없는 글을 지우고 다시 저장해 주세요.',
    en: 'You can keep {most} drafts. Please delete one that you no longer need, then save again.',
  },
  'already-sent': {
    status: 409,
    ko: '이미 낸 글입니다. 접수증에서 번호와 다음 날짜를 볼 수 있습니다.',
    en: 'This was sent already. Its receipt shows the number and the next date.',
  },
  'category-unknown': {
    status: 422,
    ko: '지금은 쓰지 않는 분야입니다. 다른 분야를 골라 주세요.',
    en: 'This category takes no new petitions. Please choose another.',
  },
  'dong-unknown': {
    status: 422,
    ko: '영등포구에 없는 동이 섞여 있습니다. 다시 골라 주세요.',
    en: 'One of these is no dong of Yeongdeungpo. Please choose again.',
  },
  'contact-required': {
    status: 422,
    ko: '전화번호나 메일 주소 가운데 하나는 받아 적어 주세요. 결과를 알릴 곳이 있어야 합니다.',
    en: 'Please note a phone number or an e-mail address, so that the person can be told of the outcome.',
  },
  'paper-consent-required': {
    status: 422,
    ko: '글을 공개하고 이름을 가려 보이는 데 동의를 받은 뒤 표시해 주세요.',
    en: 'Please ask for consent to publish the text with a masked name, then tick this.',
  },
  'received-time': {
    status: 422,
    ko: '접수 시각을 확인해 주세요. 지금보다 뒤이거나 석 달 넘게 지난 때는 쓸 수 없습니다.',
    en: 'Please check when it was received: not later than now, and not more than three months ago.',
  },

  'search-too-long': {
    status: 503,
    ko: '찾는 데 너무 오래 걸려 멈추었습니다. 낱말을 한두 개 더 쓰거나 다른 낱말로 찾아 주세요.',
    en: 'This search took too long and was stopped. Please add a word or two, or try other words.',
  },
  'not-open': {
    status: 409,
    ko: '지금은 공감을 모으지 않는 청원입니다.',
    en: 'This petition is not collecting endorsements now.',
  },
  closed: {
    status: 409,
    ko: '공감이 마감된 청원입니다. 이제 답변을 기다리는 차례입니다.',
    en: 'The window for endorsements has closed. An answer is being prepared.',
  },
  hidden: {
    status: 409,
    ko: '지금은 보이지 않게 한 청원입니다.',
    en: 'This petition is hidden at present.',
  },
  gone: {
    status: 410,
    ko: '지운 청원입니다. 까닭은 이 쪽에 남겨 두었습니다.',
    en: 'This petition was removed. The reason is kept on this page.',
  },
  'already-established': {
    status: 409,
    ko: '이미 성립한 청원은 취하할 수 없습니다. 이름을 내려 달라고 하실 수 있습니다.',
    en: 'An established petition cannot be withdrawn. You can ask to have your name taken off.',
  },
  'ground-required': {
    status: 422,
    ko: '반려하는 까닭을 골라 주세요.',
    en: 'Please choose a ground for the rejection.',
  },
  'reason-required': {
    status: 422,
    ko: '까닭을 써 주세요. 주민이 읽습니다.',
    en: 'Please give the reason. Residents will read it.',
  },
  'merge-target': {
    status: 422,
    ko: '이 번호에는 합칠 수 없습니다. 공개되어 있는 청원의 번호를 써 주세요.',
    en: 'It cannot be joined to this number. Please give the number of a petition that is in sight.',
  },
  'personal-data-found': {
    status: 422,
    ko: '글에 개인정보로 보이는 곳이 {count}곳 있습니다. 보완을 요청하거나, 그대로 공개해도 되는지 확인하고 표시해 주세요.',
    en: 'The text seems to hold personal data ({count} places). Ask for a supplement, or confirm that it may be published.',
  },
  'date-too-far': {
    status: 422,
    ko: '지금 기한에서 1년 안의 날짜를 골라 주세요.',
    en: 'Please choose a date within a year of the present one.',
  },
  'date-must-be-later': {
    status: 422,
    ko: '지금 기한보다 뒤의 날짜를 골라 주세요.',
    en: 'Please choose a date after the present due date.',
  },
  'same-person-approves': {
    status: 403,
    ko: '쓴 사람이 스스로 승인할 수 없습니다. 다른 담당자가 승인해야 합니다.',
    en: 'The drafter cannot approve the answer. Another officer has to.',
  },
  'approval-outdated': {
    status: 409,
    ko: '승인한 뒤에 글이나 파일이 바뀌었습니다. 다시 승인을 받아 주세요.',
    en: 'The text or the files changed after the approval. It needs to be approved again.',
  },
  'mayor-answers-now': {
    status: 409,
    ko: '그사이 공감이 기준에 이르러 구청장이 답할 청원이 되었습니다. 영상과 자막(또는 원고)을 더해 다시 저장하고 승인을 받아 주세요.',
    en: 'It was established meanwhile, so the mayor answers. Please add the video with captions or a transcript, save it, and have it approved.',
  },
  'case-passed-on': {
    status: 409,
    ko: '그사이 담당 부서가 바뀌었습니다. 지금 담당 부서가 글을 확인해 다시 저장하고 승인을 받아 주세요.',
    en: 'The case was passed on meanwhile. Its department now has to check the answer, save it and have it approved.',
  },
  'video-required': {
    status: 422,
    ko: '구청장 답변에는 영상이 있어야 합니다. 파일을 올리거나 주소를 넣어 주세요.',
    en: 'The mayor’s answer needs a video. Please upload one or give its address.',
  },
  'captions-required': {
    status: 422,
    ko: '영상에는 자막이나 원고가 있어야 합니다. 들을 수 없는 분도 함께 보셔야 합니다.',
    en: 'The video needs captions or a transcript, so that everyone can follow it.',
  },
  'video-host': {
    status: 422,
    ko: '이 주소의 영상은 쓸 수 없습니다. {hosts} 가운데 하나의 https 주소를 넣어 주세요.',
    en: 'Videos from this address cannot be used. Please give an https address of {hosts}.',
  },
  'file-kind': {
    status: 422,
    ko: '이 파일은 쓸 수 없습니다. {kinds} 파일을 올려 주세요.',
    en: 'This file cannot be used. Please upload one of: {kinds}.',
  },
  'file-too-large': {
    status: 413,
    ko: '파일이 너무 큽니다. {megabytes}MB까지 올릴 수 있습니다.',
    en: 'The file is too large. The limit is {megabytes} MB.',
  },
} as const satisfies Record<string, Problem>
