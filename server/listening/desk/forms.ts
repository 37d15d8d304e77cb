import { type FieldProblem, fieldMessage } from '../../../shared/forms.ts'
import { dayOf } from '../../../shared/kst.ts'
import { EventForm, OpinionForm } from '../../../shared/listening.ts'
import type { DeskOpinion } from '../../../shared/listening-desk.ts'
import { participantGroups } from '../../../shared/listening-states.ts'
import type { z } from 'zod'

type Typed = Record<string, string>
type Read<T> = { value: T; problems: null } | { value: null; problems: FieldProblem[] }

/** A day and a time in Seoul as an instant; undefined for what is none, such as 30 February. */
function instantOf(day: string, time: string): string | undefined {
  if (!/^20\d\d-\d\d-\d\d$/.test(day) || !/^\d\d:\d\d$/.test(time)) return undefined
  const at = new Date(`${day}T${time}:00+09:00`)
  if (Number.isNaN(at.getTime()) || dayOf(at) !== day) return undefined
  return at.toISOString()
}

/** Which control a path of the event is typed in. */
const controls: Record<string, string> = { startsAt: 'from', endsAt: 'until' }

/** An event out of what was typed, or what to change, a sentence a field. */
export function readEvent(typed: Typed, lang: string): Read<EventForm> {
  const day = typed.day ?? ''
  const dated = instantOf(day, '00:00') !== undefined
  const counts = participantGroups.flatMap((group) => {
    const text = (typed[`people-${group}`] ?? '').trim()
    return text === '' ? [] : [[group, text] as const]
  })
  const parsed = EventForm.safeParse(
    {
      title: typed.title,
      series: typed.series,
      startsAt: instantOf(day, typed.from ?? ''),
      endsAt: instantOf(day, typed.until ?? ''),
      place: typed.place,
      dong: typed.dong || null,
      host: typed.host,
      participants: Object.fromEntries(counts),
      partner: typed.partner,
      notes: typed.notes,
      takesOpinions: typed.takesOpinions === 'true',
      seen: typed.seen || undefined,
    },
    { reportInput: true },
  )
  if (parsed.success) return { value: parsed.data, problems: null }
  return {
    value: null,
    problems: problemsOf(parsed.error, lang, ([first, second]) => {
      if (first === 'participants') return `people-${String(second)}`
      if ((first === 'startsAt' || first === 'endsAt') && !dated) return 'day'
      return controls[String(first)] ?? String(first)
    }),
  }
}

/** An opinion out of what was typed. */
export function readOpinion(typed: Typed, lang: string): Read<OpinionForm> {
  const parsed = OpinionForm.safeParse(
    {
      text: typed.text,
      handling: typed.handling,
      category: typed.category || null,
      raisedBy: typed.raisedBy,
      dong: typed.dong || null,
      department: typed.department ? Number(typed.department) : null,
      outcome: typed.outcome,
      becamePolicy: typed.becamePolicy === 'true',
      policyNote: typed.policyNote,
      seen: typed.seen || undefined,
    },
    { reportInput: true },
  )
  if (parsed.success) return { value: parsed.data, problems: null }
  return { value: null, problems: problemsOf(parsed.error, lang, ([first]) => String(first)) }
}

function problemsOf(
  error: z.ZodError,
  lang: string,
  controlOf: (path: readonly PropertyKey[]) => string,
): FieldProblem[] {
  const found = new Map<string, string>()
  for (const issue of error.issues) {
    const field = controlOf(issue.path)
    // A day or a time that was not given reads as an empty field of its own.
    const path =
      field === 'day' || field === 'from' || field === 'until' ? { ...issue, path: [field] } : issue
    if (!found.has(field)) found.set(field, fieldMessage(path as z.core.$ZodIssue, lang))
  }
  return [...found].map(([field, message]) => ({ field, message }))
}

/** The form of an opinion as it stands. */
export const typedOpinion = (opinion: DeskOpinion): Typed => ({
  text: opinion.text,
  handling: opinion.handling,
  category: opinion.category ?? '',
  raisedBy: opinion.raisedBy,
  dong: opinion.dong ?? '',
  department: opinion.department === null ? '' : String(opinion.department),
  outcome: opinion.outcome,
  becamePolicy: String(opinion.becamePolicy),
  policyNote: opinion.policyNote,
  seen: opinion.seen,
})
