import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { EvidenceForm } from '../../../shared/follow-ups.desk.ts'
import { type FieldProblem, fieldProblems } from '../../../shared/forms.ts'
import { sentence } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { partsOf } from '../../platform/http/parts.ts'
import { numberIn } from '../follow-ups.pages.ts'
import { seenCard } from './cards.actions.ts'
import { answered } from './desk.pages.ts'
import { deskFollowUp } from './desk.props.ts'
import { dropEvidence, keepEvidence, putEvidence } from './evidence.actions.ts'

/** How large a file may be is decided where it is kept. */
const limits = {
  throwFileSizeLimit: false,
  limits: { files: 1, fields: 20, fieldSize: 64 * 1024, fileSize: Infinity },
}
type Sent = { typed: Record<string, string>; problems: FieldProblem[] }

/** Photos and papers of a card: put on, and taken off. */
export function cardEvidencePages(app: FastifyInstance, deps: Deps) {
  const config = { may: 'desk.followup.act' } as const

  app.post('/desk/follow-ups/:number/evidence', { config }, async (request, reply) => {
    const number = numberIn(request)
    const officer = officerOf(request)
    await seenCard(deps, officer, number)
    const { typed, problems } = await read(request)
    const again = async (found: FieldProblem[], status: number) =>
      reply.page(
        'DeskFollowUpPage',
        await deskFollowUp(deps, officer, number, request.lang, {
          act: 'evidence',
          done: null,
          form: { typed, problems: found },
        }),
        status,
      )
    const parsed = EvidenceForm.safeParse(typed, { reportInput: true })
    const missing = parsed.success ? [] : fieldProblems(parsed.error, request.lang)
    const found = [
      ...problems,
      ...missing.filter(({ field }) => !problems.some((one) => one.field === field)),
    ]
    if (!parsed.success || found.length > 0) return again(found, 422)
    try {
      await putEvidence(deps, officer, { number, ...parsed.data, fileId: parsed.data.file })
    } catch (error) {
      const { form, status } = answered(error, request)
      return again(form.problems, status)
    }
    return reply.see(`/desk/follow-ups/${number}?done=evidence`)
  })

  app.post('/desk/follow-ups/:number/evidence/:id/removal', { config }, async (request, reply) => {
    const number = numberIn(request)
    const parsed = Removal.safeParse(request.params)
    if (!parsed.success) throw new Refusal('not-found')
    await dropEvidence(deps, officerOf(request), number, parsed.data.id)
    return reply.see(`/desk/follow-ups/${number}?done=evidence`)
  })

  /** A file that came is kept at once, so that a form which comes back need not bring it again. */
  async function read(request: FastifyRequest): Promise<Sent> {
    const sent: Sent = { typed: {}, problems: [] }
    if (!request.isMultipart()) {
      for (const [name, value] of Object.entries((request.body ?? {}) as Record<string, unknown>))
        if (typeof value === 'string') sent.typed[name] = value
      return sent
    }
    for await (const part of partsOf(request, limits)) {
      if (part.type === 'field') {
        if (sent.typed[part.fieldname] === undefined) sent.typed[part.fieldname] = String(part.value)
      } else if (!part.filename || part.fieldname !== 'upload') part.file.resume()
      else await keep(request, sent, { stream: part.file, name: part.filename })
    }
    return sent
  }

  async function keep(request: FastifyRequest, sent: Sent, coming: Parameters<typeof keepEvidence>[2]) {
    try {
      const held = await keepEvidence(deps, officerOf(request), coming)
      sent.typed.file = held.id
      sent.typed.fileName = held.name
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      sent.problems.push({ field: 'file', message: sentence(error.code, request.lang, error.params) })
    }
  }
}

const Removal = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })
