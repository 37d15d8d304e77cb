import { Secret, TOTP } from 'otpauth'
import { createOfficer } from '../../../server/accounts/officers.actions.ts'
import type { Role } from '../../../shared/accounts.ts'
import type { TestApp } from '../../support/app.ts'

export const password = 'only-for-tests: 달빛 아래 여섯 걸음'

/** The code of an authenticator app at this moment, or some half minutes from it. */
export const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 })

let made = 0

/** An officer who can really sign in. */
export async function anOfficer({ deps }: TestApp, role: Role = 'communication') {
  const email = `officer-${(made += 1)}@office.example`
  const secret = new Secret({ size: 20 }).base32
  const officer = { email, name: '이담당', role, departmentId: null, password, totpSecret: secret }
  const officerId = await deps.db.transaction((tx) => createOfficer(deps, tx, officer))
  return { email, secret, officerId }
}
