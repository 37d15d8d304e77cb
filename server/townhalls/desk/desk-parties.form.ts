import { fieldProblems, type FieldProblem } from '../../../shared/forms.ts'
import type { Typed } from '../../../shared/town-halls.form.ts'
import { PartyPeople, RegistrationFor } from '../../../shared/town-halls.parties.ts'
import { townHallLimits } from '../../../shared/town-halls.ts'

/**
 * Who belongs to a party, out of its form: whoever is ticked as gone is left out, as are new lines without a name.
 * Those who stay keep their `id`.
 */
export function readPeople(
  typed: Typed,
  lang: string,
): { people: PartyPeople; problems: null } | { problems: FieldProblem[] } {
  const lines = Array.from({ length: townHallLimits.party }, (_, at) => at).filter(
    (at) =>
      text(typed, `gone-${at}`) === '' &&
      (text(typed, `member-${at}`) !== '' || text(typed, `name-${at}`) !== ''),
  )
  const parsed = PartyPeople.safeParse(
    {
      members: lines.map((at) => ({
        ...(text(typed, `member-${at}`) !== '' && { id: Number(text(typed, `member-${at}`)) }),
        name: text(typed, `name-${at}`),
        needs: [typed[`needs-${at}`] ?? []].flat(),
      })),
      reason: text(typed, 'reason'),
    },
    { reportInput: true },
  )
  if (parsed.success) return { people: parsed.data, problems: null }
  const issues = parsed.error.issues.map((issue) => ({ ...issue, path: [fieldOf(issue.path, lines)] }))
  return { problems: fieldProblems({ ...parsed.error, issues } as typeof parsed.error, lang) }
}

const text = (typed: Typed, name: string) => [typed[name] ?? ''].flat().at(-1)!.trim()

/** A registration by phone out of its form; lines of people without a name are left out. */
export function readRegistration(
  typed: Typed,
  lang: string,
): { wish: RegistrationFor; problems: null } | { problems: FieldProblem[] } {
  const lines = Array.from({ length: townHallLimits.party }, (_, at) => at).filter(
    (at) => text(typed, `name-${at}`) !== '' || (typed[`needs-${at}`] ?? []).length > 0,
  )
  const answers = Object.keys(typed).flatMap((name) => {
    const [, id] = /^answer-([a-z0-9-]{1,20})$/.exec(name) ?? []
    return id && text(typed, name) !== '' ? [[id, text(typed, name)] as const] : []
  })
  const parsed = RegistrationFor.safeParse(
    {
      partyId: text(typed, 'partyId'),
      sittingId: Number(text(typed, 'sittingId')) || undefined,
      mode: text(typed, 'mode') || undefined,
      kind: text(typed, 'kind') || undefined,
      dong: text(typed, 'dong') || null,
      members: (lines.length > 0 ? lines : [0]).map((at) => ({
        name: text(typed, `name-${at}`),
        needs: [typed[`needs-${at}`] ?? []].flat(),
      })),
      answers: Object.fromEntries(answers),
      note: text(typed, 'note'),
      reserved: text(typed, 'reserved') === 'true',
      phone: text(typed, 'phone'),
      email: text(typed, 'email'),
      lang: text(typed, 'lang') || 'ko',
    },
    { reportInput: true },
  )
  if (parsed.success) return { wish: parsed.data, problems: null }
  const issues = parsed.error.issues.map((issue) => ({
    ...issue,
    path: [fieldOf(issue.path, lines)],
  }))
  return { problems: fieldProblems({ ...parsed.error, issues } as typeof parsed.error, lang) }
}

/** The form's field of a path of the body. */
export function fieldOf(path: readonly PropertyKey[], lines: readonly number[] = []): string {
  const [top, at, field] = path
  if (top === 'members') return `${field === 'needs' ? 'needs' : 'name'}-${lines[Number(at)] ?? 0}`
  return top === 'answers' ? `answer-${String(at)}` : String(top ?? '')
}
