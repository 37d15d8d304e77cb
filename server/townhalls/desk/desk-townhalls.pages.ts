import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FormState } from '../../../shared/forms.ts'
import { problems, sentence } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { type DeskStep, deskSteps, type DeskTownHallsProps } from '../../../shared/town-halls.desk.ts'
import { reshape, type Typed } from '../../../shared/town-halls.form.ts'
import { partyStates, townHallStates } from '../../../shared/town-halls.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { allDongs } from '../../settings/settings.queries.ts'
import { newHall, parseTyped, refusedFields, typedOf } from './desk-townhalls.form.ts'
import { deskTownHalls, formProps, hallOr404, knownCodes, townHallProps } from './desk-townhalls.props.ts'
import { sittingsWithParties } from './desk-townhalls.queries.ts'
import { drawTownHall } from '../seats/draw.actions.ts'
import {
  announceTownHall,
  archiveTownHall,
  beginTownHall,
  cancelTownHall,
  endTownHall,
} from '../townhalls.actions.ts'
import { quotasOf, sittingsOf } from '../townhalls.queries.ts'
import { createTownHall, dropDraft, editTownHall } from './writing.actions.ts'
import { faultsInHall } from './writing.rules.ts'

const perPage = 30
const formLimit = 1024 * 1024

/** What an address says that nobody can have meant counts as not said. */
const ListQuery = z.object({
  state: z.enum(townHallStates).catch('announced').default('announced'),
  after: z.string().max(20).optional().catch(undefined),
  done: z.enum(['dropped']).nullable().default(null).catch(null),
})
const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)
const HallQuery = z.object({
  sitting: id.optional().catch(undefined),
  state: z.enum(partyStates).optional().catch(undefined),
  after: z.string().max(40).optional().catch(undefined),
  calls: z
    .literal('true')
    .transform(() => true)
    .optional()
    .catch(undefined),
  act: z.enum(deskSteps).nullable().default(null).catch(null),
  done: z.string().max(30).nullable().default(null).catch(null),
})
const NewQuery = z.object({ from: id.optional().catch(undefined) })

/** @throws Refusal `not-found` for what cannot be an id */
export function idIn(request: FastifyRequest, name = 'id'): number {
  const parsed = id.safeParse((request.params as Record<string, string>)[name])
  if (!parsed.success) throw new Refusal('not-found')
  return parsed.data
}

/** What a form sent; fields that came several times stay several. */
export function typedIn(request: FastifyRequest): Typed {
  const body = (request.body ?? {}) as Record<string, unknown>
  const typed: Typed = {}
  for (const [name, value] of Object.entries(body)) {
    const texts = [value].flat().filter((one): one is string => typeof one === 'string')
    if (texts.length > 0) typed[name] = texts.length > 1 ? texts : texts[0]!
  }
  return typed
}

