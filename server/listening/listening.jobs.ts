import type { Deps } from '../platform/deps.ts'
import type { Sweep } from '../platform/jobs/jobs.ts'
import { nightly } from '../platform/jobs/nightly.ts'
import { sweepContacts } from './opinions/contacts.actions.ts'

export const listeningSweeps = (deps: Deps): Sweep[] => [
  { name: 'erase-contacts-of-opinions', run: nightly(deps, () => sweepContacts(deps)) },
]
