import type { Deps } from '../platform/deps.ts'
import type { Sweep } from '../platform/jobs/jobs.ts'
import { mailReports } from './notices.actions.ts'

export const workReportSweeps = (deps: Deps): Sweep[] => [
  { name: 'mail-work-reports', run: () => mailReports(deps) },
]
