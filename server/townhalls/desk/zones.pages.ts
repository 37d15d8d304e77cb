import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { emptyForm, fieldProblems, type FormState } from '../../../shared/forms.ts'
import {
  GatheringLimitBody,
  GatheringLimitRow,
  type GatheringLimitsProps,
  ZoneBody,
  type ZonesProps,
} from '../../../shared/gathering.ts'
import { ZoneRow } from '../../../shared/town-halls.desk.ts'
import { dayOf, endOfDay, startOfDay } from '../../../shared/kst.ts'
import { problems, sentence } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { officerOf } from '../../accounts/guard.ts'
import { officerNames } from '../../accounts/officers.queries.ts'
import type { Deps } from '../../platform/deps.ts'
import { allDongs } from '../../settings/settings.queries.ts'
import { idIn, typedIn } from './desk-townhalls.pages.ts'
import { knownCodes } from './desk-townhalls.props.ts'
import { liftLimit, limitGatherings } from '../seats/gathering.actions.ts'
import { allGatheringLimits, sittingsBetween } from '../seats/gathering.queries.ts'
import { putZone } from './zones.actions.ts'
import { allZones } from './zones.queries.ts'

/** Limits with the sittings on their days, and how many people sit beyond them. */
async function gatheringLimits({ db }: Pick<Deps, 'db'>): Promise<GatheringLimitRow[]> {
  const rows = await allGatheringLimits(db)
  const names = await officerNames(
    db,
    rows.map(({ setBy }) => setBy),
  )
  const limits: GatheringLimitRow[] = []
  for (const row of rows) {
    const touched = row.liftedAt
      ? []
      : await sittingsBetween(db, startOfDay(row.fromDay), endOfDay(row.untilDay))
    limits.push({
      id: row.id,
      fromDay: row.fromDay,
      untilDay: row.untilDay,
      seats: row.seats,
      reason: row.reason,
      by: names.get(row.setBy) ?? null,
      createdAt: row.createdAt.toISOString(),
      liftedAt: row.liftedAt?.toISOString() ?? null,
      touches: touched.map((sitting) => ({
        ...sitting,
        startsAt: sitting.startsAt.toISOString(),
        over: Math.max(0, sitting.held - row.seats),
      })),
    })
  }
  return limits
}

/** Limits on gatherings and zones: two pages of the office, and the same for programs. */
export function zonePages(root: FastifyInstance, deps: Deps) {
  const config = { may: 'desk.townhall.run' } as const
  const api = root.withTypeProvider<ZodTypeProvider>()
  const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })

  const limitProps = async (form: FormState = emptyForm): Promise<GatheringLimitsProps> => ({
    limits: await gatheringLimits(deps),
    form,
    today: dayOf(deps.now()),
  })
  root.get('/desk/gathering-limits', { config }, async (_request, reply) =>
    reply.page('GatheringLimitsPage', await limitProps()),
  )
  root.post('/desk/gathering-limits', { config }, async (request, reply) => {
    const typed = typedIn(request)
    const parsed = GatheringLimitBody.safeParse(
      { ...typed, seats: typed.seats === '' ? undefined : typed.seats },
      { reportInput: true },
    )
    try {
      if (!parsed.success)
        return reply.page(
          'GatheringLimitsPage',
          await limitProps({ typed, problems: fieldProblems(parsed.error, request.lang) }),
          422,
        )
      await limitGatherings(deps, officerOf(request), parsed.data)
      return reply.see('/desk/gathering-limits')
    } catch (error) {
      const { problem, status } = answerable(error, request.lang)
      return reply.page('GatheringLimitsPage', await limitProps({ typed, problems: [problem] }), status)
    }
  })
  root.post('/desk/gathering-limits/:id/lifting', { config }, async (request, reply) => {
    await liftLimit(deps, officerOf(request), idIn(request))
    return reply.see('/desk/gathering-limits')
  })
  api.get(
    '/api/desk/gathering-limits',
    { config, schema: { response: { 200: z.object({ items: z.array(GatheringLimitRow) }) } } },
    async () => ({ items: await gatheringLimits(deps) }),
  )
  api.post(
    '/api/desk/gathering-limits',
    { config, schema: { body: GatheringLimitBody, response: { 201: z.object({ id: z.int() }) } } },
    async (request, reply) =>
      reply.code(201).send({ id: await limitGatherings(deps, officerOf(request), request.body) }),
  )
  api.post(
    '/api/desk/gathering-limits/:id/lifting',
    { config, schema: { params, response: { 200: z.object({ id: z.int() }) } } },
    async (request) => {
      await liftLimit(deps, officerOf(request), request.params.id)
      return { id: request.params.id }
    },
  )

  const items = z.object({ items: z.array(ZoneRow) })
  const zoneRows = async () => (await allZones(deps.db)).map(({ id: _id, ...zone }) => zone)
  api.get('/api/desk/zones', { config, schema: { response: { 200: items } } }, async () => ({
    items: await zoneRows(),
  }))
  api.post(
    '/api/desk/zones',
    { config, schema: { body: ZoneBody, response: { 201: z.object({ code: z.string() }) } } },
    async (request, reply) => {
      await putZone(deps, officerOf(request), request.body, (await knownCodes(deps)).dongs)
      return reply.code(201).send({ code: request.body.code })
    },
  )

  const zoneProps = async (wrong: ZonesProps['wrong'] = null): Promise<ZonesProps> => ({
    zones: await zoneRows(),
    dongs: await allDongs(deps.db),
    wrong,
    today: dayOf(deps.now()),
  })
  root.get('/desk/zones', { config }, async (_request, reply) => reply.page('ZonesPage', await zoneProps()))
  root.post('/desk/zones', { config }, async (request, reply) => {
    const typed = typedIn(request)
    const row = typeof typed.row === 'string' ? typed.row : ''
    const show = async (state: FormState, status: number) =>
      reply.page('ZonesPage', await zoneProps({ row, state }), status)
    const parsed = ZoneBody.safeParse(typed, { reportInput: true })
    if (!parsed.success) return show({ typed, problems: fieldProblems(parsed.error, request.lang) }, 422)
    try {
      await putZone(deps, officerOf(request), parsed.data, (await knownCodes(deps)).dongs)
      return reply.see('/desk/zones')
    } catch (error) {
      const { problem, status } = answerable(error, request.lang)
      return show({ typed, problems: [problem] }, status)
    }
  })
}

/** A refusal that belongs beside what was typed; anything else is thrown on. */
function answerable(error: unknown, lang: string) {
  if (!(error instanceof Refusal)) throw error
  const { status } = problems[error.code]
  if (status !== 409 && status !== 422) throw error
  return { status, problem: { field: error.field ?? '', message: sentence(error.code, lang, error.params) } }
}
