import type { Problem } from './problems.ts'

/** Refusals of the work report. */
export const workReportProblems = {
  'period-backwards': {
    status: 422,
    ko: '끝나는 날이 시작하는 날보다 빠릅니다. 기간을 다시 골라 주세요.',
    en: 'The period ends before it begins. Please choose it again.',
  },
  'period-in-future': {
    status: 422,
    ko: '아직 지나지 않은 날까지는 셀 수 없습니다. 오늘({today})까지 골라 주세요.',
    en: 'Days to come cannot be counted. Please choose a period that ends today ({today}) or earlier.',
  },
  'period-too-long': {
    status: 422,
    ko: '한 번에 {years}년까지 볼 수 있습니다. 기간을 나누어 주세요.',
    en: 'A report covers {years} years at most. Please divide the period.',
  },
  'team-unknown': {
    status: 422,
    ko: '이런 팀이 없습니다. 팀을 다시 골라 주세요.',
    en: 'There is no such team. Please choose one.',
  },
  'team-renamed': {
    status: 422,
    ko: '이 기간에는 ‘{team}’이라는 팀이 없습니다. {day}부터 이름이 ‘{next}’입니다. 그 이름으로 골라 주세요.',
    en: 'There was no team “{teamEn}” in this period: since {day} its name is “{nextEn}”. Please choose that one.',
  },
  'team-not-yet': {
    status: 422,
    ko: '이 기간에는 아직 이 팀이 없었습니다. {day} 뒤의 기간을 골라 주세요.',
    en: 'The team did not exist yet. Please choose a period that ends on {day} or later.',
  },
  'budget-missing': {
    status: 409,
    ko: '{year}년 예산을 아직 입력하지 않았습니다. 예산을 입력한 뒤 저장해 주세요.',
    en: 'No budget of {year} has been entered. Please enter it before keeping the report.',
  },
  'report-changed': {
    status: 409,
    ko: '보신 뒤에 숫자가 바뀌었습니다. 지금 숫자를 확인하고 다시 저장해 주세요.',
    en: 'The figures changed after you saw them. Please check them and keep the report again.',
  },
  'lines-unmarked': {
    status: 422,
    ko: '줄마다 ‘○’ 또는 ‘-’로 시작해 주세요. 첫 줄은 ‘○’입니다.',
    en: 'Please begin each line with ○ or -, the first with ○.',
  },
  'rate-without-reason': {
    status: 422,
    ko: '집행률을 직접 쓸 때에는 까닭도 써 주세요.',
    en: 'A rate written by hand needs a reason.',
  },
  'balance-later': {
    status: 422,
    ko: '누계를 옮겨 온 날은 오늘까지여야 합니다.',
    en: 'A balance can hold until today at most.',
  },
} as const satisfies Record<string, Problem>
