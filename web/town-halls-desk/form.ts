import type { FormState } from '../../shared/forms.ts'
import { textOf, type Typed } from '../../shared/town-halls.form.ts'

/** A form as its parts see it: what is typed, and what is wrong where. */
export const formOf = (typed: Typed, problems: FormState['problems']) => ({
  text: (name: string) => textOf(typed, name),
  all: (name: string) => [typed[name] ?? []].flat(),
  problem: (name: string) => problems.find(({ field }) => field === name)?.message,
})
export type HallForm = ReturnType<typeof formOf>

/** Everything in a form element as it stands, several values of a name together. */
export function typedIn(form: HTMLFormElement): Typed {
  const typed: Typed = {}
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string') continue
    const before = typed[name]
    typed[name] = before === undefined ? value : [before, value].flat()
  }
  return typed
}
