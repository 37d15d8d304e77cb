import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '../../shared/refusal.ts'
import { type Actor, may, type Officer, type Permission, type Resident } from './permissions.rules.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call this route: a key of the permission table. Every route must say it. */
    may?: Permission
  }
  interface FastifyRequest {
    actor: Actor
  }
}

const visitor: Actor = { kind: 'visitor' }

/**
 * Deny by default: a route without a permission stops the start; a request without the right is refused
 * before its body is read. `whoIs` is not asked on routes open to anyone that never look at the actor.
 */
export function guardRoutes(app: FastifyInstance, whoIs: (request: FastifyRequest) => Promise<Actor>) {
  app.decorateRequest('actor')
  app.addHook('onRoute', (route) => {
    if (!route.config?.may)
      throw new Error(`Route ${String(route.method)} ${route.url} does not say who may call it.`)
  })
  app.addHook('onRequest', async (request) => {
    const permission = request.routeOptions.config.may
    if (!permission) return
    request.actor =
      permission === 'site.read' || permission === 'site.health' ? visitor : await whoIs(request)
    if (may(request.actor, permission)) return
    throw new Refusal(request.actor.kind === 'visitor' ? 'sign-in-required' : 'not-allowed')
  })
}

export function residentOf(request: FastifyRequest): Resident {
  if (request.actor.kind !== 'resident') throw new Refusal('sign-in-required')
  return request.actor
}

export function officerOf(request: FastifyRequest): Officer {
  if (request.actor.kind !== 'officer') throw new Refusal('not-allowed')
  return request.actor
}

/**
 * Before personal data is shown: password and code were confirmed within the last quarter of an hour.
 * A page that is refused leads to `/desk/recheck` and back.
 * @param now the machine's clock, as for everything about sessions
 * @throws Refusal `recheck-required`
 */
export function mustBeRechecked(officer: Officer, now: Date) {
  if (!officer.recheckedUntil || officer.recheckedUntil <= now) throw new Refusal('recheck-required')
}
