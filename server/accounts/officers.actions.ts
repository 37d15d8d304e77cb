import type { Role } from '../../shared/accounts.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { addOfficer } from './officers.queries.ts'
import { hashPassword } from './passwords.ts'

export type NewOfficer = {
  email: string
  name: string
  role: Role
  departmentId: number | null
  password: string
  /** Base32, as authenticator apps take it. */
  totpSecret: string
}

/** Adds an officer who can sign in at once. @returns the officer's id */
export async function createOfficer(deps: Deps, tx: Db, officer: NewOfficer): Promise<number> {
  const { email, name, role, departmentId, password, totpSecret } = officer
  return addOfficer(tx, {
    email: email.toLowerCase(),
    name,
    role,
    departmentId,
    passwordHash: await hashPassword(password),
    sealedTotp: deps.secrets.seal(totpSecret),
    createdAt: deps.machineNow(),
  })
}
