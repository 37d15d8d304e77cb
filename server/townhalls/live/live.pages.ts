import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { dayOf } from '../../../shared/kst.ts'
import type { HostProps, LiveProps, ScreenProps } from '../../../shared/live-pages.ts'
import { questionLists, type RoomView } from '../../../shared/live-states.ts'
import type { Deps } from '../../platform/deps.ts'
import { inLang } from '../../platform/http/context.ts'
import { publicPage, sendToVisitor } from '../../platform/render/pages.ts'
import { allDongs, departmentsOn } from '../../settings/settings.queries.ts'
import { idOf } from '../addresses.ts'
import { hallLine } from '../public.ts'
import { qrPath } from '../qr.ts'
import type { Live } from './live.live.ts'
import { readFor } from './reading.ts'

type Made = { page: string; props: Record<string, unknown> }

/** The live room's pages: attendees and readers, the projector, the host's desk. None of them is kept by any cache. */
export function livePages(app: FastifyInstance, deps: Deps, live: Live) {
  const noun = '/town-halls/:id'
  const roomFor = async (request: FastifyRequest, id: number, as: RoomView) => {
    const { lang } = request
    const hall = await hallLine(deps, id, lang)
    const dongs = await allDongs(deps.db)
    return {
      hall,
      snapshot: await readFor(deps, live, request, id, { as, lang }),
      dongs: Object.fromEntries(
        dongs.map(({ code, nameKo, nameEn }) => [code, lang === 'ko' ? nameKo : nameEn]),
      ),
    }
  }

  /** A hall that opens the page at once is a crowd of visitors: for them it is made once a second. */
  const send = async (
    request: FastifyRequest,
    reply: FastifyReply,
    variant: string,
    make: () => Promise<Made>,
  ) => {
    if (request.actor.kind === 'visitor') return sendToVisitor(request, reply, deps, variant, make)
    const { page, props } = await make()
    return reply.page(page, props)
  }

  app.get(`${noun}/live`, { config: { may: 'townhall.live' } }, async (request, reply) => {
    const { actor } = request
    const wanted = (request.query as { list?: unknown }).list
    const list = questionLists.find((one) => one === wanted) ?? 'most'
    const make = async () => {
      const room = await roomFor(request, idOf(request), 'attendee')
      const who = actor.kind === 'resident' ? whoIs(actor.personId) : 'visitor'
      return { page: 'LivePage', props: { ...room, list, who } satisfies LiveProps }
    }
    return send(request, reply, list, make)
  })
  /** Another word in every installation, and not the number by which we know the person. */
  const whoIs = (personId: number) => deps.secrets.hash('live outbox', String(personId)).toString('hex', 0, 8)

  app.get(`${noun}/screen`, { config: { may: 'townhall.live' } }, async (request, reply) => {
    const id = idOf(request)
    const { host } = new URL(deps.config.publicUrl)
    const path = inLang(request.lang, `/t/${id}`)
    const join = { address: host + path, ...qrPath(deps.config.publicUrl + path) }
    const make = async () => {
      const room = await roomFor(request, id, 'screen')
      return { page: 'ScreenPage', props: { ...room, join } satisfies ScreenProps }
    }
    return send(request, reply, 'screen', make)
  })

  // Short enough to be typed from the last row.
  publicPage(app, deps, '/t/:id', undefined, async (request) => ({
    redirect: `/town-halls/${idOf(request)}/live`,
  }))

  const desk = { may: 'desk.townhall.run' } as const
  app.get(`/desk${noun}/live`, { config: desk }, async (request: FastifyRequest, reply: FastifyReply) => {
    const id = idOf(request)
    const departments = await departmentsOn(deps.db, dayOf(deps.now()))
    const props: HostProps = {
      ...(await roomFor(request, id, 'host')),
      departments: departments.map(({ id: departmentId, nameKo, nameEn }) => ({
        id: departmentId,
        nameKo,
        nameEn,
      })),
    }
    return reply.page('HostPage', props)
  })
}
