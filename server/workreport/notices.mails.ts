import type { NoticeKind } from '../../shared/work-report-figures.ts'
import { type Period, wholeOf } from '../../shared/work-report-period.ts'

/** To the team: where last month's or quarter's report stands. Figures are not in it: they are counted when it is opened. */
export function noticeMail(kind: NoticeKind, period: Period, publicUrl: string) {
  const whole = wholeOf(period)!
  const name =
    kind === 'monthly'
      ? `${whole.year}년 ${whole.nth}월 실적`
      : `${whole.year}년 ${whole.nth}분기 청원 처리 점검`
  const address = `${publicUrl}/desk/work-reports?${new URLSearchParams(period)}`
  return {
    subject: `[업무보고] ${name}`,
    text: [
      `${name}을 볼 수 있습니다.`,
      address,
      kind === 'monthly'
        ? '숫자는 여실 때 줄에서 다시 셉니다. 그대로 남기려면 ‘지금 숫자로 판 저장’을 눌러 주세요.'
        : '‘청원 처리 점검’에서 답변까지 걸린 날, 기한을 넘긴 건수, 중간답변을 부서별로 확인해 주세요.',
    ].join('\n\n'),
  }
}
