import type { Ticket } from '../../shared/tickets.ts'

const bytesOf = (base64: string) =>
  Uint8Array.from(atob(base64.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))

export type Verify = (ticket: Pick<Ticket, 'signed' | 'signature'>) => Promise<boolean>

/**
 * Whether the town hall signed a ticket. The browser's own Ed25519 where it has one (Chromium 137, Safari 17,
 * Firefox 129); before those a small library, which is fetched only there.
 * @param publicKey SPKI, base64
 */
export async function verifier(publicKey: string): Promise<Verify> {
  const spki = bytesOf(publicKey)
  const parts = ({ signed, signature }: Pick<Ticket, 'signed' | 'signature'>) =>
    [bytesOf(signature), new TextEncoder().encode(signed)] as const
  try {
    const key = await crypto.subtle.importKey('spki', spki, { name: 'Ed25519' }, false, ['verify'])
    return async (ticket) => {
      const [signature, text] = parts(ticket)
      return crypto.subtle.verify({ name: 'Ed25519' }, key, signature, text)
    }
  } catch {
    const { verifyAsync } = await import('@noble/ed25519')
    // The last 32 bytes of an SPKI are the key itself.
    const key = spki.slice(-32)
    return async (ticket) => verifyAsync(...parts(ticket), key)
  }
}
