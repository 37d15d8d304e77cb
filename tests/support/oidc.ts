import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { atEndOfFile } from './lifetime.ts'

export type TestIssuer = {
  issuer: string
  clientId: string
  clientSecret: string
  /** Whoever comes to sign in from now on is this subject; null: refuses to sign in. */
  signInAs(subject: string | null): void
  /** For tests without a browser: goes through the whole log-in and gives the address it returns to. */
  walk(authorizeUrl: string): Promise<string>
  close(): Promise<void>
}

/**
 * A real OpenID Connect issuer on a free port, closed at the end of the file. It asks nothing: who comes is at once
 * signed in as the last subject that was set.
 * @param redirectUris where the one client may send people back to, exactly
 */
export async function startIssuer(redirectUris: string[]): Promise<TestIssuer> {
  const http = createServer()
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const client = {
    client_id: 'sotong',
    client_secret: 'only-for-the-test-issuer',
    redirect_uris: redirectUris,
  }
  let subject: string | null = 'someone'
  const provider = new Provider(issuer, {
    clients: [client],
    // Named, because the issuer warns about each one that is not. Seconds.
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    cookies: { keys: ['only-for-the-test-issuer'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/sign-in/${uid}` },
    findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => ({ sub }) }),
    async loadExistingGrant({
      oidc,
    }: {
      oidc: { client: { clientId: string }; session: { accountId: string } }
    }) {
      const grant = new provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session.accountId,
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  http.on('request', (request, response) => {
    if (!request.url?.startsWith('/sign-in/')) return answer(request, response)
    // Not remembered: the next log-in in the same browser may be someone else.
    const result = subject
      ? { login: { accountId: subject, remember: false } }
      : { error: 'access_denied', error_description: 'The person did not sign in.' }
    void provider.interactionFinished(request, response, result)
  })
  const close = () =>
    new Promise<void>((closed) => {
      http.close(() => closed())
      http.closeAllConnections()
    })
  atEndOfFile(close)
  return {
    issuer,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    signInAs: (next) => (subject = next),
    walk: (authorizeUrl) => walk(issuer, authorizeUrl),
    close,
  }
}

/** Follows redirects with cookies, as a browser would, as long as they stay at the issuer. */
async function walk(issuer: string, start: string): Promise<string> {
  const cookies = new Map<string, string>()
  let at = start
  for (let step = 0; step < 10; step += 1) {
    if (!at.startsWith(`${issuer}/`)) return at
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      cookies.set(name!, value!)
    }
    const next = response.headers.get('location')
    if (!next)
      throw new Error(`The issuer answered ${response.status}: ${(await response.text()).slice(0, 500)}`)
    at = new URL(next, at).href
  }
  throw new Error('The issuer redirects in circles.')
}
