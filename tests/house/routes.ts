import diagnostics from 'node:diagnostics_channel'
import type { FastifyInstance } from 'fastify'
import type { Permission } from '../../server/accounts/permissions.rules.ts'
import { roles } from '../../shared/limits.ts'
import { startApp, type TestApp } from '../support/app.ts'

export type Route = { method: string; url: string; may: Permission | undefined }

/** The real server and every route that it registered, those that plugins brought along too. */
export async function startWithRoutes() {
  const routes: Route[] = []
  const onStart = (message: unknown) => {
    const { fastify: app } = message as { fastify: FastifyInstance }
    app.addHook('onRoute', (route) => {
      // Fastify adds HEAD to every GET with the same configuration.
      const methods = [route.method].flat().filter((method) => method !== 'HEAD')
      for (const method of methods) {
        const known = routes.some((other) => other.method === method && other.url === route.url)
        // Plugins say who may call their routes in a later hook, so that the configuration is read when it is asked for.
        if (!known)
          routes.push({
            method,
            url: route.url,
            get may() {
              return route.config?.may
            },
          })
      }
    })
  }
  diagnostics.subscribe('fastify.initialization', onStart)
  const site = await startApp()
  diagnostics.unsubscribe('fastify.initialization', onStart)
  return { site, routes: routes.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)) }
}

export const nameOf = ({ method, url }: Route) => `${method} ${url}`
export const changes = ({ method }: Route) => method !== 'GET'

/** Each kind of actor there is. */
export const kinds = ['visitor', 'resident', ...roles] as const
export type Kind = (typeof kinds)[number]

/** A new actor of a kind, as a `Cookie` header value. */
export async function cookieOf(site: TestApp, kind: Kind): Promise<string | undefined> {
  if (kind === 'visitor') return undefined
  return (await (kind === 'resident' ? site.as.resident() : site.as.officer(kind))).cookie
}

/** Nothing that these name exists. */
const nowhere: Record<string, string> = {
  number: '2026-9999',
  day: '2031-01-01',
  file: '00000000-0000-4000-8000-000000000000',
  draftId: '00000000-0000-4000-8000-000000000000',
  draft: '00000000-0000-4000-8000-000000000000',
  code: 'not-found',
}

/** The address of a route, each parameter filled. */
export const addressOf = ({ url }: Route, fill = (name: string) => nowhere[name] ?? '999999') =>
  url.replace(/:(\w+)(?:\([^)]*\))?/g, (_whole, name: string) => fill(name)).replace('*', 'nothing.js')
