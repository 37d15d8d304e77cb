import fastify from 'fastify'
import { describe, expect, test, vi } from 'vitest'
import { guardRoutes } from '../../server/accounts/guard.ts'
import { type Actor, may, type Permission, permissions } from '../../server/accounts/permissions.rules.ts'
import { speakProblems } from '../../server/platform/http/problems.ts'
import { inParallel } from '../support/parallel.ts'
import { addressOf, changes, cookieOf, type Kind, kinds, nameOf, startWithRoutes } from './routes.ts'

/** The table once more, by hand: who may is decided here and there, and both must agree. */
const everyone = [...kinds]
const comers: Kind[] = ['visitor', 'resident']
const officers: Kind[] = ['communication', 'department', 'mayor', 'administrator']
const answering: Kind[] = ['communication', 'department', 'mayor']
const expected: Record<Permission, Kind[]> = {
  'site.read': everyone,
  'site.health': everyone,
  'session.start': everyone,
  'session.read': ['resident', ...officers],
  'session.end': ['resident', ...officers],
  'account.own': ['resident'],
  'outbox.read': everyone,
  'petition.begin': everyone,
  'petition.file': ['resident'],
  'petition.own': ['resident'],
  'petition.endorse': ['resident'],
  'petition.follow': ['resident'],
  'endorsement.begin': comers,
  'townhall.register': ['resident'],
  'townhall.own': ['resident'],
  'townhall.offer': everyone,
  'townhall.begin': comers,
  'townhall.live': everyone,
  'townhall.command': ['resident', ...officers],
  'townhall.ask': ['resident'],
  // Phones at the door carry a token of their own, and nobody's session gives its rights.
  'door.claim': everyone,
  'door.device': [],
  'desk.read': officers,
  'desk.petition.read': answering,
  'desk.petition.decide': ['communication'],
  'desk.petition.file': ['communication'],
  'desk.petition.route': ['communication', 'department'],
  'desk.petition.contact': ['communication'],
  'desk.answer.draft': answering,
  'desk.answer.approve': answering,
  'desk.answer.publish': ['communication', 'mayor'],
  'file.read': everyone,
  'mail.unsubscribe': everyone,
  'desk.file.upload': answering,
  'desk.townhall.questions': ['communication'],
  'desk.townhall.read': ['communication', 'mayor'],
  'desk.townhall.run': ['communication'],
  'desk.townhall.names': ['communication'],
  'desk.townhall.door': ['communication'],
  'listening.opine': comers,
  'desk.listening.read': ['communication', 'mayor'],
  'desk.listening.log': ['communication'],
  'desk.listening.contact': ['communication'],
  'desk.listening.series': ['communication', 'administrator'],
  'desk.report.read': ['communication', 'mayor'],
  'desk.report.write': ['communication'],
  'desk.report.settings': ['administrator'],
  'desk.followup.read': answering,
  'desk.followup.act': ['communication', 'department'],
  'desk.followup.contact': ['communication', 'department'],
  'desk.settings': ['administrator'],
  'desk.officers': ['administrator'],
  'desk.audit': ['administrator'],
  'desk.mails': ['administrator'],
}

// A route is asked some fifty times.
vi.setConfig({ testTimeout: 120_000 })

const { site, routes } = await startWithRoutes()
const readers = Object.fromEntries(
  await Promise.all(kinds.map(async (kind) => [kind, await cookieOf(site, kind)] as const)),
) as Record<Kind, string | undefined>

describe('the permission table', () => {
  test('gives each right to the kinds of people the design names', () => {
    const actorOf = (kind: Kind): Actor =>
      (kind === 'visitor' || kind === 'resident' ? { kind } : { kind: 'officer', role: kind }) as Actor
    const given = Object.keys(permissions).map((name) => {
      const permission = name as Permission
      return [permission, kinds.filter((kind) => may(actorOf(kind), permission))]
    })
    expect(Object.fromEntries(given)).toEqual(expected)
  })

  test('is asked for by every route', () => {
    expect(routes.length).toBeGreaterThan(30)
    expect(routes.filter((route) => route.may === undefined).map(nameOf)).toEqual([])
  })
})

describe('who may not is refused before anything else is looked at, and who may gets in', () => {
  test.each(routes.map((route) => [nameOf(route), route] as const))('%s', async (_name, route) => {
    const wrong: string[] = []
    await inParallel([...kinds], 3, async (kind) => {
      // What ends sessions or closes accounts must not take the actor away from the other routes.
      const cookie = changes(route) ? await cookieOf(site, kind) : readers[kind]
      const body = changes(route) ? {} : undefined
      const { status, body: said } = await site.api(route.method, addressOf(route), body, { cookie })
      const code = (said as { code?: string } | undefined)?.code
      const say = (should: string) => wrong.push(`${kind} got ${status} ${code ?? ''}, should ${should}`)
      // Without its jobs the server is not ready, and says so to whoever watches it.
      if (status >= 500 && route.may !== 'site.health') say('never see a fault of ours')
      if (route.may === 'door.device') {
        if (status !== 401 || code !== 'door-device-unknown') say('be told that this is no phone of a door')
      } else if (!expected[route.may!].includes(kind)) {
        if (kind === 'visitor' && (status !== 401 || code !== 'sign-in-required')) say('be asked to sign in')
        if (kind !== 'visitor' && (status !== 403 || code !== 'not-allowed')) say('be refused')
      } else if (status === 401) say('not be asked to sign in')
      else if (status === 403 && code === 'not-allowed' && !decidedLater.has(`${kind} ${nameOf(route)}`))
        say('get in')
    })
    expect(wrong).toEqual([])
  })
})

/** Open to anyone so that a visitor is led on; an officer is told that this is for residents. */
const decidedLater = new Set(
  officers.flatMap((kind) => [`${kind} GET /petitions/new/:draftId`, `${kind} POST /petitions/new/:draftId`]),
)

describe('a route that does not say who may call it', () => {
  const guarded = () => {
    const app = fastify()
    guardRoutes(app, async () => ({ kind: 'visitor' }))
    speakProblems(app, 'http://localhost', async () => '')
    return app
  }

  test('stops the start', () => {
    expect(() => guarded().get('/forgotten', () => 'x')).toThrow('/forgotten does not say who may call it')
    expect(() => guarded().post('/forgotten', { config: {} }, () => 'x')).toThrow('does not say who may')
  })

  test('stops it from inside a plugin too', async () => {
    const app = guarded()
    app.register(async (inner) => void inner.delete('/forgotten', () => 'x'))
    await expect(app.ready().then(() => 'started')).rejects.toThrow('DELETE /forgotten does not say')
  })

  test('while one that does is refused before its body is read', async () => {
    const app = guarded()
    app.post('/kept', { config: { may: 'desk.settings' } }, () => 'x')
    const headers = { 'content-type': 'application/json' }
    const reply = await app.inject({ method: 'POST', url: '/kept', headers, payload: '{broken' })
    expect(reply.statusCode).toBe(401)
  })
})
