import type { Deps } from '../platform/deps.ts'
import type { Sweep } from '../platform/jobs/jobs.ts'
export const accountSweeps = (_deps: Deps): Sweep[] => []
