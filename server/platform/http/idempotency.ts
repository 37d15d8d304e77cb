import type { Deps } from '../deps.ts'
import type { Sweep } from '../jobs/jobs.ts'
export const idempotencySweeps = (_deps: Deps): Sweep[] => []
