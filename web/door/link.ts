import { Refused } from '../lib/calls.ts'
import type { Keeping } from '../lib/keeping.ts'

type Own = { token: string; claimed: boolean }

const newToken = () =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** Takes the link's token out of the address, so that it stays in no history. */
export function linkInAddress(): string | null {
  const link = /^#([\w-]{43})$/.exec(location.hash)?.[1] ?? null
  if (location.hash) history.replaceState(null, '', location.pathname)
  return link
}

/**
 * The token of this phone. A link is opened once, with a token that the phone made and kept before it asked: where
 * the answer is lost, asking again is harmless.
 * @returns null where this phone has none and no link was given
 * @throws Refused `door-link-used`; where the network is gone
 */
export async function tokenOf(keeping: Keeping, link: string | null, lang: string): Promise<string | null> {
  const kept = await keeping.read<Own>('device')
  if (!link) return kept?.claimed ? kept.token : null
  const token = kept && !kept.claimed ? kept.token : newToken()
  if (!kept?.claimed) await keeping.write('device', { token, claimed: false } satisfies Own)
  const response = await fetch('/api/door/devices', {
    method: 'POST',
    credentials: 'omit',
    headers: { 'content-type': 'application/json', accept: 'application/json', 'accept-language': lang },
    body: JSON.stringify({ link, token }),
  })
  if (!response.ok) {
    // A link opened a second time on a phone that works already changes nothing.
    if (kept?.claimed) return kept.token
    throw new Refused((await response.json()) as never)
  }
  // Another door's roster and count are none of this one's.
  await Promise.all(['roster', 'presence'].map((name) => keeping.forget(name)))
  await keeping.write('device', { token, claimed: true } satisfies Own)
  return token
}
