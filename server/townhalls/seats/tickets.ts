import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomInt,
  sign,
  verify,
} from 'node:crypto'
import { codeLength, codeLetters, readTicket, type Ticket } from '../../../shared/tickets.ts'
import type { Secrets } from '../../platform/secrets.ts'

/** A new pair for one town hall: the private key sealed, the public key as SPKI, as browsers import it too. */
export function makeTicketKeys({ seal }: Pick<Secrets, 'seal'>) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const exported = privateKey.export({ type: 'pkcs8', format: 'der' })
  return {
    sealedTicketKey: seal(exported.toString('base64')),
    ticketPublicKey: publicKey.export({ type: 'spki', format: 'der' }),
  }
}

export const openTicketKey = ({ unseal }: Pick<Secrets, 'unseal'>, sealed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.from(unseal(sealed), 'base64'), type: 'pkcs8', format: 'der' })

/** The text of a QR ticket. The same member and sitting always give the same one. */
export function signTicket(key: KeyObject, memberId: number, sittingId: number): string {
  const text = `t1.${memberId}.${sittingId}`
  return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`
}

/** The ticket, if this town hall signed it; null for a forged one and for anything else. */
export function verifyTicket(publicKey: Buffer, text: string): Ticket | null {
  const ticket = readTicket(text)
  if (!ticket) return null
  const key = createPublicKey({ key: publicKey, type: 'spki', format: 'der' })
  return verify(null, Buffer.from(ticket.signed), key, Buffer.from(ticket.signature, 'base64url'))
    ? ticket
    : null
}

/** A code to type at the door where a camera fails. */
export const newCode = () =>
  Array.from({ length: codeLength }, () => codeLetters[randomInt(codeLetters.length)]).join('')
