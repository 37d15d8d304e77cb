import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { LiveCommand } from '../../../shared/live.commands.ts'
import { LiveAck, LiveSnapshot, MessagesReply } from '../../../shared/live.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { residentOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import type { WebSocket } from '../../platform/live/line.ts'
import { latestOf } from './latest.ts'
import { type Live, LiveQuery } from './live.live.ts'
import { draftFromQuestion } from './petition-drafts.actions.ts'
import { audienceOf } from './reader.ts'
import { itemOf } from './room.ts'
import { readFor } from './reading.ts'

const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })
const one = params.extend({ questionId: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })
const Since = LiveQuery.extend({
  epoch: z.string().max(40).default(''),
  after: z.coerce.number().int().min(0).max(2_147_483_647).default(0),
})

/** The live room: its socket, and the same commands and messages over plain HTTP where sockets are blocked. */
export function liveRoutes(root: FastifyInstance, deps: Deps, live: Live) {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const path = '/api/town-halls/:id'
  const looking = { config: { may: 'townhall.live' } } as const

  // Who may enter is decided before the upgrade, so that a refusal is an answer that a program can read.
  app.get(
    `${path}/live`,
    {
      ...looking,
      websocket: true,
      preValidation: async (request) => {
        const id = params.safeParse(request.params)
        if (!id.success) throw new Refusal('not-found')
        request.entered = await live.enter(request, id.data.id, LiveQuery.parse(request.query ?? {}))
      },
    },
    (socket, request) => {
      const { room, who } = request.entered!
      live.join(socket as unknown as WebSocket, request, room, who)
      request.entered = null
    },
  )

  app.get(
    `${path}/live-state`,
    { ...looking, schema: { params, querystring: LiveQuery, response: { 200: LiveSnapshot } } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return readFor(deps, live, request, request.params.id, request.query)
    },
  )

  app.get(
    `${path}/messages`,
    { ...looking, schema: { params, querystring: Since, response: { 200: MessagesReply } } },
    async (request, reply) => {
      const { epoch, after } = request.query
      const { room, who } = await live.enter(request, request.params.id, request.query)
      await live.rooms.check(performance.now())
      const { ring, epoch: now } = room.channel
      const entries = epoch === now ? ring.since(after) : undefined
      reply.header('cache-control', 'no-store')
      return {
        epoch: now,
        seq: ring.head,
        reset: !entries,
        // Frames that were checked when they were made.
        items: (entries ?? []).map(
          (entry) =>
            JSON.parse(itemOf(entry, audienceOf(who), who.personId)) as MessagesReply['items'][number],
        ),
        latest: await latestOf(deps, room, audienceOf(who) === 'host'),
      }
    },
  )

  app.post(
    `${path}/questions/:questionId/petition-draft`,
    {
      config: { may: 'townhall.ask' },
      schema: { params: one, response: { 200: z.object({ draftId: z.string() }) } },
    },
    async (request) => {
      const { id, questionId } = request.params
      return { draftId: await draftFromQuestion(deps, residentOf(request), id, questionId, request.lang) }
    },
  )

  // The same as a form: it leads on to the draft.
  root.post(
    '/town-halls/:id/questions/:questionId/petition',
    { config: { may: 'townhall.ask' } },
    async (request, reply) => {
      const asked = one.safeParse(request.params)
      if (!asked.success) throw new Refusal('not-found')
      const { id, questionId } = asked.data
      const draftId = await draftFromQuestion(deps, residentOf(request), id, questionId, request.lang)
      return reply.see(`/petitions/new/${draftId}`)
    },
  )

  app.post(
    `${path}/commands`,
    {
      config: { may: 'townhall.command' },
      schema: { params, querystring: LiveQuery, body: LiveCommand, response: { 200: LiveAck } },
    },
    async (request) => {
      const asHost = request.actor.kind === 'officer' ? 'host' : 'attendee'
      const { room, who } = await live.enter(request, request.params.id, { ...request.query, as: asHost })
      const target = await live.rooms.act(room, who, request.body)
      return { id: request.body.id, ok: true, target, problem: null, temporary: false }
    },
  )
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The live room that an upgrade leads to, until it is a socket. */
    entered: Awaited<ReturnType<Live['enter']>> | null
  }
}
