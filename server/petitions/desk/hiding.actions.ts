import type { z } from 'zod'
import type { Hiding, Showing } from '../../../shared/desk.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import type { Deps } from '../../platform/deps.ts'
import { hiddenMail, shownMail } from './decisions.mails.ts'
import { act } from './desk.actions.ts'
import { hide, show } from './desk.rules.ts'

type Input<T extends z.ZodType> = z.output<T> & { number: string }

/** Takes a petition out of sight, or away altogether; nothing is added to it while it is hidden. */
export function hidePetition(deps: Deps, officer: Officer, input: Input<typeof Hiding>) {
  const { reason, removed } = input
  return act(deps, officer, input, removed ? 'remove' : 'hide', ({ petition, about, at }) => ({
    change: hide(petition, reason, removed, at),
    move: removed ? 'remove' : 'hide',
    publicNote: reason,
    mail: (lang) => hiddenMail(lang, about, reason, removed),
  }))
}

export function showPetition(deps: Deps, officer: Officer, input: Input<typeof Showing>) {
  return act(deps, officer, input, 'show', ({ petition, about }) => ({
    change: show(petition),
    move: 'show',
    publicNote: input.note,
    mail: (lang) => shownMail(lang, about),
  }))
}
