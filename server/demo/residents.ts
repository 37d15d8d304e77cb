import { randomBytes } from 'node:crypto'
import { personKeyOf } from '../accounts/accounts.actions.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { sha256 } from '../platform/secrets.ts'
import { picker, seeded } from './history.rules.ts'
import { addIdentities, addPersons, addSessions, setPersonKeys } from './demo.queries.ts'

type Needs = Pick<Deps, 'secrets' | 'machineNow'>
export type DemoResident = { id: number; personKey: Buffer; dong: string }

/**
 * Makes verified residents of the district (e-mail, level 0), spread over the dongs as given.
 * @param dongs codes of dongs
 * @param name part of their e-mail addresses, which is unique to this call
 */
export async function makeResidents(deps: Needs, tx: Db, count: number, dongs: string[], name: string) {
  const random = seeded(count)
  const pickDong = picker(
    dongs.map(() => 0.5 + random()),
    random,
  )
  const at = deps.machineNow()
  const homes = Array.from({ length: count }, () => dongs[pickDong()]!)
  const ids = await addPersons(tx, homes, at)
  const residents: DemoResident[] = ids.map((id, index) => ({
    id,
    personKey: personKeyOf(deps.secrets, id),
    dong: homes[index]!,
  }))
  await setPersonKeys(tx, residents)
  await addIdentities(
    tx,
    residents.map(({ id }, index) => {
      const email = `${name}-${index + 1}@residents.example`
      return {
        personId: id,
        keyHash: deps.secrets.hash('identity email', email),
        sealed: deps.secrets.seal(email),
      }
    }),
    at,
  )
  return residents
}

/** Signs residents in: one session id each, as the cookie carries it. */
export async function makeSessions(deps: Needs, tx: Db, residents: DemoResident[]): Promise<string[]> {
  const at = deps.machineNow()
  const ids = residents.map(() => randomBytes(25).toString('hex'))
  await addSessions(
    tx,
    residents.map(({ id }, index) => ({ personId: id, idHash: sha256(ids[index]!) })),
    at,
    new Date(at.getTime() + 30 * 86_400_000),
  )
  return ids
}
