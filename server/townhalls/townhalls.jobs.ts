import type { Deps } from '../platform/deps.ts'
import type { Jobs, Sweep } from '../platform/jobs/jobs.ts'
import { type News, remindOfSittings, tellPage } from './telling.actions.ts'
import { settleAllSeats } from './waiting.actions.ts'

export const townHallJobs = (deps: Deps): Jobs => ({
  'townhalls.tell': ({ after, ...news }) => tellPage(deps, news as News, Number(after)),
})

export const townHallSweeps = (deps: Deps): Sweep[] => [
  { name: 'settle-seats', run: () => settleAllSeats(deps) },
  { name: 'remind-of-town-halls', run: () => remindOfSittings(deps) },
]
