import { timeOf } from '../../../shared/dates.ts'
import { type FieldProblem, fieldMessage } from '../../../shared/forms.ts'
import { dayOf } from '../../../shared/kst.ts'
import { sentence } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { TownHallBody } from '../../../shared/town-halls.desk.ts'
import { rowsOf, textOf, type Typed } from '../../../shared/town-halls.form.ts'
import type { quotasOf, SittingRow, TownHallRow } from '../townhalls.queries.ts'

/** What an empty form begins with. */
export const newHall: Typed = {
  form: 'in-person',
  admission: 'order',
  offerHours: '24',
  reminderHours: ['72', '3'],
  host: '구청장',
  'sitting-0-name': '',
}

const localOf = (at: Date | null) => (at ? `${dayOf(at)}T${timeOf(at)}` : '')

/** The form of a stored town hall. @param copy begins a new one from it: without ids, days and its own times */
export function typedOf(
  hall: TownHallRow,
  sittings: SittingRow[],
  quotas: Awaited<ReturnType<typeof quotasOf>>,
  copy = false,
): Typed {
  const typed: Typed = {
    titleKo: hall.titleKo,
    titleEn: hall.titleEn,
    summaryKo: hall.summaryKo,
    summaryEn: hall.summaryEn,
    host: hall.host,
    form: hall.form,
    admission: hall.admission,
    registrationOpensAt: copy ? '' : localOf(hall.registrationOpensAt),
    registrationClosesAt: copy ? '' : localOf(hall.registrationClosesAt),
    quotasOpenAt: copy ? '' : localOf(hall.quotasOpenAt),
    offerHours: String(hall.offerHours),
    reminderHours: hall.reminderHours.map(String),
    ...(copy ? {} : { seen: hall.updatedAt.toISOString() }),
  }
  for (const [at, { time, title, who }] of hall.agenda.entries())
    Object.assign(typed, {
      [`agenda-${at}-time`]: time,
      [`agenda-${at}-title`]: title,
      [`agenda-${at}-who`]: who,
    })
  for (const [at, question] of hall.formQuestions.entries()) {
    const field = (name: string) => `question-${at}-${name}`
    typed[field('id')] = question.id
    typed[field('labelKo')] = question.labelKo
    typed[field('labelEn')] = question.labelEn
    typed[field('choices')] = question.choices.join('\n')
    if (question.required) typed[field('required')] = 'true'
  }
  for (const [at, sitting] of sittings.entries()) {
    const field = (name: string) => `sitting-${at}-${name}`
    if (!copy) typed[field('id')] = String(sitting.id)
    typed[field('name')] = sitting.name
    typed[field('day')] = copy ? '' : dayOf(sitting.startsAt)
    typed[field('from')] = timeOf(sitting.startsAt)
    typed[field('until')] = timeOf(sitting.endsAt)
    typed[field('place')] = sitting.place
    typed[field('address')] = sitting.address
    typed[field('onlineUrl')] = copy ? '' : (sitting.onlineUrl ?? '')
    for (const { sittingId, kind, key, seats } of quotas)
      if (sittingId === sitting.id) typed[field(key === '' ? kind : `${kind}.${key}`)] = String(seats)
  }
  return typed
}

/** `2026-12-10T14:00` in Seoul as an instant; undefined for anything else. */
function instantOf(local: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local)) return undefined
  const at = Date.parse(`${local}:00+09:00`)
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}
const wholeOf = (text: string) => (/^\d{1,7}$/.test(text.trim()) ? Number(text) : text || undefined)
const quotaField =
  /^sitting-(\d{1,2})-((total|mode|dong|zone|participant|accessible|reserved)(?:\.([a-z0-9-]{1,40}))?)$/

type Read = {
  body: unknown
  /** The field that a path of the body came from. */ fieldOf: (path: PropertyKey[]) => string
}

