import type { Actor, Device } from '../accounts/permissions.rules.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { sha256 } from '../platform/secrets.ts'
import { canonicalEntry } from './audit.rules.ts'
import { addEntry, addSeals, lastSeal, lockSealing, sealedEntries, unsealedEntries } from './audit.queries.ts'

/** An officer may be told by id alone: while signing in there is no actor yet; for a door's phone its officer answers. */
export type Who = Exclude<Actor, Device> | { kind: 'officer'; officerId: number } | { kind: 'system' }
type About = { kind: string; id: string | number }

/**
 * Records an act in the transaction that does it.
 * @param act `noun.verb`; `detail` holds no personal data beyond ids
 */
export async function record(
  deps: Pick<Deps, 'now'>,
  tx: Db,
  who: Who,
  act: string,
  about: About,
  detail: Record<string, unknown> = {},
) {
  await addEntry(tx, {
    at: deps.now(),
    actorKind: who.kind === 'visitor' ? 'system' : who.kind,
    actorId: who.kind === 'resident' ? who.personId : who.kind === 'officer' ? who.officerId : null,
    act,
    aboutKind: about.kind,
    aboutId: String(about.id),
    detail,
  })
}

const genesis = Buffer.alloc(32)
const link = (before: Buffer, entry: Parameters<typeof canonicalEntry>[0]) =>
  sha256(Buffer.concat([before, Buffer.from(canonicalEntry(entry))]))

/**
 * Seals what is not sealed yet, in order of commit as this job sees it. An entry whose transaction committed late
 * is sealed later, at the end of the chain: positions, not ids, are the order.
 * @returns how many entries were sealed
 */
export async function sealEntries(deps: Deps, most = 1000): Promise<number> {
  return deps.db.transaction(async (tx) => {
    if (!(await lockSealing(tx))) return 0
    const entries = await unsealedEntries(tx, most)
    if (entries.length === 0) return 0
    const last = await lastSeal(tx)
    let hash = last?.hash ?? genesis
    let position = last?.position ?? 0
    const sealedAt = deps.machineNow()
    await addSeals(
      tx,
      entries.map((entry) => {
        hash = link(hash, entry)
        position += 1
        return { entryId: entry.id, position, hash, sealedAt }
      }),
    )
    return entries.length
  })
}

/** The position of the first entry that no longer fits its seal, or null when the whole chain holds. */
export async function firstBrokenSeal(deps: Deps): Promise<number | null> {
  let before: Buffer = genesis
  let position = 0
  for (;;) {
    const rows = await sealedEntries(deps.db, position, 1000)
    if (rows.length === 0) return null
    for (const { entry, seal } of rows) {
      position += 1
      before = link(before, entry)
      if (seal.position !== position || !seal.hash.equals(before)) return seal.position
    }
  }
}
