import type { TestApp } from '../../support/app.ts'

/** Tuesday 24 November 2026, 10:00 in Seoul. */
export const tuesday = new Date('2026-11-24T01:00:00Z')

export const aFiling = {
  title: '도림천 산책로에 밤에 켜지는 조명을 놓아 주세요',
  category: 'living-environment',
  problem: '저녁 7시만 되어도 다리 아래가 캄캄합니다.\n\n휴대폰 불빛을 켜고 걷습니다.',
  proposal: '다리 아래 세 곳에 조명을 먼저 놓아 주세요.',
  effect: '',
  dongs: ['daerim3', 'dorim'],
  displayName: '홍길동',
}

/** The same as the form sends it. */
export const aForm = { ...aFiling, act: 'look' }

/** Files through the API and returns the receipt. */
export async function filed(app: TestApp, cookie: string, about: Partial<typeof aFiling> = {}) {
  const { status, body } = await app.api('POST', '/api/petitions', { ...aFiling, ...about }, { cookie })
  if (status !== 201) throw new Error(`Filing answered ${status}: ${JSON.stringify(body)}`)
  return body as { number: string; receivedAt: string; reviewDueAt: string; state: string }
}

/** The six digits of the newest mail to an address. */
export async function codeFor(app: TestApp, email: string): Promise<string> {
  const [mail] = await app.mails(email)
  return /\b\d{6}\b/.exec(mail!.text)![0]
}