/** The office's town halls: list, the form, the page of one, and its steps. */
export function deskTownHallPages(app: FastifyInstance, deps: Deps) {
  const read = { may: 'desk.townhall.read' } as const
  const run = { may: 'desk.townhall.run' } as const

  app.get('/desk/town-halls', { config: read }, async (request, reply) => {
    const { state, after, done } = ListQuery.parse(request.query)
    const { list, counts } = await deskTownHalls(deps, state, perPage, after)
    const further = after !== undefined
    const props: DeskTownHallsProps = { state, counts, list, further, done, now: deps.now().toISOString() }
    return reply.page('DeskTownHallsPage', props)
  })

  const fresh = { id: null, state: 'draft' } as const
  app.get('/desk/town-halls/new', { config: run }, async (request, reply) => {
    const { from } = NewQuery.parse(request.query)
    const typed = from === undefined ? newHall : await typedOfStored(from, true)
    return reply.page('TownHallFormPage', await formProps(deps, fresh, typed))
  })

  app.post('/desk/town-halls', { bodyLimit: formLimit, config: run }, async (request, reply) => {
    return written(request, reply, null)
  })

  app.get('/desk/town-halls/:id/edit', { config: run }, async (request, reply) => {
    const hall = await hallOr404(deps, idIn(request))
    return reply.page('TownHallFormPage', await formProps(deps, hall, await typedOfStored(hall.id, false)))
  })

  app.post('/desk/town-halls/:id', { bodyLimit: formLimit, config: run }, async (request, reply) => {
    return written(request, reply, idIn(request))
  })

  app.get('/desk/town-halls/:id', { config: read }, async (request, reply) => {
    const { act, done, ...filter } = HallQuery.parse(request.query)
    return reply.page('DeskTownHallPage', await townHallProps(deps, idIn(request), { act, done, filter }))
  })

  app.post('/desk/town-halls/:id/removal', { config: run }, async (request, reply) => {
    await dropDraft(deps, officerOf(request), idIn(request))
    return reply.see('/desk/town-halls?state=draft&done=dropped')
  })

  app.post('/desk/town-halls/:id/draw', { config: run }, async (request, reply) => {
    await drawTownHall(deps, officerOf(request), idIn(request))
    return reply.see(`/desk/town-halls/${idIn(request)}?done=drawn`)
  })

  const nouns: Record<DeskStep, string> = {
    announce: 'announcement',
    begin: 'beginning',
    end: 'end',
    archive: 'archive',
    cancel: 'cancellation',
  }
  const steps = {
    announce: announceTownHall,
    begin: beginTownHall,
    end: endTownHall,
    archive: archiveTownHall,
    cancel: cancelTownHall,
  }
  for (const act of deskSteps) {
    app.post(`/desk/town-halls/:id/${nouns[act]}`, { config: run }, async (request, reply) => {
      const hallId = idIn(request)
      const typed = typedIn(request)
      const seen = z.iso.datetime().safeParse(typed.seen)
      const reason = typeof typed.reason === 'string' ? typed.reason.trim().slice(0, 500) : ''
      try {
        await steps[act](deps, officerOf(request), { id: hallId, seen: seen.data, reason })
      } catch (error) {
        if (!(error instanceof Refusal) || ![409, 422].includes(problems[error.code].status)) throw error
        const message = sentence(error.code, request.lang, error.params)
        const field = error.field === 'reason' ? 'reason' : ''
        const form: FormState = { typed, problems: [{ field, message }] }
        return reply.page(
          'DeskTownHallPage',
          await townHallProps(deps, hallId, { act, form }),
          problems[error.code].status,
        )
      }
      return reply.see(`/desk/town-halls/${hallId}?done=${act}`)
    })
  }

  async function typedOfStored(hallId: number, copy: boolean): Promise<Typed> {
    const hall = await hallOr404(deps, hallId)
    const sittings = await sittingsOf(deps.db, hallId)
    const quotas = await quotasOf(
      deps.db,
      sittings.map((sitting) => sitting.id),
    )
    return typedOf(hall, sittings, quotas, copy)
  }

  /** The form was sent: one of its own buttons, or to be kept. */
  async function written(request: FastifyRequest, reply: FastifyReply, hallId: number | null) {
    const { reshape: act, ...typed } = typedIn(request)
    const stored = hallId === null ? fresh : await hallOr404(deps, hallId)
    const show = async (shown: Typed, wrong: FormState['problems'], status: number) =>
      reply.page('TownHallFormPage', await formProps(deps, stored, shown, wrong), status)
    if (act !== undefined) {
      const dongs = (await allDongs(deps.db)).map(({ code }) => code)
      return show(reshape(typed, String(act), dongs) ?? typed, [], 200)
    }
    const parsed = parseTyped(typed, request.lang)
    if (parsed.problems) return show(typed, parsed.problems, 422)
    const known = await knownCodes(deps)
    const faults = faultsInHall(parsed.hall, await before(hallId), known, deps.now())
    const stale =
      typed.seen !== undefined &&
      hallId !== null &&
      'updatedAt' in stored &&
      stored.updatedAt.toISOString() !== typed.seen
    if (faults.length > 0 && !stale) return show(typed, refusedFields(faults, typed, request.lang), 422)
    try {
      const officer = officerOf(request)
      const done =
        hallId === null
          ? await createTownHall(deps, officer, known, parsed.hall)
          : await editTownHall(deps, officer, known, hallId, parsed.hall)
      return reply.see(`/desk/town-halls/${done.id}?done=${hallId === null ? 'created' : 'edited'}`)
    } catch (error) {
      if (!(error instanceof Refusal) || ![409, 422].includes(problems[error.code].status)) throw error
      return show(typed, refusedFields([error], typed, request.lang), problems[error.code].status)
    }
  }

  async function before(hallId: number | null) {
    if (hallId === null) return null
    const hall = await hallOr404(deps, hallId)
    const sittings = await sittingsOf(deps.db, hallId)
    const taken = await sittingsWithParties(
      deps.db,
      sittings.map((sitting) => sitting.id),
    )
    return { state: hall.state, form: hall.form, admission: hall.admission, sittings, taken }
  }
}
