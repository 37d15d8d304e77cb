import { accountProblems } from './problems.accounts.ts'
import { doorProblems } from './problems.door.ts'
import { listeningProblems } from './problems.listening.ts'
import { liveProblems } from './problems.live.ts'
import { followUpProblems } from './problems.follow-ups.ts'
import { petitionProblems } from './problems.petitions.ts'
import { questionProblems } from './problems.questions.ts'
import { townHallProblems } from './problems.town-halls.ts'
import { workReportProblems } from './problems.work-report.ts'

/** A sentence in both languages of the office. `{name}` stands for a parameter of the refusal. */
export type Sentence = { ko: string; en: string }
export type Problem = Sentence & { status: number }

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

  ...accountProblems,
  ...petitionProblems,
  ...townHallProblems,
  ...questionProblems,
  ...doorProblems,
  ...listeningProblems,
  ...liveProblems,
  ...workReportProblems,
  ...followUpProblems,
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
