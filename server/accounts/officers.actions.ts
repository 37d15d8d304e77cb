import type { Role } from '../../shared/accounts.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
export type NewOfficer = {
  email: string
  name: string
  role: Role
  departmentId: number | null
  password: string
  totpSecret: string
}
export async function createOfficer(_deps: Deps, _tx: Db, _officer: NewOfficer): Promise<number> {
  return 0
}
