import { dayOf } from '../../shared/kst.ts'
import type { Deps } from '../platform/deps.ts'
import { departmentsOn, termsAt } from './settings.queries.ts'

/** The terms in force now, ready for the wire. */
export async function termsInForce({ db, now }: Deps) {
  const { id: _id, setBy: _setBy, fromAt, ...terms } = await termsAt(db, now())
  return { ...terms, fromAt: fromAt.toISOString() }
}

/** Departments that exist today in Seoul. */
export const currentDepartments = ({ db, now }: Deps) => departmentsOn(db, dayOf(now()))
