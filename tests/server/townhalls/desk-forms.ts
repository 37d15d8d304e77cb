/** What an officer fills in for a town hall in the evening of 10 December 2026, with changes. */
export const aForm = (
  changes: Record<string, string | string[]> = {},
): Record<string, string | string[]> => ({
  titleKo: '신길동 보행로 타운홀미팅',
  titleEn: 'Town hall on walking in Singil',
  summaryKo: '걷기 좋은 길을 함께 이야기합니다.',
  summaryEn: '',
  host: '구청장',
  form: 'in-person',
  admission: 'order',
  registrationOpensAt: '2026-11-26T09:00',
  registrationClosesAt: '2026-12-08T18:00',
  quotasOpenAt: '',
  offerHours: '24',
  reminderHours: ['72', '3'],
  'sitting-0-name': '',
  'sitting-0-day': '2026-12-10',
  'sitting-0-from': '19:00',
  'sitting-0-until': '21:00',
  'sitting-0-place': '영등포아트홀',
  'sitting-0-address': '신길로 275',
  'sitting-0-onlineUrl': '',
  'sitting-0-total': '200',
  'sitting-0-dong.yeoui': '20',
  ...changes,
})

/** Whether a form field is marked as wrong. */
export const marks = (html: string, field: string) =>
  html.includes(`id="${field}-problem"`) && html.includes(`href="#${field}"`)

/** The value that a field of a page shows. */
export function valueOf(html: string, name: string): string | undefined {
  const tag = new RegExp(`<input[^>]*\\bname="${name.replaceAll('.', '\\.')}"[^>]*>`).exec(html)?.[0]
  return tag && (/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '')
}
