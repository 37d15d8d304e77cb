import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  CheckInBody,
  CheckInReply,
  DeviceBody,
  DeviceLine,
  DeviceLink,
  DoorClaim,
  DoorConflict,
  DoorPresence,
  DoorUndo,
  DoorUndoReply,
  NamesShown,
  Roster,
  WalkIn,
  WalkInUndo,
} from '../../../shared/door.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { officerOf } from '../../accounts/guard.ts'
import { callerOf, perCaller } from '../../platform/http/limits.ts'
import type { Deps } from '../../platform/deps.ts'
import { doorConflicts, settleDoorConflict } from './door-desk.actions.ts'
import { deviceOf } from './door.device.ts'
import { checkIn, undoCheckIn } from './door.actions.ts'
import { claimLink, deviceLines, makeDevice, takeDeviceBack } from './door-devices.actions.ts'
import { noteNamesShown, rosterFor } from './door-roster.actions.ts'
import { undoWalkIn, walkIn } from './door-walk-ins.actions.ts'
import { countAtDoor, presentIn } from './door.queries.ts'
import { townHallById } from '../townhalls.queries.ts'

const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })

/** A phone that scans without a pause makes one call every two or three seconds; a batch is one call. */
const keyGenerator = (request: FastifyRequest) =>
  request.actor?.kind === 'device' ? `door ${request.actor.deviceId}` : callerOf(request)
const perDevice = { max: 120, timeWindow: '1 minute', keyGenerator }
const atDoor = { may: 'door.device', rateLimit: perDevice } as const

/** The phones at the door. Each call carries the device's token. */
export function doorRoutes(root: FastifyInstance, deps: Deps) {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const { db } = deps

  app.post(
    '/api/door/devices',
    {
      config: { may: 'door.claim', rateLimit: perCaller },
      schema: { body: DoorClaim, response: { 200: z.object({ id: z.uuid() }) } },
    },
    async (request) => ({ id: (await claimLink(deps, request.body)).deviceId }),
  )

  app.post(
    '/api/town-halls/:id/check-ins',
    { config: atDoor, schema: { params, body: CheckInBody, response: { 200: CheckInReply } } },
    async (request) => {
      const device = deviceOf(request, { late: true })
      if (device.townHallId !== request.params.id) throw new Refusal('door-other-hall')
      const sent = 'items' in request.body ? request.body.items : [request.body]
      if (device.expired && sent.some(({ offline }) => !offline)) throw new Refusal('door-device-expired')
      const items: z.infer<typeof CheckInReply>['items'] = []
      for (const item of sent) items.push(await checkIn(deps, device, item))
      return { items, count: await countAtDoor(db, device.sittingId) }
    },
  )

  app.get(
    '/api/door/roster',
    { config: atDoor, schema: { response: { 200: Roster, 304: z.any() } } },
    async (request, reply) => {
      const known = request.headers['if-none-match']
      const { tag, roster } = await rosterFor(deps, deviceOf(request), known)
      // Revalidated by the page itself: no cache of the browser keeps names.
      reply.header('etag', tag).header('cache-control', 'no-store').header('x-now', deps.now().toISOString())
      return roster ?? reply.code(304).send()
    },
  )

  app.get(
    '/api/door/count',
    { config: atDoor, schema: { response: { 200: DoorPresence } } },
    async (request, reply) => {
      const { sittingId } = deviceOf(request)
      const present = await presentIn(db, sittingId)
      reply.header('cache-control', 'no-store').header('x-now', deps.now().toISOString())
      return {
        ...(await countAtDoor(db, sittingId)),
        present: Object.fromEntries(
          present.map(({ memberId, enteredAt }) => [String(memberId), enteredAt.toISOString()]),
        ),
      }
    },
  )

  app.post(
    '/api/door/walk-ins',
    { config: atDoor, schema: { body: WalkIn, response: { 200: CheckInReply } } },
    async (request) => {
      const device = deviceOf(request)
      const items = await walkIn(deps, device, request.body, request.lang)
      return { items, count: await countAtDoor(db, device.sittingId) }
    },
  )

  app.post(
    '/api/door/walk-ins/undo',
    { config: atDoor, schema: { body: WalkInUndo, response: { 200: DoorUndoReply } } },
    async (request) => ({ count: await undoWalkIn(deps, deviceOf(request), request.body.id) }),
  )

  app.post(
    '/api/door/undo',
    { config: atDoor, schema: { body: DoorUndo, response: { 200: DoorUndoReply } } },
    async (request) => ({ count: await undoCheckIn(deps, deviceOf(request), request.body) }),
  )

  app.post(
    '/api/door/names-shown',
    { config: atDoor, schema: { body: NamesShown, response: { 204: z.null() } } },
    async (request, reply) => {
      const device = deviceOf(request, { late: true })
      if (!device.maySearch) throw new Refusal('not-allowed')
      await noteNamesShown(deps, device, request.body.memberIds)
      return reply.code(204).send(null)
    },
  )
}

/** The officers' side of it: devices and conflicts of a town hall. */
export function doorDeskRoutes(root: FastifyInstance, deps: Deps) {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const config = { may: 'desk.townhall.door' } as const
  const at = '/api/desk/town-halls/:id/door'
  const one = params.extend({ device: z.uuid() })

  app.get(
    `${at}/devices`,
    { config, schema: { params, response: { 200: z.object({ items: z.array(DeviceLine) }) } } },
    async (request) => {
      if (!(await townHallById(deps.db, request.params.id))) throw new Refusal('not-found')
      return { items: await deviceLines(deps, request.params.id) }
    },
  )
  app.post(
    `${at}/devices`,
    { config, schema: { params, body: DeviceBody, response: { 201: DeviceLink } } },
    async (request, reply) => {
      const { id, link } = await makeDevice(deps, officerOf(request), request.params.id, request.body)
      return reply.code(201).send({ id, link: `${deps.config.publicUrl}/door#${link}` })
    },
  )
  app.post(
    `${at}/devices/:device/revocation`,
    { config, schema: { params: one, response: { 204: z.null() } } },
    async (request, reply) => {
      await takeDeviceBack(deps, officerOf(request), request.params.id, request.params.device)
      return reply.code(204).send(null)
    },
  )
  app.get(
    `${at}/conflicts`,
    { config, schema: { params, response: { 200: z.object({ items: z.array(DoorConflict) }) } } },
    async (request) => {
      if (!(await townHallById(deps.db, request.params.id))) throw new Refusal('not-found')
      return { items: await doorConflicts(deps, request.params.id) }
    },
  )
  app.post(
    `${at}/conflicts/:conflict/settlement`,
    { config, schema: { params: params.extend({ conflict: z.uuid() }), response: { 204: z.null() } } },
    async (request, reply) => {
      const { id, conflict } = request.params
      await settleDoorConflict(deps, officerOf(request), id, conflict)
      return reply.code(204).send(null)
    },
  )
}
