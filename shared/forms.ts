import { z } from 'zod'
import { sentence, type Sentence } from './problems.ts'

export const FieldProblem = z.object({ field: z.string(), message: z.string() })
export type FieldProblem = z.infer<typeof FieldProblem>

/** A form as it comes back: what was typed, and what to change. */
export const FormState = z.object({
  typed: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  problems: z.array(FieldProblem),
})
export type FormState = z.infer<typeof FormState>

export const emptyForm: FormState = { typed: {}, problems: [] }

/** What is missing, in the words of that field; other fields read a general sentence. */
const missing: Record<string, Sentence> = {
  title: { ko: '제목을 써 주세요.', en: 'Please write a title.' },
  problem: { ko: '지금 어떤 일이 있는지 써 주세요.', en: 'Please describe what is happening.' },
  proposal: { ko: '바라는 것을 한 가지 이상 써 주세요.', en: 'Please write at least one thing you ask for.' },
  category: { ko: '분야를 골라 주세요.', en: 'Please choose a category.' },
  displayName: {
    ko: '이름을 써 주세요. 가려서 보여 드립니다.',
    en: 'Please give a name. It is shown masked.',
  },
  email: { ko: '메일 주소를 써 주세요.', en: 'Please give your e-mail address.' },
  code: { ko: '메일로 받은 여섯 자리 숫자를 써 주세요.', en: 'Please enter the six digits from the mail.' },
  state: { ko: '상태를 골라 주세요.', en: 'Please choose a state.' },
  reason: { ko: '까닭을 써 주세요.', en: 'Please give the reason.' },
  officer: { ko: '담당자를 골라 주세요.', en: 'Please choose an officer.' },
  file: { ko: '파일을 골라 주세요.', en: 'Please choose a file.' },
  caption: { ko: '무엇이 보이는지 써 주세요.', en: 'Please say what it shows.' },
  target: { ko: '합칠 카드의 번호를 써 주세요.', en: 'Please give the number of the card.' },
  belonging: {
    ko: '영등포구에 살거나 일하거나 배우는지 골라 주세요.',
    en: 'Please choose whether you live, work or study here.',
  },
  dongs: {
    ko: '어느 동의 일인지 골라 주세요. 구 전체의 일이면 ‘영등포구 전체’를 고르세요.',
    en: 'Please choose the dongs it is about, or the whole district.',
  },
  received: { ko: '언제 받았는지 써 주세요.', en: 'Please give the date and time of receipt.' },
  route: { ko: '어떻게 들어왔는지 골라 주세요.', en: 'Please choose how it came in.' },
  dong: { ko: '어느 동인지 골라 주세요.', en: 'Please choose the dong.' },
  body: { ko: '답변 글을 써 주세요.', en: 'Please write the answer.' },
  text: { ko: '무엇을 약속하는지 써 주세요.', en: 'Please write what is promised.' },
  department: { ko: '부서를 골라 주세요.', en: 'Please choose a department.' },
  day: { ko: '날짜를 골라 주세요.', en: 'Please choose a day.' },
}
const general = {
  missing: { ko: '이 칸을 써 주세요.', en: 'Please fill in this field.' },
  short: { ko: '{n}자 이상 써 주세요.', en: 'Please write at least {n} characters.' },
  long: { ko: '{n}자까지 쓸 수 있습니다.', en: 'At most {n} characters, please.' },
  number: { ko: '숫자로 써 주세요.', en: 'Please write a number.' },
  least: { ko: '{n} 이상의 수를 써 주세요.', en: 'Please write a number of at least {n}.' },
  most: { ko: '{n} 이하의 수를 써 주세요.', en: 'Please write a number of at most {n}.' },
  email: {
    ko: '메일 주소를 확인해 주세요. 예: haneul@example.kr',
    en: 'Please check the e-mail address, such as haneul@example.kr.',
  },
  unreadable: {
    ko: '읽을 수 없는 글자가 섞여 있습니다. 지우고 다시 써 주세요.',
    en: 'There are characters that cannot be read. Please remove them.',
  },
  line: { ko: '한 줄로 써 주세요.', en: 'Please write it on one line.' },
  totp: { ko: '인증 앱의 여섯 자리 숫자를 써 주세요.', en: 'Please enter the six digits of your app.' },
  phone: { ko: '전화번호를 확인해 주세요. 예: 02-2670-3114', en: 'Please check the number: 02-2670-3114.' },
  department: { ko: '어느 부서인지 골라 주세요.', en: 'Please choose the department.' },
  code: {
    ko: '영어 소문자와 숫자, 붙임표로 두 자 이상 써 주세요. 예: city-parks',
    en: 'Please write two or more small letters, digits or hyphens, such as city-parks.',
  },
  day: { ko: '날짜를 골라 주세요. 예: 2026-12-25', en: 'Please choose a day, such as 2026-12-25.' },
  late: { ko: '시작보다 늦은 때를 골라 주세요.', en: 'Please choose a time after the beginning.' },
  other: { ko: '이 칸을 다시 확인해 주세요.', en: 'Please check this field.' },
} satisfies Record<string, Sentence>

/** Faults that a schema names itself. */
const own: Record<string, Sentence> = {
  unreadable: general.unreadable,
  'one-line': general.line,
  totp: general.totp,
  phone: general.phone,
  department: general.department,
  officer: missing.officer!,
  code: general.code,
  'ends-early': general.late,
}

const inLang = (text: Sentence, lang: string, n: number | bigint = 0) =>
  (lang === 'ko' ? text.ko : text.en).replace('{n}', n.toLocaleString('en-US'))

/** What is asked for where a field is empty. */
export const missingMessage = (field: string, lang: string) => inLang(missing[field] ?? general.missing, lang)

/** One sentence for one fault that Zod found. */
export function fieldMessage(issue: z.core.$ZodIssue, lang: string): string {
  const field = String(issue.path.at(-1) ?? '')
  if (issue.code === 'invalid_type' && issue.expected === 'number') return inLang(general.number, lang)
  if (issue.code === 'too_small' && issue.origin === 'number')
    return inLang(general.least, lang, issue.minimum)
  if (issue.code === 'too_big' && issue.origin === 'number') return inLang(general.most, lang, issue.maximum)
  const blank = issue.code === 'invalid_type' || issue.code === 'invalid_value'
  const nothing = issue.code === 'too_small' && (issue.input === undefined || issue.input === '')
  if (issue.code === 'invalid_format' && issue.format === 'email') return inLang(general.email, lang)
  if (issue.code === 'invalid_format' && issue.format === 'date') return inLang(general.day, lang)
  if (issue.code === 'invalid_format' && field === 'code') return inLang(missing.code!, lang)
  if (blank || nothing || (issue.code === 'too_small' && issue.minimum === 1)) {
    return inLang(missing[field] ?? general.missing, lang)
  }
  if (issue.code === 'too_small') return inLang(general.short, lang, issue.minimum)
  if (issue.code === 'too_big') return inLang(general.long, lang, issue.maximum)
  if (issue.code === 'custom') return inLang(own[issue.message] ?? general.other, lang)
  return inLang(general.other, lang)
}

/** All faults of a form, one a field: the first stands for the rest. */
export function fieldProblems(error: z.ZodError, lang: string): FieldProblem[] {
  const found = new Map<string, string>()
  for (const issue of error.issues) {
    const field = issue.path.filter((part) => typeof part === 'string').join('.')
    if (!found.has(field)) found.set(field, fieldMessage(issue, lang))
  }
  return [...found].map(([field, message]) => ({ field, message }))
}

export const notValid = (lang: string) => sentence('not-valid', lang)
