import type { FormState } from '../../shared/forms.ts'

/** A form as its parts see it: what is typed, and what is wrong where. */
export const formOf = ({ typed, problems }: FormState) => ({
  text: (name: string) => String(typed[name] ?? ''),
  problem: (name: string) => problems.find(({ field }) => field === name)?.message,
})
export type DeskForm = ReturnType<typeof formOf>

/** Apart from the shared one, which would bring the schema library along. */
export const emptyForm: FormState = { typed: {}, problems: [] }
