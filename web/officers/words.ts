import { useSite } from '../lib/site.ts'
import { officers as en } from '../messages/en/officers.ts'
import { officers as ko } from '../messages/ko/officers.ts'

/** Words of the officers' pages, which no page of residents loads. */
export const officerWords = () => (useSite().lang === 'ko' ? ko : en)
