import type { Deps } from '../platform/deps.ts'
import type { Sweep } from '../platform/jobs/jobs.ts'
import { nightly } from '../platform/jobs/nightly.ts'
import { sweepFiles } from './stored-files.actions.ts'

export const siteSweeps = (deps: Deps): Sweep[] => [
  { name: 'drop-unused-files', run: nightly(deps, () => sweepFiles(deps)) },
]
