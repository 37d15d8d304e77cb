import type { Deps } from '../platform/deps.ts'
import type { Jobs, Sweep } from '../platform/jobs/jobs.ts'
import { nightly } from '../platform/jobs/nightly.ts'
import { holidayDays } from '../settings/settings.queries.ts'
import { tellFollowersAnswered } from './answers/answer-notices.actions.ts'
import { closeDue, lapseSupplements, remindOfInterims } from './milestones/closing.actions.ts'
import {
  announceEstablishment,
  requeueUnannounced,
  tellFollowersEstablished,
} from './milestones/establishment.actions.ts'
import { refreshRanks } from './reading/ranks.actions.ts'
import { reconcile } from './endorsing/reconcile.actions.ts'
import { foldTallies } from './reading/tallies.queries.ts'

export const petitionJobs = (deps: Deps): Jobs => ({
  'petitions.establish': async ({ petitionId }) =>
    announceEstablishment(deps, Number(petitionId), await holidayDays(deps.db)),
  'petitions.tellEstablished': ({ petitionId, after }) =>
    tellFollowersEstablished(deps, Number(petitionId), Number(after)),
  'petitions.tellAnswered': ({ answerId, after }) =>
    tellFollowersAnswered(deps, Number(answerId), Number(after)),
})

export const petitionSweeps = (deps: Deps): Sweep[] => [
  { name: 'close-petitions', run: async () => void (await closeDue(deps, await holidayDays(deps.db))) },
  { name: 'lapse-supplements', run: async () => void (await lapseSupplements(deps)) },
  { name: 'requeue-establishments', run: () => requeueUnannounced(deps) },
  { name: 'fold-tallies', run: () => foldTallies(deps.db) },
  { name: 'remind-of-interims', run: nightly(deps, () => remindOfInterims(deps)) },
  { name: 'reconcile-counters', run: nightly(deps, async () => void (await reconcile(deps))) },
  { name: 'refresh-all-ranks', run: nightly(deps, async () => void (await refreshRanks(deps, true))) },
]