/** What the form says, as a program would send it. Rows that hold nothing are left out. */
export function readTyped(typed: Typed): Read {
  const text = (name: string) => textOf(typed, name)
  const every = (kind: 'sitting' | 'agenda' | 'question') =>
    Array.from({ length: rowsOf(typed, kind) }, (_, at) => at)
  const rowsWith = (kind: 'agenda' | 'question', fields: string[]) =>
    every(kind).filter((at) => fields.some((field) => text(`${kind}-${at}-${field}`).trim() !== ''))
  const agenda = rowsWith('agenda', ['time', 'title', 'who'])
  const questions = rowsWith('question', ['labelKo', 'labelEn', 'choices'])
  const sittings = every('sitting')
  const limits = sittings.map((at) =>
    Object.keys(typed).flatMap((name) => {
      const [, row, field, kind, key = ''] = quotaField.exec(name) ?? []
      return Number(row) === at && kind && text(name).trim() !== ''
        ? [{ name: field!, kind, key, seats: text(name) }]
        : []
    }),
  )
  // A question keeps its id over every edit: answers are kept under it.
  const known = new Set(questions.map((at) => text(`question-${at}-id`)))
  let next = 0
  const newId = () => {
    do next += 1
    while (known.has(`q${next}`))
    return `q${next}`
  }
  const body = {
    ...Object.fromEntries(
      ['titleKo', 'titleEn', 'summaryKo', 'summaryEn', 'host', 'form', 'admission'].map((name) => [
        name,
        text(name),
      ]),
    ),
    registrationOpensAt: instantOf(text('registrationOpensAt')),
    registrationClosesAt: instantOf(text('registrationClosesAt')),
    quotasOpenAt: text('quotasOpenAt') === '' ? null : instantOf(text('quotasOpenAt')),
    offerHours: wholeOf(text('offerHours')),
    reminderHours: [typed.reminderHours ?? []].flat().map(wholeOf),
    agenda: agenda.map((at) => ({
      time: text(`agenda-${at}-time`),
      title: text(`agenda-${at}-title`),
      who: text(`agenda-${at}-who`),
    })),
    formQuestions: questions.map((at) => ({
      id: text(`question-${at}-id`) || newId(),
      labelKo: text(`question-${at}-labelKo`),
      labelEn: text(`question-${at}-labelEn`),
      choices: text(`question-${at}-choices`)
        .split('\n')
        .map((choice) => choice.trim())
        .filter(Boolean),
      required: text(`question-${at}-required`) === 'true',
    })),
    sittings: sittings.map((at) => {
      const field = (name: string) => text(`sitting-${at}-${name}`)
      return {
        ...(field('id') && { id: wholeOf(field('id')) }),
        name: field('name'),
        startsAt: instantOf(`${field('day')}T${field('from')}`),
        endsAt: instantOf(`${field('day')}T${field('until')}`),
        place: field('place'),
        address: field('address'),
        onlineUrl: field('onlineUrl').trim() || null,
        quotas: limits[at]!.map(({ kind, key, seats }) => ({ kind, key, seats: wholeOf(seats) })),
      }
    }),
    ...(text('seen') && { seen: text('seen') }),
  }
  const fieldOf = (path: PropertyKey[]): string => {
    const [top, at, field, index] = path
    if (typeof at !== 'number') return top === 'sittings' ? 'sitting-0-place' : String(top ?? '')
    if (top === 'agenda') return `agenda-${agenda[at]}-${String(field)}`
    if (top === 'formQuestions') return `question-${questions[at]}-${String(field)}`
    if (top !== 'sittings') return String(top)
    if (field === 'quotas') return `sitting-${at}-${limits[at]?.[Number(index)]?.name ?? 'total'}`
    const day = textOf(typed, `sitting-${at}-day`) === '' || field === undefined
    const names: Record<string, string> = { startsAt: day ? 'day' : 'from', endsAt: 'until' }
    return `sitting-${at}-${names[String(field)] ?? String(field)}`
  }
  return { body, fieldOf }
}

/** A whole town hall out of what was typed, or what to change, a sentence a field. */
export function parseTyped(
  typed: Typed,
  lang: string,
): { hall: TownHallBody; problems: null } | { problems: FieldProblem[] } {
  const { body, fieldOf } = readTyped(typed)
  const parsed = TownHallBody.safeParse(body, { reportInput: true })
  if (parsed.success) return { hall: parsed.data, problems: null }
  const found = new Map<string, string>()
  for (const issue of parsed.error.issues) {
    const field = fieldOf(issue.path)
    if (!found.has(field)) found.set(field, fieldMessage(issue, lang))
  }
  return { problems: [...found].map(([field, message]) => ({ field, message })) }
}

/** Refusals as problems of the form's fields; anything else is thrown on. */
export function refusedFields(errors: unknown[], typed: Typed, lang: string): FieldProblem[] {
  const { fieldOf } = readTyped(typed)
  const found = new Map<string, string>()
  for (const error of errors) {
    if (!(error instanceof Refusal)) throw error
    const path = (error.field ?? '').split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
    const field = error.field ? fieldOf(path) : ''
    if (!found.has(field)) found.set(field, sentence(error.code, lang, error.params))
  }
  return [...found].map(([field, message]) => ({ field, message }))
}
