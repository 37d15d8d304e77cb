import { useSite } from '../lib/site.ts'
import { audit as en } from '../messages/en/audit.ts'
import { audit as ko } from '../messages/ko/audit.ts'

/** Words of the audit log, which only administrators load. */
export const auditWords = () => (useSite().lang === 'ko' ? ko : en)
