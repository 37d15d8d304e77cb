import { Secret, TOTP } from 'otpauth'

const periodSeconds = 30
/** One step before and after: a phone's clock may be half a minute off. */
const window = 1

/** A new second factor, base32 as authenticator apps take it. */
export const newTotpSecret = () => new Secret({ size: 20 }).base32

/** The time step a code belongs to, or null when it fits none near `at`. */
export function totpStep(secret: string, code: string, at: Date): number | null {
  const totp = new TOTP({ secret: Secret.fromBase32(secret), period: periodSeconds })
  const delta = totp.validate({ token: code, window, timestamp: at.getTime() })
  return delta === null ? null : Math.floor(at.getTime() / 1000 / periodSeconds) + delta
}

/** What an authenticator app reads from the QR code. */
export const totpAddress = (secret: string, label: string) =>
  new TOTP({ issuer: '영등포구 소통', label, secret: Secret.fromBase32(secret) }).toString()
