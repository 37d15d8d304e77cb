import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { encode } from 'uqr'
import { z } from 'zod'
import { DeviceForm } from '../../../shared/door.ts'
import { emptyForm, fieldProblems, type FormState } from '../../../shared/forms.ts'
import { problems } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { inLang } from '../../platform/http/context.ts'
import { refusedField, typedIn } from '../../platform/http/forms.ts'
import { publicPage } from '../../platform/render/pages.ts'
import { doorDeskProps, settleDoorConflict } from './door-desk.actions.ts'
import { makeDevice, relinkDevice, takeDeviceBack } from './door-devices.actions.ts'

const Id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)

function hallOf(request: FastifyRequest): number {
  const parsed = Id.safeParse((request.params as Record<string, string>).id)
  if (!parsed.success) throw new Refusal('not-found')
  return parsed.data
}
function uuidOf(request: FastifyRequest, name: 'device' | 'conflict'): string {
  const parsed = z.uuid().safeParse((request.params as Record<string, string>)[name])
  if (!parsed.success) throw new Refusal('not-found')
  return parsed.data
}

/** The page of the phones at the door, its worker, and the desk's page that sets them up. */
export function doorPages(app: FastifyInstance, deps: Deps) {
  // The same for every phone: what it is, its own token says.
  publicPage(app, deps, '/door', undefined, async () => ({ page: 'DoorPage', props: {} }))

  const worker = readFileSync(deps.render.fileOf('lib/page-worker.ts'))
  app.get('/door/worker.js', { config: { may: 'site.read' } }, async (request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      // The page stands one folder above the worker, and is the only one it may serve.
      .header('service-worker-allowed', inLang(request.lang, '/door'))
      .send(worker),
  )

  const config = { may: 'desk.townhall.door' } as const
  const at = '/desk/town-halls/:id/door'
  const madeNow = (request: FastifyRequest, name: string, link: string, expiresAt: Date) => {
    const address = `${deps.config.publicUrl}${inLang(request.lang, '/door')}#${link}`
    return {
      name,
      link: address,
      qr: encode(address, { border: 4 }).data,
      expiresAt: expiresAt.toISOString(),
    }
  }

  app.get(at, { config }, async (request, reply) =>
    reply.page('DoorDeskPage', await doorDeskProps(deps, hallOf(request))),
  )

  // The link is shown in the answer itself: it stands nowhere else, so that no address or log holds it.
  app.post(`${at}/devices`, { config }, async (request, reply) => {
    const townHallId = hallOf(request)
    const typed = typedIn(request)
    const again = async (form: FormState, status: number) =>
      reply.page('DoorDeskPage', await doorDeskProps(deps, townHallId, { form }), status)
    const parsed = DeviceForm.safeParse(typed, { reportInput: true })
    if (!parsed.success) return again({ typed, problems: fieldProblems(parsed.error, request.lang) }, 422)
    try {
      const { id, link } = await makeDevice(deps, officerOf(request), townHallId, parsed.data)
      const props = await doorDeskProps(deps, townHallId)
      const device = props.devices.find((line) => line.id === id)!
      const made = madeNow(request, device.name, link, new Date(device.expiresAt))
      return reply.page('DoorDeskPage', { ...props, made })
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'not-found') throw error
      const found = { typed, problems: refusedField(error, '', request.lang) }
      return again(found, problems[error.code].status)
    }
  })

  app.post(`${at}/devices/:device/link`, { config }, async (request, reply) => {
    const townHallId = hallOf(request)
    try {
      const { device, link } = await relinkDevice(
        deps,
        officerOf(request),
        townHallId,
        uuidOf(request, 'device'),
      )
      const made = madeNow(request, device.name, link, device.expiresAt)
      return reply.page('DoorDeskPage', await doorDeskProps(deps, townHallId, { made }))
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'not-found') throw error
      const form = { ...emptyForm, problems: refusedField(error, '', request.lang) }
      return reply.page(
        'DoorDeskPage',
        await doorDeskProps(deps, townHallId, { form }),
        problems[error.code].status,
      )
    }
  })

  app.post(`${at}/devices/:device/revocation`, { config }, async (request, reply) => {
    const townHallId = hallOf(request)
    await takeDeviceBack(deps, officerOf(request), townHallId, uuidOf(request, 'device'))
    return reply.see(`/desk/town-halls/${townHallId}/door`)
  })

  app.post(`${at}/conflicts/:conflict/settlement`, { config }, async (request, reply) => {
    const townHallId = hallOf(request)
    await settleDoorConflict(deps, officerOf(request), townHallId, uuidOf(request, 'conflict'))
    return reply.see(`/desk/town-halls/${townHallId}/door#conflicts`)
  })
}
