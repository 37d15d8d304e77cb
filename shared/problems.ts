/** A sentence in both languages of the office. `{name}` stands for a parameter of the refusal. */
export type Sentence = { ko: string; en: string }
type Problem = Sentence & { status: number }

/**
 * Every refusal there is: a stable code, its HTTP status and what a resident reads.
 * The texts say what can be done next. `type` of the RFC 9457 answer is `<PUBLIC_URL>/problems/<code>`.
 */
export const problems = {
  'bad-request': {
    status: 400,
    ko: '보내신 내용을 읽을 수 없었습니다. 쓰신 글은 그대로 있으니 다시 보내 주세요.',
    en: 'We could not read what was sent. Your text is kept; please send it again.',
  },
  'not-valid': {
    status: 422,
    ko: '고칠 곳이 있습니다. 표시한 칸을 확인해 주세요.',
    en: 'Some fields need a change. Please check the marked ones.',
  },
  'too-large': {
    status: 413,
    ko: '보내신 것이 너무 큽니다. 크기를 줄여 다시 보내 주세요.',
    en: 'What you sent is too large. Please make it smaller and send it again.',
  },
  'cursor-unknown': {
    status: 422,
    ko: '목록의 이어지는 자리를 알 수 없습니다. 처음부터 다시 보아 주세요.',
    en: 'This place in the list is not known. Please begin from the first page.',
  },
  'address-unclear': {
    status: 422,
    ko: '주소에 알 수 없는 조건이 있습니다. 처음 목록을 보여 드립니다.',
    en: 'The address asks for something unknown. Here is the first list instead.',
  },
  'not-found': {
    status: 404,
    ko: '찾으시는 쪽이 없습니다. 주소를 확인하시거나 청원 목록에서 찾아 주세요.',
    en: 'There is nothing at this address. Please check it, or look in the list of petitions.',
  },
  'method-not-allowed': {
    status: 405,
    ko: '이 주소에서는 할 수 없는 일입니다.',
    en: 'That cannot be done at this address.',
  },
  'media-type': {
    status: 415,
    ko: '이 형식은 받을 수 없습니다.',
    en: 'This format cannot be accepted.',
  },
  'foreign-origin': {
    status: 403,
    ko: '다른 누리집에서 보낸 요청이라 받지 않았습니다. 이 누리집에서 다시 해 주세요.',
    en: 'This request came from another site and was not accepted. Please do it again from this site.',
  },
  'sign-in-required': {
    status: 401,
    ko: '한 사람이 한 번씩 하도록 확인이 필요합니다. 로그인해 주세요.',
    en: 'We need to know that each person acts once. Please sign in.',
  },
  'not-allowed': {
    status: 403,
    ko: '이 일은 권한이 있는 담당자만 할 수 있습니다.',
    en: 'Only the officers in charge can do this.',
  },
  'not-yours': {
    status: 403,
    ko: '본인의 것만 보고 고칠 수 있습니다.',
    en: 'You can see and change only what is yours.',
  },
  'recheck-required': {
    status: 403,
    ko: '개인정보를 보려면 비밀번호와 인증번호를 다시 확인해야 합니다.',
    en: 'To see personal data, please confirm your password and code again.',
  },
  'not-allowed-now': {
    status: 409,
    ko: '지금 단계에서는 할 수 없는 일입니다. 쪽을 새로 열어 지금 상태를 확인해 주세요.',
    en: 'That cannot be done at this stage. Please reload the page to see where it stands.',
  },
  'changed-meanwhile': {
    status: 409,
    ko: '그사이 다른 사람이 먼저 고쳤습니다. 쓰신 글은 아래에 그대로 있습니다. 확인하고 다시 보내 주세요.',
    en: 'Someone else changed this meanwhile. Your text is kept below; please check and send it again.',
  },
  'idempotency-key-reused': {
    status: 422,
    ko: '같은 요청 번호로 다른 내용을 보냈습니다. 새로 보내 주세요.',
    en: 'The same request key was used for different content. Please send it with a new key.',
  },
  'too-many-requests': {
    status: 429,
    ko: '짧은 시간에 너무 여러 번 하셨습니다. {seconds}초 뒤에 다시 해 주세요.',
    en: 'Too many attempts in a short time. Please try again in {seconds} seconds.',
  },
  'try-again': {
    status: 503,
    ko: '지금 사람이 많이 몰렸습니다. 하신 일은 그대로 있습니다. {seconds}초 뒤에 다시 해 주세요.',
    en: 'Very many people are here just now. Nothing is lost; please try again in {seconds} seconds.',
  },
  unexpected: {
    status: 500,
    ko: '저희 쪽에서 잘못되었습니다. 쓰신 글은 그대로 있습니다. 잠시 뒤 다시 해 보시고, 또 안 되면 02-2670-3114로 알려 주세요.',
    en: 'Something went wrong on our side. Your text is kept. Please try again shortly, or call 02-2670-3114.',
  },

  'code-wrong': {
    status: 422,
    ko: '인증번호가 맞지 않습니다. 메일에 있는 여섯 자리를 다시 확인해 주세요.',
    en: 'The code does not match. Please check the six digits in the mail.',
  },
  'code-expired': {
    status: 422,
    ko: '인증번호를 쓸 수 있는 시간이 지났습니다. 새 번호를 받아 주세요.',
    en: 'The code has expired. Please ask for a new one.',
  },
  'credentials-wrong': {
    status: 422,
    ko: '메일 주소, 비밀번호, 인증번호 가운데 맞지 않는 것이 있습니다.',
    en: 'The e-mail, the password or the code does not match.',
  },
  'totp-wrong': {
    status: 422,
    ko: '인증 앱의 여섯 자리가 맞지 않습니다. 휴대폰의 시각을 확인하고 새 숫자를 써 주세요.',
    en: 'The six digits do not match. Please check the clock of your phone and enter the new digits.',
  },
  'officer-exists': {
    status: 409,
    ko: '이 메일 주소를 쓰는 담당자가 이미 있습니다.',
    en: 'There is already an officer with this e-mail address.',
  },
  taken: {
    status: 409,
    ko: '이미 쓰고 있는 코드입니다. 다른 코드를 써 주세요.',
    en: 'This code is already in use. Please choose another.',
  },
  'account-locked': {
    status: 423,
    ko: '여러 번 틀려 잠시 잠갔습니다. {minutes}분 뒤에 다시 해 주세요.',
    en: 'Locked after several wrong attempts. Please try again in {minutes} minutes.',
  },
  'password-weak': {
    status: 422,
    ko: '비밀번호가 짧거나 흔합니다. 열두 자 이상으로 정해 주세요.',
    en: 'The password is short or common. Please choose at least twelve characters.',
  },
  'invitation-gone': {
    status: 410,
    ko: '이미 썼거나 기한이 지난 초대입니다. 관리자에게 새 초대를 부탁하세요.',
    en: 'This invitation was used or has expired. Please ask the administrator for a new one.',
  },
  'consent-required': {
    status: 422,
    ko: '필수 동의에 표시해 주세요. 동의하지 않으면 한 사람이 한 번인지 확인할 수 없습니다.',
    en: 'Please tick the required consent. Without it we cannot make sure that each person acts once.',
  },
  'age-required': {
    status: 422,
    ko: '만 14세 이상인지 표시해 주세요. 14세 미만은 보호자와 함께 전화 02-2670-3114로 낼 수 있습니다.',
    en: 'Please confirm that you are 14 or older. Younger people can file with a guardian: 02-2670-3114.',
  },
  'belonging-required': {
    status: 422,
    ko: '영등포구에 살거나 일하거나 배우는지, 어느 동인지 골라 주세요.',
    en: 'Please choose whether you live, work or study in Yeongdeungpo, and in which dong.',
  },
  'not-of-the-district': {
    status: 403,
    ko: '공감은 영등포구에 살거나 일하거나 배우는 분이 할 수 있습니다. 대신 소식을 받아 보거나 이웃에게 알릴 수 있습니다.',
    en: 'Only people who live, work or study in Yeongdeungpo can endorse. You can follow it or tell others.',
  },
  'identity-taken': {
    status: 409,
    ko: '이미 다른 계정에서 쓰고 있는 확인 수단입니다. 그 수단으로 로그인하면 두 계정을 합칠 수 있습니다.',
    en: 'Another account already holds this identity. Sign in with it to merge the two accounts.',
  },
  'identity-unlinked': {
    status: 409,
    ko: '계정에서 뗀 확인 수단입니다. 다른 수단으로 로그인한 뒤 내 정보에서 다시 더해 주세요. 어려우시면 02-2670-3114로 알려 주세요.',
    en: 'This was taken off an account. Sign in another way and add it again on your page, or call 02-2670-3114.',
  },
  'last-identity': {
    status: 409,
    ko: '하나 남은 확인 수단은 뗄 수 없습니다. 먼저 다른 수단을 더해 주세요.',
    en: 'The last way to sign in cannot be removed. Please add another first.',
  },
  'last-administrator': {
    status: 409,
    ko: '하나 남은 관리자는 쉬게 할 수 없습니다. 먼저 다른 관리자를 초대해 주세요.',
    en: 'The last administrator cannot be switched off. Please invite another first.',
  },
  'provider-failed': {
    status: 502,
    ko: '본인 확인 기관과 연결하지 못했습니다. 다시 해 보시거나 메일로 로그인해 주세요.',
    en: 'We could not reach the sign-in provider. Please try again or sign in by e-mail.',
  },

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

export type ProblemCode = keyof typeof problems

/** The sentence of a refusal in a language, its `{name}` parts filled. Unknown languages read English. */
export function sentence(
  code: ProblemCode,
  lang: string,
  params: Record<string, string | number> = {},
): string {
  const text = lang === 'ko' ? problems[code].ko : problems[code].en
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}
