import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../shared/refusal.ts'
import type { Deps } from '../platform/deps.ts'
import { inLang } from '../platform/http/context.ts'
import { comesFromHere } from '../platform/http/origin.ts'
import { nextOf } from './accounts.pages.ts'
import { residentOf } from './guard.ts'
import { personOf, type Proof } from './identities.actions.ts'
import { perCaller } from '../platform/http/limits.ts'
import { linkIdentity } from './linking.actions.ts'
import {
  isDeclined,
  type Journey,
  journeyMs,
  newJourney,
  openIssuers,
  openJourney,
  sealJourney,
} from './oidc.ts'
import type { Sessions } from './sessions.ts'

type Params = { Params: { provider: string } }

/**
 * Signing in at Kakao, Naver or any OpenID Connect issuer, and adding such an identity to one's account. Both begin
 * with a link: a form that is redirected to another site would be stopped by our own Content-Security-Policy.
 */
export function oidcPages(app: FastifyInstance, deps: Deps, sessions: Sessions) {
  const { config } = deps
  const issuers = openIssuers(config)
  const secure = config.publicUrl.startsWith('https:')
  const cookie = secure ? '__Host-oidc' : 'oidc'
  const cookieOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const

  function providerOf(id: string) {
    const provider = config.oidcProviders.find((one) => one.id === id)
    if (!provider) throw new Refusal('not-found')
    return provider
  }

  async function begin(
    request: FastifyRequest<Params>,
    reply: FastifyReply,
    about: Pick<Journey, 'next' | 'personId'>,
  ) {
    const provider = providerOf(request.params.provider)
    const secretsOfJourney = newJourney()
    const address = await issuers.addressFor(provider, secretsOfJourney).catch((error: unknown) => {
      request.log.warn({ err: error, provider: provider.id }, 'issuer not reached')
      throw new Refusal('provider-failed')
    })
    const journey = {
      ...secretsOfJourney,
      ...about,
      provider: provider.id,
      lang: request.lang,
      until: deps.machineNow().getTime() + journeyMs,
    }
    reply.setCookie(cookie, sealJourney(deps, journey), { ...cookieOptions, maxAge: journeyMs / 1000 })
    return reply.header('cache-control', 'no-store').redirect(address, 303)
  }

  const open = { may: 'session.start', rateLimit: perCaller } as const
  app.get<Params>('/sign-in/oidc/:provider', { config: open }, (request, reply) =>
    begin(request, reply, { next: nextOf(request), personId: null }),
  )

  // Begun from our own page only: else another site could have someone's account joined to an identity of its choice.
  app.get<Params>(
    '/me/identities/oidc/:provider',
    { config: { may: 'account.own', rateLimit: perCaller } },
    (request, reply) => {
      const referer = request.headers.referer
      const site = request.headers['sec-fetch-site']
      const headers = {
        site: Array.isArray(site) ? site[0] : site,
        origin: URL.canParse(referer ?? '') ? new URL(referer!).origin : 'null',
      }
      if (!comesFromHere(headers, config.publicUrl)) throw new Refusal('foreign-origin')
      return begin(request, reply, { next: null, personId: residentOf(request).personId })
    },
  )

  app.get<Params>('/sign-in/oidc/:provider/callback', { config: open }, async (request, reply) => {
    const provider = providerOf(request.params.provider)
    const sealed = request.cookies[cookie]
    reply.clearCookie(cookie, cookieOptions)
    const journey = openJourney(deps, sealed, provider.id)
    const see = (path: string) =>
      reply.header('cache-control', 'no-store').redirect(inLang(journey.lang, path), 303)
    const query = request.url.slice(request.url.indexOf('?'))
    let subject: string
    try {
      subject = await issuers.subjectOf(provider, journey, query)
    } catch (error) {
      if (isDeclined(error)) return see(journey.personId === null ? '/sign-in' : '/me')
      request.log.warn({ provider: provider.id, code: (error as { code?: string }).code }, 'issuer failed')
      throw new Refusal('provider-failed')
    }
    const proof: Proof = { kind: 'oidc', provider: provider.id, issuer: provider.issuer, subject }
    if (journey.personId === null) {
      const personId = await deps.db.transaction((tx) => personOf(deps, tx, proof, journey.lang))
      await sessions.start(reply, request, { personId })
      return see(journey.next ?? '/me')
    }
    // The account that went there is the one that came back: someone else may use this browser by now.
    if (request.actor.kind !== 'resident' || request.actor.personId !== journey.personId)
      throw new Refusal('sign-in-required')
    return see(`/me?done=${await linkIdentity(deps, journey.personId, proof)}`)
  })
}
