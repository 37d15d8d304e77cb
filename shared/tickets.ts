/** A ticket as a QR code carries it: who may come to which sitting, signed by the town hall's key. */
export type Ticket = { memberId: number; sittingId: number; signed: string; signature: string }

const form = /^(t1\.([1-9]\d{0,15})\.([1-9]\d{0,15}))\.([A-Za-z0-9_-]{86})$/

/** The parts of a ticket, not yet verified; null for anything else that a camera may see. */
export function readTicket(text: string): Ticket | null {
  const found = form.exec(text.trim())
  if (!found) return null
  const [, signed = '', memberId, sittingId, signature = ''] = found
  return { memberId: Number(memberId), sittingId: Number(sittingId), signed, signature }
}

/** What a typed code is made of: of letters and digits that look alike only one is there. */
export const codeLetters = 'ACDEFHJKMNPRTVWXY23456789'
export const codeLength = 8

const lookAlikes: Record<string, string> = { B: '8', G: '6', S: '5', U: 'V', Z: '2' }

/** A code as it is stored, from what someone typed: small letters, spaces, hyphens and look-alikes are forgiven. */
export function readCode(typed: string): string | null {
  const code = [...typed.toUpperCase().replace(/[\s-]/g, '')]
    .map((letter) => lookAlikes[letter] ?? letter)
    .join('')
  return code.length === codeLength && [...code].every((letter) => codeLetters.includes(letter)) ? code : null
}
