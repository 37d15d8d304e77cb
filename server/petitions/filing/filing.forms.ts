import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { DraftId, FilingForm } from '../../../shared/filing.ts'
import { type FieldProblem, fieldProblems, type FormState } from '../../../shared/forms.ts'
import { sentence } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { mustBeKnown, type Office } from './filing.rules.ts'

/** Long texts in percent signs: a letter of Hangul is nine bytes. More than what fits, so that it comes back to be cut. */
export const formLimit = 1024 * 1024

/** What the form sent. Only the dongs may come several times; of anything else the last counts. */
export function typedIn(request: FastifyRequest): FormState['typed'] {
  const body =
    request.body && typeof request.body === 'object' ? (request.body as Record<string, unknown>) : {}
  const typed: FormState['typed'] = {}
  for (const [name, value] of Object.entries(body)) {
    const texts = [value].flat().filter((one): one is string => typeof one === 'string')
    if (texts.length > 0) typed[name] = name === 'dongs' ? texts : texts.at(-1)!
  }
  return typed
}

/** @throws Refusal `not-found` for what cannot be a draft's id */
export function draftIdOf(request: FastifyRequest): string {
  const id = DraftId.safeParse((request.params as { draftId?: string }).draftId)
  if (!id.success) throw new Refusal('not-found')
  return id.data
}

/** A refusal as the problem of its field or of the whole form; anything else is thrown on. */
export function refusedField(error: unknown, lang: string, field = ''): FieldProblem[] {
  if (!(error instanceof Refusal)) throw error
  return [{ field: error.field ?? field, message: sentence(error.code, lang, error.params) }]
}

type Read = { filing: z.infer<typeof FilingForm> } | { problems: FieldProblem[] }

/** A whole petition out of what was typed, or what to change. */
export function readFiling(typed: FormState['typed'], office: Office, lang: string): Read {
  const form = FilingForm.safeParse(typed, { reportInput: true })
  if (!form.success) return { problems: fieldProblems(form.error, lang) }
  try {
    mustBeKnown(form.data, office)
    return { filing: form.data }
  } catch (error) {
    return { problems: refusedField(error, lang) }
  }
}

/** Whoever comes back to what was sent already is shown its receipt. */
export async function receiptOfSent(reply: FastifyReply, act: () => Promise<unknown>) {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'already-sent') throw error
    return reply.see(`/petitions/${error.params.number}/receipt`)
  }
}
