import type { Deps } from '../platform/deps.ts'
import type { Jobs, Sweep } from '../platform/jobs/jobs.ts'
import { nightly } from '../platform/jobs/nightly.ts'
import { tellFollowers } from './telling/followers.actions.ts'
import { eraseContacts, remindDepartments, tellStandings } from './telling/telling.actions.ts'

export const followUpJobs = (deps: Deps): Jobs => ({
  'follow-ups.tellFollowers': ({ cardId, after }) => tellFollowers(deps, Number(cardId), Number(after)),
})

export const followUpSweeps = (deps: Deps): Sweep[] => [
  { name: 'tell-standing-of-promises', run: () => tellStandings(deps) },
  { name: 'erase-told-contacts', run: () => eraseContacts(deps) },
  { name: 'remind-of-promises', run: nightly(deps, () => remindDepartments(deps)) },
]
