import type { Deps } from '../platform/deps.ts'
import type { Sweep } from '../platform/jobs/jobs.ts'
import { sealEntries } from './audit.actions.ts'

export const auditSweeps = (deps: Deps): Sweep[] => [
  {
    name: 'seal-audit',
    run: async () => {
      while ((await sealEntries(deps)) > 0);
    },
  },
]
