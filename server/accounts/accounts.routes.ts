import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  Me,
  Profile,
  SessionInfo,
  SignIn,
  SignInCodeReply,
  SignInCodeRequest,
} from '../../shared/accounts.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Deps } from '../platform/deps.ts'
import { proveCode, requestCode, saveProfile } from './accounts.actions.ts'
import { readerById } from './accounts.queries.ts'
import { devicesOf, hashOfDevice } from './devices.ts'
import { residentOf } from './guard.ts'
import { perCaller } from '../platform/http/limits.ts'
import { meOf } from './me.ts'
import { signOutDevice, signOutEverywhere } from './sessions.actions.ts'
import type { Sessions } from './sessions.ts'

/** Signing in and one's own account, for programs. */
export function accountRoutes(root: FastifyInstance, deps: Deps, sessions: Sessions) {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const limited = { may: 'session.start', rateLimit: perCaller } as const
  const own = { may: 'account.own' } as const
  const nothing = { 204: z.null() }

  app.post(
    '/api/sign-in-codes',
    { config: limited, schema: { body: SignInCodeRequest, response: { 200: SignInCodeReply } } },
    async (request) => ({
      sent: true as const,
      ...(await requestCode(deps, request.body.email, request.lang)),
    }),
  )

  app.post(
    '/api/sessions',
    { config: limited, schema: { body: SignIn, response: { 201: Me } } },
    async (request, reply) => {
      const { email, code } = request.body
      const { personId } = await proveCode(deps, deps.db, email, code, request.lang)
      await sessions.start(reply, request, { personId })
      return reply.code(201).send(await meById(personId))
    },
  )

  app.delete(
    '/api/sessions/current',
    { config: { may: 'session.end' }, schema: { response: nothing } },
    async (request, reply) => {
      await sessions.end(reply, request)
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/api/me',
    { config: { may: 'session.read' }, schema: { response: { 200: Me } } },
    async (request) => {
      const { actor } = request
      if (actor.kind === 'visitor' || actor.kind === 'device') throw new Refusal('sign-in-required')
      return meOf(deps, actor)
    },
  )

  app.put(
    '/api/me/profile',
    { config: own, schema: { body: Profile, response: { 200: Me } } },
    async (request) => {
      const { personId } = residentOf(request)
      await deps.db.transaction((tx) => saveProfile(deps, tx, personId, request.body))
      return meById(personId)
    },
  )

  app.get(
    '/api/me/sessions',
    { config: own, schema: { response: { 200: z.object({ items: z.array(SessionInfo) }) } } },
    async (request) => ({ items: await devicesOf(deps, residentOf(request)) }),
  )

  app.delete(
    '/api/me/sessions/:id',
    { config: own, schema: { params: z.object({ id: z.string() }), response: nothing } },
    async (request, reply) => {
      const { personId } = residentOf(request)
      await signOutDevice(deps, { personId }, hashOfDevice(request.params.id))
      return reply.code(204).send(null)
    },
  )

  app.delete('/api/me/sessions', { config: own, schema: { response: nothing } }, async (request, reply) => {
    await signOutEverywhere(deps, residentOf(request).personId)
    await sessions.end(reply, request)
    return reply.code(204).send(null)
  })

  async function meById(personId: number) {
    const person = await readerById(deps.db, personId)
    if (!person) throw new Refusal('sign-in-required')
    return meOf(deps, { kind: 'resident', ...person })
  }
}
