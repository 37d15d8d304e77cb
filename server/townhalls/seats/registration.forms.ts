import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type FieldProblem, fieldMessage, type FormState } from '../../../shared/forms.ts'
import { langs } from '../../../shared/limits.ts'
import { townHallLimits } from '../../../shared/town-hall-states.ts'
import { RegistrationBody } from '../../../shared/town-halls.ts'
import type { Lang } from '../../../shared/wire.ts'

type Typed = FormState['typed']

/** What a form sent; boxes of one name may be several. */
export function typedLists(request: FastifyRequest): Typed {
  const body = (request.body ?? {}) as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]): [string, string | string[]][] => {
      if (typeof value === 'string') return [[name, value]]
      const texts = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
      return texts.length > 0 ? [[name, texts]] : []
    }),
  )
}

const one = (typed: Typed, name: string) => String([typed[name] ?? ''].flat().at(-1) ?? '')
const many = (typed: Typed, name: string) => [typed[name] ?? []].flat()

/** How many people have a place in a form: `name-0` is the first. */
export function peopleIn(typed: Typed): number {
  const places = Object.keys(typed).map((name) => Number(/^(?:name|needs|member)-(\d)$/.exec(name)?.[1] ?? 0))
  return Math.min(Math.max(0, ...places) + 1, townHallLimits.party)
}

/** A form without one of its people; those behind move up. The first stays. */
export function withoutPerson(typed: Typed, gone: number): Typed {
  return Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]): [string, string | string[]][] => {
      const [, field, place] = /^(name|needs|member)-(\d)$/.exec(name) ?? []
      if (!field || Number(place) < gone) return [[name, value]]
      return Number(place) === gone ? [] : [[`${field}-${Number(place) - 1}`, value]]
    }),
  )
}

const Form = RegistrationBody.extend({
  lang: z.enum(langs),
  members: z
    .array(RegistrationBody.shape.members.element.extend({ id: z.int().positive().optional() }))
    .min(1)
    .max(townHallLimits.party),
})
export type Registration = z.infer<typeof Form>

/**
 * The form as a registration, or all that is wrong with it. Places of companions that were left empty are none.
 * @param lang in which mails are written where the form does not say
 */
export function readRegistration(
  typed: Typed,
  lang: Lang,
): { registration: Registration } | { problems: FieldProblem[] } {
  const places = Array.from({ length: peopleIn(typed) }, (_, place) => place).filter(
    (place) =>
      place === 0 || one(typed, `name-${place}`).trim() !== '' || many(typed, `needs-${place}`).length > 0,
  )
  const answers = Object.entries(typed).flatMap(([name]) =>
    name.startsWith('answers.') ? [[name.slice('answers.'.length), one(typed, name)]] : [],
  )
  const member = (place: number) => {
    const id = Number(one(typed, `member-${place}`))
    return { name: one(typed, `name-${place}`), needs: many(typed, `needs-${place}`), ...(id > 0 && { id }) }
  }
  const parsed = Form.safeParse(
    {
      partyId: z.uuid().safeParse(one(typed, 'partyId')).data ?? randomUUID(),
      sittingId: Number(one(typed, 'sittingId')) || undefined,
      mode: one(typed, 'mode') || undefined,
      kind: one(typed, 'kind') || undefined,
      dong: one(typed, 'dong') || null,
      members: places.map(member),
      answers: Object.fromEntries(answers),
      note: one(typed, 'note'),
      lang: one(typed, 'lang') || lang,
      overFourteen: one(typed, 'overFourteen') !== '',
    },
    { reportInput: true },
  )
  if (parsed.success) return { registration: parsed.data }
  const found = new Map<string, string>()
  for (const issue of parsed.error.issues) {
    const [top, place, field] = issue.path
    const name =
      top === 'members' && typeof place === 'number'
        ? `${String(field ?? 'name')}-${places[place] ?? 0}`
        : top === 'answers'
          ? `answers.${String(place)}`
          : String(top)
    if (!found.has(name)) found.set(name, fieldMessage(issue, lang))
  }
  return { problems: [...found].map(([field, message]) => ({ field, message })) }
}
