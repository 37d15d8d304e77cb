import type { FormState } from '../../shared/forms.ts'

/** What one of a page's forms shows: as stored, or as typed with what is wrong where it came back. */
export function formOf<Form extends string>(wrong: { form: Form; state: FormState } | null, form: Form) {
  const state = wrong?.form === form ? wrong.state : null
  return {
    open: state !== null,
    problems: state?.problems.map((one) => ({ ...one, field: one.field && `${form}-${one.field}` })) ?? [],
    id: (field: string) => `${form}-${field}`,
    typed: (field: string, stored: string | number = '') =>
      String(state ? (state.typed[field] ?? '') : stored),
    ticked: (field: string, stored: boolean) => (state ? state.typed[field] === 'true' : stored),
    problem: (field: string) => state?.problems.find((one) => one.field === field)?.message,
  }
}
