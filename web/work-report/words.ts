import { useSite } from '../lib/site.ts'
import { workReport as en } from '../messages/en/workReport.ts'
import { workReport as ko } from '../messages/ko/workReport.ts'

/** Words of the work report, which only officers load. */
export const reportWords = () => (useSite().lang === 'ko' ? ko : en)
export type ReportWords = typeof ko
