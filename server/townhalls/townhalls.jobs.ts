import type { Deps } from '../platform/deps.ts'
import type { Jobs, Sweep } from '../platform/jobs/jobs.ts'
import { forgetLivePeople, forgetOldCommands } from './live/forgetting.actions.ts'
import { forgetParticipants } from './seats/participants.actions.ts'
import { type News, remindOfSittings, tellPage } from './seats/telling.actions.ts'
import { settleAllSeats } from './seats/waiting.actions.ts'

export const townHallJobs = (deps: Deps): Jobs => ({
  'townhalls.tell': ({ after, ...news }) => tellPage(deps, news as News, Number(after)),
})

export const townHallSweeps = (deps: Deps): Sweep[] => [
  { name: 'settle-seats', run: () => settleAllSeats(deps) },
  { name: 'remind-of-town-halls', run: () => remindOfSittings(deps) },
  { name: 'forget-participants', run: () => atNight(deps, () => forgetParticipants(deps)) },
  { name: 'forget-live-commands', run: () => forgetOldCommands(deps) },
  { name: 'forget-askers', run: () => atNight(deps, () => forgetLivePeople(deps)) },
]

/** Between three and four in Seoul, when nobody minds. */
async function atNight({ now }: Pick<Deps, 'now'>, run: () => Promise<void>) {
  if (new Date(now().getTime() + 9 * 3_600_000).getUTCHours() === 3) await run()
}
