import type { Deps } from '../platform/deps.ts'
import type { Sweep } from '../platform/jobs/jobs.ts'
import { deleteCodesBefore } from './codes.queries.ts'
import { eraseUnlinked } from './forgetting.queries.ts'
import { settleMerges } from './merging.actions.ts'
import { deleteSessionsExpiredBy } from './sessions.queries.ts'

/** Limits look back a day; afterwards nothing is left of a code. */
const codesKeptMs = 25 * 60 * 60_000

export const accountSweeps = (deps: Deps): Sweep[] => [
  { name: 'end-expired-sessions', run: () => deleteSessionsExpiredBy(deps.db, deps.machineNow()) },
  {
    name: 'forget-codes',
    run: () => deleteCodesBefore(deps.db, new Date(deps.machineNow().getTime() - codesKeptMs)),
  },
  { name: 'settle-merges', run: () => settleMerges(deps) },
  { name: 'erase-unlinked-identities', run: async () => void (await eraseUnlinked(deps.db)) },
]
