import type { Deps } from '../../platform/deps.ts'
import { forgetPeopleOf } from './people.queries.ts'
import { forgetCommands } from './rooms.queries.ts'

const day = 86_400_000
/** As long as names of those who came are kept, in days: by then every asker has heard. */
export const keptDays = 90

/** Who asked and voted is needed until everyone has their answer; some months later nobody needs it. */
export const forgetLivePeople = (deps: Pick<Deps, 'db' | 'now'>) =>
  deps.db.transaction((tx) => forgetPeopleOf(tx, new Date(deps.now().getTime() - keptDays * day)))

/** A phone does not send a command again after a day. */
export const forgetOldCommands = ({ db, machineNow }: Pick<Deps, 'db' | 'machineNow'>) =>
  forgetCommands(db, new Date(machineNow().getTime() - day))
