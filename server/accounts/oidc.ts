import * as client from 'openid-client'
import { z } from 'zod'
import { Refusal } from '../../shared/refusal.ts'
import { Lang } from '../../shared/wire.ts'
import type { Config, OidcProvider } from '../config.ts'
import type { Deps } from '../platform/deps.ts'

/** Seconds that an issuer may take to answer us. */
const patience = 8
/** How long someone may take at the issuer's, in milliseconds. */
export const journeyMs = 10 * 60_000

/** What is remembered, sealed in a cookie, of someone who went to an issuer. */
const Journey = z.object({
  provider: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  lang: Lang,
  next: z.string().nullable(),
  /** Who adds this identity to their account; null: someone signs in. */
  personId: z.number().nullable(),
  until: z.number(),
})
export type Journey = z.infer<typeof Journey>

/** Issuers as they describe themselves, asked once a process; a failed question is asked again. */
export function openIssuers({ publicUrl, demo }: Pick<Config, 'publicUrl' | 'demo'>) {
  const known = new Map<string, Promise<client.Configuration>>()
  const backTo = (id: string) => `${publicUrl}/sign-in/oidc/${id}/callback`

  async function describe(provider: OidcProvider): Promise<client.Configuration> {
    const { id, issuer, clientId, clientSecret } = provider
    const kept = known.get(id)
    if (kept) return kept
    // Plain http only where the whole site is a demonstration, such as in tests.
    const insecure = demo && issuer.startsWith('http:') ? [client.allowInsecureRequests] : []
    const asked = client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      execute: insecure,
      timeout: patience,
    })
    known.set(id, asked)
    asked.catch(() => known.delete(id))
    return asked
  }

  return {
    /** Where the person is sent to. Only who they are is asked for: the subject, nothing else. */
    async addressFor(provider: OidcProvider, journey: Pick<Journey, 'state' | 'nonce' | 'verifier'>) {
      const parameters = {
        redirect_uri: backTo(provider.id),
        scope: 'openid',
        response_type: 'code',
        state: journey.state,
        nonce: journey.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(journey.verifier),
        code_challenge_method: 'S256',
      }
      return client.buildAuthorizationUrl(await describe(provider), parameters).href
    },
    /** The subject that the issuer vouches for. @throws whatever is wrong with what came back */
    async subjectOf(provider: OidcProvider, journey: Journey, query: string): Promise<string> {
      const tokens = await client.authorizationCodeGrant(
        await describe(provider),
        new URL(backTo(provider.id) + query),
        {
          pkceCodeVerifier: journey.verifier,
          expectedState: journey.state,
          expectedNonce: journey.nonce,
          idTokenExpected: true,
        },
      )
      return tokens.claims()!.sub
    },
  }
}

export const newJourney = () => ({
  state: client.randomState(),
  nonce: client.randomNonce(),
  verifier: client.randomPKCECodeVerifier(),
})

export const sealJourney = ({ secrets }: Pick<Deps, 'secrets'>, journey: Journey) =>
  secrets.seal(JSON.stringify(journey)).toString('base64url')

/** @throws Refusal `provider-failed` where the journey was not begun in this browser, or too long ago */
export function openJourney(
  { secrets, machineNow }: Pick<Deps, 'secrets' | 'machineNow'>,
  sealed: string | undefined,
  provider: string,
): Journey {
  try {
    const journey = Journey.parse(JSON.parse(secrets.unseal(Buffer.from(sealed ?? '', 'base64url'))))
    if (journey.provider === provider && journey.until > machineNow().getTime()) return journey
  } catch {
    // Not ours, or changed: told like one that ran out.
  }
  throw new Refusal('provider-failed')
}

/** Whether the person changed their mind at the issuer's, which is no failure. */
export const isDeclined = (error: unknown) =>
  error instanceof client.AuthorizationResponseError && error.error === 'access_denied'
