import type { Deps } from '../platform/deps.ts'
import type { Sweep } from '../platform/jobs/jobs.ts'
import { nightly } from '../platform/jobs/nightly.ts'
import { eraseContacts, remindDepartments, tellStandings } from './telling/telling.actions.ts'

export const followUpSweeps = (deps: Deps): Sweep[] => [
  { name: 'tell-standing-of-promises', run: () => tellStandings(deps) },
  { name: 'erase-told-contacts', run: () => eraseContacts(deps) },
  { name: 'remind-of-promises', run: nightly(deps, () => remindDepartments(deps)) },
]
