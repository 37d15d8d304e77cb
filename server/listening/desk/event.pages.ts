import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type FieldProblem, fieldProblems } from '../../../shared/forms.ts'
import { HoldForm, PhotoForm } from '../../../shared/listening-desk.ts'
import { problems, sentence } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { refusedField, typedIn } from '../../platform/http/forms.ts'
import { changePhoto, dropPhoto, putPhoto } from '../log/photos.actions.ts'
import { photoIn } from '../log/photos.form.ts'
import { addHeard } from '../opinions/opinions.actions.ts'
import { idIn } from './desk.pages.ts'
import { eventProps } from './desk.props.ts'
import { cancelEvent, changeEvent } from './events.actions.ts'
import { readEvent, readOpinion } from './forms.ts'

type Typed = Record<string, string>
const Done = z.object({ done: z.string().max(20).nullable().default(null).catch(null) })
const Uuid = z.uuid()

/** One event at the desk: its own words, what was heard, its photos. Each form posts to its noun. */
export function deskEventPages(app: FastifyInstance, deps: Deps) {
  const read = { may: 'desk.listening.read' } as const
  const log = { may: 'desk.listening.log' } as const
  const path = '/desk/listening/:id'

  app.get(path, { config: read }, async (request, reply) => {
    const { done } = Done.parse(request.query)
    return reply.page('DeskListeningEventPage', await eventProps(deps, idIn(request), { done }))
  })

  /** The page again with one form as it was typed. */
  const again = async (
    reply: FastifyReply,
    id: number,
    form: string,
    typed: Typed,
    found: FieldProblem[],
    status: number,
  ) => {
    const lineId = Uuid.safeParse(typed.id).data ?? randomUUID()
    const wrong = { form, state: { typed, problems: found } }
    return reply.page('DeskListeningEventPage', await eventProps(deps, id, { wrong, lineId }), status)
  }

  /** Does what a form asks and leads on; a refusal comes back with the form. */
  const doing = async (
    request: FastifyRequest,
    reply: FastifyReply,
    form: string,
    typed: Typed,
    act: () => Promise<unknown>,
  ) => {
    const id = idIn(request)
    try {
      await act()
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'not-found') throw error
      return again(reply, id, form, typed, refusedField(error, '', request.lang), problems[error.code].status)
    }
    return reply.see(`/desk/listening/${id}?done=${form}`)
  }

  app.post(path, { config: log }, async (request, reply) => {
    const typed = typedIn(request)
    const parsed = readEvent(typed, request.lang)
    if (!parsed.value) return again(reply, idIn(request), 'event', typed, parsed.problems, 422)
    return doing(request, reply, 'event', typed, () =>
      changeEvent(deps, officerOf(request), idIn(request), parsed.value),
    )
  })

  app.post(`${path}/cancellation`, { config: log }, async (request, reply) => {
    const typed = typedIn(request)
    const parsed = HoldForm.safeParse(typed, { reportInput: true })
    if (!parsed.success)
      return again(reply, idIn(request), 'cancel', typed, fieldProblems(parsed.error, request.lang), 422)
    return doing(request, reply, 'cancel', typed, () =>
      cancelEvent(deps, officerOf(request), idIn(request), parsed.data.reason),
    )
  })

  app.post(`${path}/opinions`, { config: log }, async (request, reply) => {
    const typed = typedIn(request)
    const parsed = readOpinion(typed, request.lang)
    if (!parsed.value) return again(reply, idIn(request), 'opinion', typed, parsed.problems, 422)
    const { text, handling, category, raisedBy, dong, department } = parsed.value
    const contact = (typed.contact ?? '').trim().slice(0, 254)
    const line = {
      text,
      handling,
      category,
      raisedBy,
      dong,
      department,
      contact,
      at: deps.now().toISOString(),
    }
    return doing(request, reply, 'opinion', typed, () =>
      addHeard(deps, officerOf(request), idIn(request), {
        ...line,
        id: Uuid.safeParse(typed.id).data ?? randomUUID(),
      }),
    )
  })

  app.post(`${path}/photos`, { config: log }, async (request, reply) => {
    const id = idIn(request)
    const typed: Typed = {}
    return doing(request, reply, 'photo', typed, async () => {
      const sent = await photoIn(
        request,
        (coming) => {
          const parsed = PhotoForm.safeParse(
            { alt: typed.alt, consent: typed.consent === 'true' },
            { reportInput: true },
          )
          if (!parsed.success) {
            coming.stream.resume()
            throw new Refusal('not-valid', { field: 'alt' })
          }
          return putPhoto(
            deps,
            officerOf(request),
            { id },
            { uploadId: randomUUID(), ...parsed.data },
            coming,
          )
        },
        typed,
      )
      if (!sent) throw new Refusal('not-valid', { field: 'photo' })
    })
  })

  app.post(`${path}/photos/:photo`, { config: log }, async (request, reply) => {
    const typed = typedIn(request)
    const parsed = PhotoForm.safeParse(
      { alt: typed.alt, consent: typed.consent === 'true' },
      { reportInput: true },
    )
    const form = `photo-${idIn(request, 'photo')}`
    if (!parsed.success) {
      const found = [{ field: form, message: sentence('not-valid', request.lang) }]
      return again(reply, idIn(request), form, typed, found, 422)
    }
    return doing(request, reply, 'photos', typed, () =>
      changePhoto(deps, officerOf(request), idIn(request, 'photo'), parsed.data),
    )
  })

  app.post(`${path}/photos/:photo/removal`, { config: log }, async (request, reply) =>
    doing(request, reply, 'photos', {}, () => dropPhoto(deps, officerOf(request), idIn(request, 'photo'))),
  )
}
