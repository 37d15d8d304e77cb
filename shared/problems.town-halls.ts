import type { Problem } from './problems.ts'

/** Refusals around seats of town halls: registering, waiting, offers, draws. */
export const townHallProblems = {
  'registration-not-yet': {
    status: 409,
    ko: '아직 참가 신청을 받지 않습니다. 신청을 시작하는 때를 이 쪽에서 확인해 주세요.',
    en: 'Registration has not opened yet. This page says when it does.',
  },
  'registration-closed': {
    status: 409,
    ko: '참가 신청이 끝났습니다. 온라인 중계와 지난 기록은 누구나 볼 수 있습니다.',
    en: 'Registration has closed. The broadcast and the record are open to everyone.',
  },
  'already-registered': {
    status: 409,
    ko: '이미 이 타운홀미팅에 신청하셨습니다. 내 신청에서 바꾸거나 취소할 수 있습니다.',
    en: 'You are registered for this town hall already. You can change or cancel it under your registration.',
  },
  'sitting-unknown': {
    status: 422,
    ko: '이 타운홀미팅의 회차를 골라 주세요.',
    en: 'Please choose one of the sittings of this town hall.',
  },
  'sitting-begun': {
    status: 409,
    ko: '이미 시작한 자리라 바꿀 수 없습니다. 현장 안내에 말씀해 주세요.',
    en: 'This sitting has begun; please speak to the people at the door.',
  },
  'mode-not-offered': {
    status: 422,
    ko: '이 타운홀미팅에서 할 수 있는 참여 방법을 골라 주세요.',
    en: 'Please choose a way of taking part that this town hall offers.',
  },
  'dong-required': {
    status: 422,
    ko: '동별로 자리를 나누어 드립니다. 어느 동인지 골라 주세요.',
    en: 'Seats are shared among dongs. Please choose yours.',
  },
  'answer-required': {
    status: 422,
    ko: '이 질문에 답해 주세요.',
    en: 'Please answer this question.',
  },
  'answer-unknown': {
    status: 422,
    ko: '보기 가운데 하나를 골라 주세요.',
    en: 'Please choose one of the given answers.',
  },
  'member-unknown': {
    status: 422,
    ko: '함께 신청한 사람을 다시 확인해 주세요.',
    en: 'Please check the people of your registration again.',
  },
  'no-room': {
    status: 409,
    ko: '바꾸신 대로 앉을 자리가 모자랍니다({lacking}). 지금 신청은 그대로 있습니다.',
    en: 'There is no room for this change ({lackingEn}). Your registration stays as it is.',
  },
  'offer-gone': {
    status: 410,
    ko: '이미 답하셨거나 기한이 지난 자리 안내입니다. 내 신청에서 지금 상태를 볼 수 있습니다.',
    en: 'This offer was answered already or has expired. Your registration shows where you stand.',
  },
  'no-offer': {
    status: 409,
    ko: '지금은 받아들일 자리 안내가 없습니다.',
    en: 'No seats are offered to you at the moment.',
  },
  'sitting-missing': {
    status: 422,
    ko: '날짜와 장소를 하나 이상 정해 주세요.',
    en: 'Please give at least one date and place.',
  },
  'date-in-the-past': {
    status: 422,
    ko: '지난 날짜입니다. 앞으로 올 날짜를 골라 주세요.',
    en: 'This date has passed. Please choose one to come.',
  },
  'registration-closes-late': {
    status: 422,
    ko: '신청은 마지막 회차가 시작하기 전에 끝나야 합니다.',
    en: 'Registration has to close before the last sitting begins.',
  },
  'draw-not-yet': {
    status: 409,
    ko: '추첨은 참가 신청이 끝난 뒤에 한 번 합니다.',
    en: 'The draw is held once, after registration has closed.',
  },
  'announced-already': {
    status: 409,
    ko: '이미 알린 뒤라 바꿀 수 없습니다. 꼭 바꿔야 하면 취소하고 새로 알려 주세요.',
    en: 'It was announced like this and cannot be changed. If it must be, cancel it and announce a new one.',
  },
  'sitting-has-parties': {
    status: 409,
    ko: '신청한 분이 있는 회차는 뺄 수 없습니다. 먼저 신청을 옮기거나 취소해 주세요.',
    en: 'People have registered for this sitting. Move or cancel their registrations first.',
  },
  'limit-unknown': {
    status: 422,
    ko: '이런 정원은 둘 수 없습니다. 동, 권역, 참여 방법을 다시 확인해 주세요.',
    en: 'There is no such limit. Please check dong, zone and way of taking part.',
  },
  'not-yet-live': {
    status: 409,
    ko: '첫 회차가 시작하기 세 시간 전부터 시작할 수 있습니다.',
    en: 'It can go live from three hours before its first sitting.',
  },
} as const satisfies Record<string, Problem>
